// The engine: from a request to a finished journal. Builds what the oracles need, checks, and decides the exit code.
// In: a configuration and a RunRequest. Out: the journal of the run.
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import type { LoadedConfig } from '../config/load.ts';
import type { Executor } from '../exec/execute.ts';
import { which } from '../exec/which.ts';
import { JOURNAL_VERSION, type RunEvent, type RunRequest } from '../journal/events.ts';
import { openJournal, readJournal } from '../journal/journal.ts';
import { createRun, discardRun, finishRun, resumeRun, type RunDirectory } from '../journal/runs.ts';
import { type ExitCode, EXIT, usageError } from '../model/errors.ts';
import type { Needs, StageNeed } from '../model/oracle.ts';
import type { Configuration } from '../model/subject.ts';
import type { Verdict } from '../model/verdict.ts';
import { exitCodeOf, summarize } from '../report/summary.ts';
import { configurationName, type StageOutcome, type StagePlan, type Stages } from '../stage/model.ts';
import { openStages } from '../stage/stages.ts';
import { stateDirectory } from '../store/state.ts';
import { HARNESS_VERSION } from '../version.ts';
import { checkOracle } from './check.ts';
import { type AnyOracle, discoverOracles, selectOracles } from './discover.ts';
import { planDigest } from './plan.ts';
import { openRoom } from './room.ts';
import { toSelection } from './selection.ts';

/** What the engine tells while it works, for a live display. */
export interface Progress {
  readonly onEvent?: (event: RunEvent) => void;
  readonly onStageStart?: (configuration: Configuration, stage: number) => void;
  readonly onCase?: (oracle: string, done: number, id: string) => void;
  readonly onRun?: (run: RunDirectory, resumedCases: number) => void;
}

export interface EngineOptions {
  readonly loaded: LoadedConfig;
  readonly request: RunRequest;
  /** 0: one per processor. */
  readonly jobs: number;
  /** Do not take up a killed run. */
  readonly fresh: boolean;
  readonly progress: Progress;
  /** Aborted on Ctrl-C. */
  readonly signal: AbortSignal;
}

export interface RunResult {
  readonly run: RunDirectory;
  readonly events: readonly RunEvent[];
  readonly exitCode: ExitCode;
}

/** A run's parts that `run`, `build` and --dry-run share. */
export interface Workshop {
  readonly stages: Stages;
  readonly scratch: string;
  readonly executor: Executor;
  close(): Promise<void>;
}

export type WorkshopOptions = Pick<EngineOptions, 'loaded' | 'jobs' | 'signal' | 'progress'> & {
  readonly request: Pick<RunRequest, 'sanitizers' | 'keep'>;
  readonly emit: (event: RunEvent) => void;
};

/** Opens stages, an executor and a scratch directory. */
export async function openWorkshop(options: WorkshopOptions): Promise<Workshop> {
  const { loaded, request, signal, emit, progress } = options;
  const { state, scratch, executor, close } = openRoom(loaded, signal);
  try {
    const stages = await openStages({
      subject: loaded.config.subject,
      root: loaded.root,
      state,
      scratch,
      executor,
      jobs: options.jobs > 0 ? options.jobs : availableParallelism(),
      sanitizers: request.sanitizers,
      ...(request.keep === undefined ? {} : { keep: request.keep }),
      onStart: (configuration, stage) => progress.onStageStart?.(configuration, stage),
      onEnd: (configuration, stage, outcome) => {
        emit(stageEvent(configuration, stage, outcome));
      },
      onNote: (text) => {
        emit({ type: 'note', text });
      },
    });
    return { stages, scratch, executor, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function stageEvent(configuration: Configuration, stage: number, outcome: StageOutcome): RunEvent {
  const base = { type: 'stage', configuration, stage } as const;
  if (outcome.kind === 'failed') {
    const { cause, summary, log } = outcome;
    return { ...base, status: 'failed', seconds: 0, cause, summary, log };
  }
  const { key, digest, builderDigest, sanitized } = outcome.stage;
  return { ...base, status: outcome.status, seconds: outcome.seconds, key, digest, builderDigest, sanitized };
}

interface OraclePlan {
  readonly oracle: AnyOracle;
  readonly stages: readonly StageNeed[];
  readonly missing: Needs['tools'];
}

async function planOracles(loaded: LoadedConfig, request: RunRequest): Promise<readonly OraclePlan[]> {
  const oracles = selectOracles(await discoverOracles(loaded), request.oracles);
  if (oracles.length === 0) throw usageError('there is no oracle', 'npx kit-harness new oracle NAME makes one');
  const selection = toSelection(loaded.config.subject, request);
  const plans = oracles.map((oracle) => {
    const { stages, tools } = oracle.needs(loaded.config.subject, selection);
    return { oracle, stages, missing: tools.filter(({ program }) => which(program) === undefined) };
  });
  const last = Math.max(0, ...plans.flatMap(({ stages }) => stages.map(({ stage }) => stage)));
  if (request.keep !== undefined && request.keep.stage > last) {
    throw usageError(
      `--keep-stage ${String(request.keep.stage)}: nothing asks for more than stage${String(last)}`,
      'a stage is kept to build the ones after it',
    );
  }
  return plans;
}

/** What a run would build, and why. */
export async function dryRun(options: EngineOptions): Promise<readonly StagePlan[]> {
  const plans = await planOracles(options.loaded, options.request);
  const workshop = await openWorkshop({ ...options, emit: () => undefined });
  try {
    const deepest = deepestStages(plans.flatMap(({ stages }) => stages));
    const found: StagePlan[] = [];
    for (const { configuration, stage } of deepest) found.push(...(await workshop.stages.plan(configuration, stage)));
    return found;
  } finally {
    await workshop.close();
  }
}

function deepestStages(needs: readonly StageNeed[]): readonly StageNeed[] {
  const byName = new Map<string, StageNeed>();
  for (const need of needs) {
    const name = configurationName(need.configuration);
    if ((byName.get(name)?.stage ?? 0) < need.stage) byName.set(name, need);
  }
  return [...byName.values()];
}

/** Runs a request to its end, or to its interruption. */
export async function runEngine(options: EngineOptions): Promise<RunResult> {
  const { loaded, request, signal, progress } = options;
  const { subject, state: stateName } = loaded.config;
  const started = performance.now();
  const plans = await planOracles(loaded, request);
  const state = stateDirectory(resolve(loaded.root, stateName));
  const pending: RunEvent[] = [];
  let write = (event: RunEvent): void => void pending.push(event);
  const emit = (event: RunEvent): void => {
    write(event);
    progress.onEvent?.(event);
  };
  const workshop = await openWorkshop({ ...options, emit });
  try {
    const plan = planDigest(loaded, request, workshop.stages.sourcesDigest);
    const resumed = options.fresh ? undefined : resumeRun(state.runs, plan);
    const run = resumed?.run ?? createRun(state.runs);
    const journal = openJournal(run.journal);
    write = (event) => {
      journal.append(event);
    };
    const at = new Date().toISOString();
    const sources = workshop.stages.sourcesDigest;
    if (resumed === undefined) {
      const host = {
        platform: process.platform,
        arch: process.arch,
        node: process.version,
        cpus: availableParallelism(),
      };
      const head = { version: JOURNAL_VERSION, id: run.id, harness: HARNESS_VERSION, subject: subject.name };
      emit({ type: 'run-started', ...head, plan, sources, request, host, at });
    } else emit({ type: 'run-resumed', at });
    for (const event of pending) journal.append(event);
    const known = settledVerdicts(resumed?.events ?? []);
    progress.onRun?.(run, known.size);
    try {
      await work(options, plans, workshop, { at, known, emit });
    } catch (error) {
      // A run that could not go on proves nothing and is not worth resuming.
      discardRun(run);
      throw error;
    }
    const ended = new Date().toISOString();
    const seconds = (performance.now() - started) / 1000;
    if (signal.aborted) emit({ type: 'interrupted', at: ended });
    else {
      const exitCode = exitCodeOf(summarize(readJournal(run.journal)));
      emit({ type: 'run-finished', exitCode, seconds, at: ended });
    }
    journal.close();
    if (!signal.aborted) finishRun(run);
    const events = readJournal(run.journal);
    return { run, events, exitCode: signal.aborted ? EXIT.interrupted : exitCodeOf(summarize(events)) };
  } finally {
    await workshop.close();
  }
}

interface WorkState {
  /** When the run started. */
  readonly at: string;
  readonly known: ReadonlyMap<string, Verdict>;
  readonly emit: (event: RunEvent) => void;
}

/** Builds the stages that the oracles want, then lets each oracle check. */
async function work(
  options: EngineOptions,
  plans: readonly OraclePlan[],
  workshop: Workshop,
  state: WorkState,
): Promise<void> {
  const { loaded, request, signal, progress } = options;
  const { subject } = loaded.config;
  const { at, known, emit } = state;
  const ready = new Map<string, StageOutcome>();
  const needs = plans.filter(({ missing }) => missing.length === 0).flatMap(({ stages }) => stages);
  await Promise.all(
    deepestStages(needs).map(async ({ configuration, stage }) => {
      for (let n = firstStage(request, stage); n <= stage; n++) {
        ready.set(`${configurationName(configuration)}/stage${String(n)}`, await workshop.stages.get(configuration, n));
      }
    }),
  );
  const parts = {
    subject,
    root: loaded.root,
    selection: toSelection(subject, request),
    today: at.slice(0, 10),
    scratch: workshop.scratch,
    executor: workshop.executor,
    stages: workshop.stages,
    ready,
  };
  const jobs = options.jobs > 0 ? options.jobs : availableParallelism();
  for (const { oracle, missing } of plans) {
    if (signal.aborted) break;
    if (missing.length > 0) emit(skippedOracle(oracle, missing));
    else
      await checkOracle(oracle, {
        parts,
        jobs,
        emit,
        known,
        interrupted: () => signal.aborted,
        ...progressOf(progress),
      });
  }
}

/** Stages before a kept one are not built. */
function firstStage(request: RunRequest, wanted: number): number {
  return request.keep !== undefined && request.keep.stage <= wanted ? request.keep.stage : 1;
}

function progressOf(progress: Progress): { onProgress?: (oracle: string, done: number, id: string) => void } {
  return { onProgress: (oracle, done, id) => progress.onCase?.(oracle, done, id) };
}

function skippedOracle(oracle: AnyOracle, missing: Needs['tools']): RunEvent {
  const reason = missing
    .map(({ program, debianPackage }) => `${program} is missing (apt-get install ${debianPackage})`)
    .join(', ');
  return {
    type: 'case',
    oracle: oracle.name,
    index: 0,
    id: '(all)',
    verdict: { kind: 'skip', cause: 'missing-tool', reason },
    seconds: 0,
  };
}

/** Verdicts that need not be found again; failures are, for their evidence. */
function settledVerdicts(events: readonly RunEvent[]): ReadonlyMap<string, Verdict> {
  const known = new Map<string, Verdict>();
  for (const event of events) {
    if (event.type !== 'case') continue;
    const { kind } = event.verdict;
    if (kind === 'pass' || kind === 'known' || kind === 'skip')
      known.set(`${event.oracle}\n${event.id}`, event.verdict);
  }
  return known;
}
