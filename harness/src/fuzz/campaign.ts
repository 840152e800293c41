// The campaign: programs are made in threads, judged in every lane, shrunk when they fail, and committed with the progress
// in one transaction. It ends by count, by time, by a full disk or by a person, and all but the first two can be taken up
// again. In: a crew, a pool, a store. Out: what was counted, and why it ended.
import { statfsSync } from 'node:fs';
import { addTallies } from '../findings/commit.ts';
import type {
  CampaignId,
  Committed,
  FindingsStore,
  GeneratorFault,
  NewFinding,
  Range,
  Tally,
} from '../findings/model.ts';
import { faultLine } from '../findings/text.ts';
import { type Chunk, type Chunks, openChunks } from './chunks.ts';
import type { Crew, Item } from './crew.ts';
import { askLateAgain, findingsOf, shrinkFinding } from './finding.ts';
import type { Gate } from './gate.ts';
import { createGate } from './gate.ts';
import { judgeMade } from './judge.ts';
import { type Making, makePrograms } from './make.ts';
import type { GeneratorPool } from './pool.ts';
import { TOGETHER } from '../model/generator.ts';
import type { StatusLine } from './status.ts';

export interface CampaignParts {
  readonly crew: Crew;
  readonly pool: GeneratorPool;
  readonly store: FindingsStore;
  readonly campaign: CampaignId;
  /** What is to be done, and what was done before. */
  readonly next: readonly Range[];
  readonly before: Tally;
  readonly seed: number;
  readonly without: readonly string[];
  readonly variants: number;
  readonly jobs: number;
  /** Programs in one executable; chosen when undefined. */
  readonly batch: number | undefined;
  /** Seconds of the whole campaign, earlier parts of it too. */
  readonly budget: number | undefined;
  readonly count: number | undefined;
  /** With less room than this on the disk of `scratch` the campaign stops. */
  readonly leastFreeBytes: number;
  readonly status: StatusLine;
}

export type Ending = 'count' | 'budget' | 'disk' | 'interrupted';

export interface CampaignResult {
  readonly ending: Ending;
  readonly tally: Tally;
  /** Of this part alone. */
  readonly seconds: number;
  readonly programs: number;
  readonly found: readonly Found[];
  /** The first programs of this part that could not be made. */
  readonly faults: readonly GeneratorFault[];
}

/** A finding of this part of the campaign. */
export interface Found {
  readonly finding: NewFinding;
  readonly committed: Committed;
}

/** Of the time so far, how much may go into shrinking; the first findings are always shrunk. */
const SHRINK_SHARE = 0.35;
const ALWAYS_SHRUNK = 8;

/** So many faults of the generator are told one by one; after that they are counted. */
const TOLD_FAULTS = 20;

interface State {
  readonly parts: CampaignParts;
  readonly gate: Gate;
  readonly started: number;
  readonly found: Found[];
  readonly faults: GeneratorFault[];
  ending: Ending | undefined;
  tally: Tally;
  programs: number;
  committedAt: number;
  shrunk: number;
  shrinkMilliseconds: number;
  /** Findings that are being shrunk now. */
  shrinking: number;
}

/** Runs a campaign to its end. */
export async function runCampaign(parts: CampaignParts): Promise<CampaignResult> {
  const now = performance.now();
  const state: State = {
    parts,
    gate: createGate(),
    started: now,
    found: [],
    faults: [],
    ending: undefined,
    tally: parts.before,
    programs: 0,
    committedAt: now,
    shrunk: 0,
    shrinkMilliseconds: 0,
    shrinking: 0,
  };
  const { jobs, batch: size, budget, before } = parts;
  const secondsLeft =
    budget === undefined ? undefined : () => budget - before.seconds - (performance.now() - now) / 1000;
  const chunks = openChunks(parts.next, { jobs, size, secondsLeft });
  const timer = setInterval(() => {
    show(state);
  }, 500);
  try {
    const outcomes = await Promise.allSettled(Array.from({ length: jobs }, () => work(state, chunks)));
    const broken = outcomes.find((outcome) => outcome.status === 'rejected');
    if (broken !== undefined) throw broken.reason as Error;
  } finally {
    clearInterval(timer);
  }
  const { tally, found, faults, programs } = state;
  const seconds = (performance.now() - state.started) / 1000;
  return { ending: state.ending ?? 'count', tally, seconds, programs, found, faults };
}

/** One of several that work at a time: the next programs are made while those before them are judged. */
async function work(state: State, chunks: Chunks): Promise<void> {
  const { parts } = state;
  const begin = (): { chunk: Chunk; made: Promise<Making> } | undefined => {
    state.ending ??= endingOf(state);
    const chunk = state.ending === undefined ? chunks.next() : undefined;
    if (chunk === undefined) return undefined;
    const request = { ...chunk, seed: parts.seed, without: parts.without, variants: parts.variants };
    const made = makePrograms(parts.pool, request, parts.crew);
    return { chunk, made };
  };
  try {
    for (let current = begin(); current !== undefined;) {
      const made = await current.made;
      const following = begin();
      const started = performance.now();
      await judgeChunk(state, current.chunk, made);
      chunks.took(current.chunk, (performance.now() - started) / 1000);
      current = following;
    }
  } catch (error) {
    // The others need not go on with what cannot be committed.
    state.ending ??= 'interrupted';
    throw error;
  }
}

function endingOf({ parts, started }: State): Ending | undefined {
  const { crew, budget, before } = parts;
  if (crew.aborted()) return 'interrupted';
  if (budget !== undefined && before.seconds + (performance.now() - started) / 1000 >= budget) return 'budget';
  return freeBytes(crew.scratch) < parts.leastFreeBytes ? 'disk' : undefined;
}

function freeBytes(directory: string): number {
  const { bavail, bsize } = statfsSync(directory);
  return bavail * bsize;
}

async function judgeChunk(state: State, chunk: Chunk, made: Making): Promise<void> {
  const { crew } = state.parts;
  const { items, unfit } = await state.gate.shared(() => judgeMade(made, crew));
  const late = items.filter((item) => item.late.length > 0);
  if (late.length > 0) {
    await state.gate.alone(async () => {
      for (const item of late) await askLateAgain(item, crew);
    });
  }
  const findings: NewFinding[] = [];
  for (const item of items) for (const finding of findingsOf(item, crew)) findings.push(await shrunk(state, finding));
  // What was cut short says nothing: these programs are judged again by whoever takes the campaign up.
  if (crew.aborted()) {
    // Also when these were the last: the campaign is not over.
    state.ending = 'interrupted';
    return;
  }
  await commit(state, chunk, { made, items, unfit, findings });
}

async function shrunk(state: State, finding: NewFinding): Promise<NewFinding> {
  const elapsed = performance.now() - state.started;
  if (state.shrunk >= ALWAYS_SHRUNK && state.shrinkMilliseconds > SHRINK_SHARE * elapsed * state.parts.jobs)
    return finding;
  const started = performance.now();
  state.shrunk++;
  state.shrinking++;
  try {
    return await state.gate.shared(() => shrinkFinding(finding, state.parts.crew));
  } finally {
    state.shrinking--;
    state.shrinkMilliseconds += performance.now() - started;
  }
}

interface Outcome {
  readonly made: Making;
  readonly items: readonly Item[];
  readonly unfit: number;
  readonly findings: readonly NewFinding[];
}

async function commit(state: State, chunk: Chunk, { made, items, unfit, findings }: Outcome): Promise<void> {
  const { store, campaign, status } = state.parts;
  const now = performance.now();
  // Several programs taken as one are none that was generated.
  const own = items.filter(({ program }) => program.path === '');
  const compared = (item: Item): number => item.held.length + item.failed.filter(isComparison).length;
  const tally: Tally = {
    programs: chunk.count,
    valid: own.filter((item) => compared(item) > 0).length,
    faults: made.failures.length,
    inconclusive: unfit + own.filter((item) => item.inconclusive.length > 0).length,
    comparisons: items.reduce((sum, item) => sum + compared(item), 0),
    bytes: made.programs.reduce((sum, { units }) => sum + units.reduce((inner, { text }) => inner + text.length, 0), 0),
    seconds: (now - state.committedAt) / 1000,
  };
  state.committedAt = now;
  const faults = made.failures.map(({ index, said }) => ({ index, said }));
  const result = await store.commit(campaign, { ...chunk, tally, findings, faults });
  if (result.repeated) return;
  state.tally = addTallies(state.tally, tally);
  for (const fault of faults) tellFault(state, fault);
  state.programs += chunk.count;
  for (const [index, committed] of result.findings.entries()) {
    const finding = findings[index];
    if (finding === undefined) continue;
    state.found.push({ finding, committed });
    if (committed.status === 'new' || committed.status === 'reopened') status.line(foundText(finding, committed));
  }
  show(state);
}

const isComparison = ({ finding }: Item['failed'][number]): boolean => finding === 'wrong-answer';

/** Says once who is to blame, and how to look at it. */
function tellFault({ parts, faults }: State, fault: GeneratorFault): void {
  const { crew, status } = parts;
  if (faults.length >= TOLD_FAULTS) return;
  faults.push(fault);
  status.line(faultLine({ ...parts, generator: crew.generator.name }, fault));
  if (faults.length === TOLD_FAULTS) status.line('further faults of the generator are only counted');
}

function foundText({ kind, program, lanes }: NewFinding, { id, status }: Committed): string {
  const lines = program.units.reduce((sum, { text }) => sum + text.split('\n').length - 1, 0);
  const where =
    lanes.length > 1 ? `${lanes[0]?.lane ?? ''} and ${String(lanes.length - 1)} more` : (lanes[0]?.lane ?? '');
  const company = program.path.startsWith(TOGETHER) ? ` ${program.path}` : '';
  return `${status} ${kind} ${id}: program ${String(program.index)}${company}, ${String(lines)} lines, ${where}`;
}

function show({ parts, started, tally, programs, found, shrinking }: State): void {
  const seconds = (performance.now() - started) / 1000;
  const rate = programs / seconds;
  const byTime = parts.budget === undefined ? Infinity : parts.budget - parts.before.seconds - seconds;
  const byCount = parts.count === undefined || rate === 0 ? Infinity : (parts.count - tally.programs) / rate;
  const left = Math.min(byTime, byCount);
  const buckets = (fresh: boolean): number =>
    new Set(found.filter(({ committed }) => fresh === isFresh(committed)).map(({ committed }) => committed.bucket))
      .size;
  parts.status.show({
    ...tally,
    newBuckets: buckets(true),
    knownBuckets: buckets(false),
    shrinking,
    rate,
    left: Number.isFinite(left) ? left : undefined,
  });
}

/** Whether a finding opened its bucket. */
export function isFresh({ status }: Committed): boolean {
  return status === 'new' || status === 'reopened';
}
