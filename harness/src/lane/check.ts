// What oracles about programs have in common: which lanes the subject's stages give, and what becomes of a program in one of
// them, with every object and every output within reach of the canaries. In: a program and its answer. Out: verdicts.
import { join } from 'node:path';
import type { ProgramUnit } from '../model/generator.ts';
import type { CompilerRecipe, FailedStep } from '../model/lane.ts';
import type { OracleContext } from '../model/oracle.ts';
import type { Configuration, Subject } from '../model/subject.ts';
import { fail, type Verdict } from '../model/verdict.ts';
import { stageLane } from './compilers.ts';
import { type KnownAnswer, observe } from './run.ts';

/** A lane of one stage at one level. */
export type StageRecipe = CompilerRecipe & { readonly kind: 'stage' };

const STAGES = [1, 2, 3] as const;

/** The deepest stage that `stageRecipes` wants. */
export const LAST_STAGE = Math.max(...STAGES);

/** Each chain once: how a compiler itself is linked changes nothing that it writes. */
export function chainsOnce(configurations: readonly Configuration[]): readonly Configuration[] {
  return configurations.filter(
    ({ chain }, index) => configurations.findIndex((other) => other.chain === chain) === index,
  );
}

/** Lanes of the subject: each chain once, each stage, each level. */
export function stageRecipes(subject: Subject, configurations: readonly Configuration[]): readonly StageRecipe[] {
  const levels = subject.programs?.levels ?? [[]];
  return chainsOnce(configurations).flatMap((configuration) =>
    STAGES.flatMap((stage) => levels.map((flags) => ({ kind: 'stage', configuration, stage, flags }) as const)),
  );
}

/** What one lane said. `step` is what failed, so that shrinking does not wander from one failure to another. */
export interface Checked {
  readonly lane: string;
  readonly verdict: Verdict;
  readonly step?: FailedStep;
}

/** Compiles, links and runs a program by a stage, and compares what it does with its answer. */
export async function checkInStage(
  context: OracleContext,
  units: readonly ProgramUnit[],
  answer: Omit<KnownAnswer, 'kind'>,
  recipe: StageRecipe,
): Promise<Checked> {
  const stage = context.stage(recipe.configuration, recipe.stage);
  const tools = stageLane(context.subject, stage, recipe);
  const { name: lane } = tools.lane;
  const seen = await observe(
    tools,
    units,
    join(await context.scratch(), 'program'),
    (command, limits, sanitized) => context.execute(command, limits, sanitized ? stage : undefined),
    { object: (path) => context.tap.file(path) },
  );
  if (seen.kind === 'inconclusive')
    return { lane, verdict: { kind: 'inconclusive', reason: `${lane}: ${seen.reason}` } };
  if (seen.kind === 'failed') {
    const { step, said, command } = seen.said;
    if (seen.finding === 'timeout') return { lane, verdict: { kind: 'inconclusive', reason: `${lane}: ${said}` } };
    const verdict = fail(`${lane}: ${step}: ${said.split('\n')[0] ?? ''}`, [
      { kind: 'text', label: 'command', text: command },
      { kind: 'text', label: 'said', text: said },
    ]);
    return { lane, verdict, step };
  }
  const actual = context.tap.observation({ status: seen.status, stdout: Buffer.from(seen.stdout) });
  const same = context.tap.sameBytes(actual.stdout, Buffer.from(answer.stdout));
  const ended = actual.status === `exit code ${String(answer.exitCode)}`;
  if (same && ended) return { lane, verdict: { kind: 'pass', comparisons: 1 } };
  const printed = `${Buffer.from(actual.stdout).toString('utf8')}${actual.status}\n`;
  const expected = `${answer.stdout}exit code ${String(answer.exitCode)}\n`;
  const verdict = fail(`${lane}: another answer (${actual.status})`, [
    { kind: 'output', label: 'stdout', expected, actual: printed },
  ]);
  return { lane, verdict, step: ended ? 'output' : 'run' };
}
