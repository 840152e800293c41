// The planted difference of a campaign: a program whose answer is stated wrong has to be found in a batch, pinned, and
// confirmed by itself, in the first lane that gets it right; before that nothing that is green counts.
// In: a batch. Out: whether it was caught.
import type { RandomProgram } from '../model/generator.ts';
import type { Crew } from './crew.ts';
import { judgeMade } from './judge.ts';
import type { Made } from './pool.ts';

export type CanaryResult =
  | 'caught'
  | 'missed'
  /** No program of the batch could be judged. */
  | 'not-planted';

/** Plants a wrong answer into the first program that holds. */
export async function plantCanary(made: Made, crew: Crew): Promise<CanaryResult> {
  const narrow = { ...crew, lanes: crew.lanes.slice(0, 1).map(({ tools }) => ({ tools })) };
  const { items } = await judgeMade(made, narrow);
  const victim = items.find(({ held, answer }) => held.length > 0 && answer.stdout.length > 0);
  if (victim === undefined) return 'not-planted';
  const { stdout, exitCode } = victim.answer;
  const wrong = { kind: 'known', exitCode, stdout: `${stdout.startsWith('0') ? '1' : '0'}${stdout.slice(1)}` } as const;
  const isVictim = ({ index }: RandomProgram): boolean => index === victim.program.index;
  const programs = made.programs.map((program) => (isVictim(program) ? { ...program, answer: wrong } : program));
  const judged = await judgeMade({ ...made, programs }, narrow);
  const failed = judged.items.filter((item) => item.failed.length > 0 && !items.some((one) => one.program.index === item.program.index && one.failed.length > 0)); // prettier-ignore
  return failed.length === 1 && failed[0] !== undefined && isVictim(failed[0].program) ? 'caught' : 'missed';
}
