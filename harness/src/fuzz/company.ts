// Programs that are wrong together and right by themselves: the whole batch is then the program, made as small as dropping
// its members makes it. In: a batch that failed. Out: one item for it, or nothing when the failure does not come back.
import type { LaneTools } from '../lane/compilers.ts';
import type { KnownAnswer } from '../lane/run.ts';
import type { RandomProgram } from '../model/generator.ts';
import { type Member, suspects } from './check_batch.ts';
import type { Crew, Item } from './crew.ts';
import { batchOutput, batchUnit } from './driver.ts';

interface Pair {
  readonly program: RandomProgram;
  readonly member: Member;
}

/** The smallest part of a batch that fails together. */
export async function companyOf(
  items: readonly Pick<Item, 'program'>[],
  members: readonly Member[],
  tools: LaneTools,
  crew: Crew,
): Promise<Item | undefined> {
  const fails = async (some: readonly Pair[]): Promise<boolean> => {
    const those = some.map(({ member }) => member);
    return some.length > 0 && (await suspects(tools, those, crew)).length > 0;
  };
  let left: readonly Pair[] = members.flatMap((member, index) => {
    const program = items[index]?.program;
    return program === undefined ? [] : [{ program, member }];
  });
  if (!(await fails(left))) return undefined;
  for (let size = left.length >> 1; size >= 1; size = size >> 1) {
    for (let at = 0; at < left.length;) {
      const fewer = [...left.slice(0, at), ...left.slice(at + size)];
      if (!crew.aborted() && (await fails(fewer))) left = fewer;
      else at += size;
    }
  }
  return itemOf(left);
}

function itemOf(pairs: readonly Pair[]): Item | undefined {
  const [first] = pairs;
  if (first === undefined) return undefined;
  const stdout = batchOutput(pairs.map(({ member }) => member.answer));
  const answer: KnownAnswer = { kind: 'known', stdout, exitCode: 0 };
  const program: RandomProgram = {
    ...first.program,
    path: `together with ${pairs.slice(1).map(({ program: { index } }) => String(index)).join(' ')}`.trim(), // prettier-ignore
    units: [{ name: 'program.c', text: batchUnit(pairs.map(({ member }) => member.part)) }],
    answer,
    features: [...new Set(pairs.flatMap(({ program: { features } }) => features))].sort(),
  };
  return { program, answer, held: [], failed: [], late: [], inconclusive: [] };
}
