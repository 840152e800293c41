// What programs have to do: their generator says it, or the reference compilers have to agree on it, many programs in one
// executable where that is possible. A program that never ends, or on which they differ, has no answer. In: what the
// generator made. Out: answers.
import { agreedAnswer } from '../lane/reference.ts';
import type { KnownAnswer } from '../lane/run.ts';
import type { LaneTools } from '../lane/compilers.ts';
import type { ProgramPart, RandomProgram } from '../model/generator.ts';
import { buildBatch, runApart } from './check_batch.ts';
import type { Crew, Item } from './crew.ts';
import { reportsOf } from './driver.ts';
import { inFolder } from './folder.ts';
import type { Made } from './pool.ts';

/** The answers, by the positions of the programs; undefined for those that have none. */
export async function answersOf(made: Made, crew: Crew): Promise<readonly (KnownAnswer | undefined)[]> {
  const { programs, parts } = made;
  const unknown = programs.some(({ answer }) => answer.kind === 'agreed');
  if (unknown && parts !== undefined && programs.length > 1) {
    const agreed = await agreedTogether(parts, crew);
    if (agreed !== undefined)
      return programs.map(({ answer }, index) => (answer.kind === 'known' ? answer : agreed.get(index)));
  }
  const answers: (KnownAnswer | undefined)[] = [];
  // One at a time: limits of time mean little when a hundred compilers run at once.
  for (const program of programs) answers.push(await answerOf(program, crew));
  return answers;
}

async function answerOf({ answer, units }: RandomProgram, crew: Crew): Promise<KnownAnswer | undefined> {
  if (answer.kind === 'known') return answer;
  const agreed = await inFolder(crew, (folder) =>
    agreedAnswer(crew.reference(), units, folder, crew.execute, { sanitizers: false, limits: crew.limits }),
  );
  return agreed.kind === 'agreed' ? agreed.answer : undefined;
}

/** What all reference compilers agree on; undefined when one of them does not take the whole. */
async function agreedTogether(
  parts: readonly ProgramPart[],
  crew: Crew,
): Promise<ReadonlyMap<number, KnownAnswer> | undefined> {
  let agreed: ReadonlyMap<number, KnownAnswer> | undefined;
  for (const tools of crew.reference().plain) {
    // Who has no answer already is not asked again: most of those run until their time is over.
    const asked = agreed === undefined ? parts.map((_, index) => index) : [...agreed.keys()];
    if (asked.length === 0) break;
    const list = asked.flatMap((index) => parts[index] ?? []);
    const said = await answersBy(tools, list, crew);
    if (said === undefined) return undefined;
    const before: ReadonlyMap<number, KnownAnswer> | undefined = agreed;
    agreed = new Map(
      asked.flatMap((index, place) => {
        const answer = said[place];
        const other = before?.get(index);
        const same = other === undefined || (other.stdout === answer?.stdout && other.exitCode === answer.exitCode);
        return answer === undefined || !same ? [] : [[index, answer] as const];
      }),
    );
  }
  return agreed;
}

/** What one compiler makes of programs together; undefined when it does not take them. */
function answersBy(
  tools: LaneTools,
  list: readonly ProgramPart[],
  crew: Crew,
): Promise<readonly (KnownAnswer | undefined)[] | undefined> {
  return inFolder(crew, async (folder) => {
    // What it costs is of no interest: it is not the compiler that is tested.
    const { executable } = await buildBatch(tools, list, folder, { ...crew, meter: undefined });
    if (executable === undefined) return undefined;
    const reports = reportsOf(await runApart(executable, list.length, crew));
    return list.map((_, index) => {
      const seen = reports.get(index);
      return seen?.how === 'exit' ? { kind: 'known', stdout: seen.stdout, exitCode: seen.code } : undefined;
    });
  });
}

/** A wrong answer counts only when the reference compilers say the same about the program by itself. */
export async function confirmAgreed(item: Item, crew: Crew): Promise<void> {
  const isWrong = ({ finding }: Item['failed'][number]): boolean => finding === 'wrong-answer';
  if (item.program.answer.kind === 'known' || !item.failed.some(isWrong)) return;
  const answer = await answerOf(item.program, crew);
  if (answer?.stdout === item.answer.stdout && answer.exitCode === item.answer.exitCode) return;
  item.failed.splice(0, item.failed.length, ...item.failed.filter((one) => !isWrong(one)));
  item.inconclusive.push('the reference compilers do not agree about the program by itself');
}
