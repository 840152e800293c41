// Replaying a finding from what was written down: the same program in each lane that got it wrong, compared with the same
// answer. In: a finding, from the store or a capsule. Out: what each lane says now.
import { join } from 'node:path';
import { agreedAnswer } from '../lane/reference.ts';
import { type Failed, type Inconclusive, type KnownAnswer, runInLane } from '../lane/run.ts';
import { CommandError } from '../model/errors.ts';
import type { RandomProgram } from '../model/generator.ts';
import type { LaneSaid } from '../model/lane.ts';
import { digestValue } from '../store/digest.ts';
import type { Bench } from './bench.ts';
import type { StoredFinding } from './model.ts';

/** What a lane says now. */
export interface LaneReplay {
  readonly before: LaneSaid;
  readonly now: { readonly kind: 'held' } | Failed | Inconclusive;
}

export interface Replay {
  readonly finding: StoredFinding;
  readonly lanes: readonly LaneReplay[];
  /** `fails`: at least one lane still fails. `open`: none is known to, and not all are known to hold. */
  readonly verdict: 'fails' | 'holds' | 'open';
  /** Digest of the compilers that were asked. */
  readonly compilerDigest: string;
}

/** Runs the program of a finding in its lanes, the reduced one when there is one and it is wanted. */
export async function replayFinding(bench: Bench, finding: StoredFinding): Promise<Replay> {
  const answer = await answerOf(bench, finding.program);
  const lanes: LaneReplay[] = [];
  const digests: string[] = [];
  for (const before of finding.lanes) {
    if (bench.signal.aborted) break;
    lanes.push({ before, now: await replayLane(bench, finding, before, answer, digests) });
  }
  const verdict =
    lanes.some(({ now }) => now.kind === 'failed') ? 'fails'
    : lanes.length === finding.lanes.length && lanes.every(({ now }) => now.kind === 'held') ? 'holds'
    : 'open';
  return { finding, lanes, verdict, compilerDigest: digestValue(digests) };
}

/** What a program has to do: its generator said it, or the reference compilers do. */
export async function answerOf(bench: Bench, program: RandomProgram): Promise<KnownAnswer | Inconclusive> {
  const { answer } = program;
  if (answer.kind === 'known') return answer;
  const reference = bench.reference();
  const agreed = await bench.folder((folder) =>
    agreedAnswer(reference, program.units, folder, bench.execute, { sanitizers: true }),
  );
  return agreed.kind === 'agreed' ? agreed.answer : { kind: 'inconclusive', reason: agreed.reason };
}

async function replayLane(
  bench: Bench,
  finding: StoredFinding,
  before: LaneSaid,
  answer: KnownAnswer | Inconclusive,
  digests: string[],
): Promise<LaneReplay['now']> {
  if (finding.kind === 'cost') return { kind: 'inconclusive', reason: 'what it costs is measured by campaigns only' };
  if (answer.kind === 'inconclusive') return answer;
  try {
    const tools = await bench.lane({ name: before.lane, recipe: before.recipe });
    digests.push(tools.digest);
    return await bench.folder((folder) =>
      runInLane(tools, finding.program.units, answer, join(folder, 'program'), bench.execute),
    );
  } catch (error) {
    // A compiler that is not on this machine says nothing about the others.
    if (error instanceof CommandError) return { kind: 'inconclusive', reason: error.message };
    throw error;
  }
}
