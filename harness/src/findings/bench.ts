// The workbench for single findings: a scratch directory, an executor, lanes that are made ready when they are first
// wanted, and the reference compilers. In: a configuration. Out: a Bench, to be closed.
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { LoadedConfig } from '../config/load.ts';
import { type LaneTools, openLane } from '../lane/compilers.ts';
import { openReference, type Reference } from '../lane/reference.ts';
import type { Execute } from '../lane/run.ts';
import type { Executor } from '../exec/execute.ts';
import type { Lane } from '../model/lane.ts';
import { openWorkshop, type Progress, type Workshop } from '../run/engine.ts';
import { openRoom } from '../run/room.ts';
import { executeBy } from '../stage/execute_by.ts';

export interface Bench {
  readonly loaded: LoadedConfig;
  readonly signal: AbortSignal;
  readonly executor: Executor;
  readonly execute: Execute;
  reference(): Reference;
  lane(lane: Lane): Promise<LaneTools>;
  /** Calls with a directory that is gone afterwards. */
  folder<Result>(work: (folder: string) => Promise<Result>): Promise<Result>;
}

export interface BenchOptions {
  readonly loaded: LoadedConfig;
  readonly signal: AbortSignal;
  readonly progress: Progress;
}

/** Opens a bench for some work, and leaves nothing behind. */
export async function withBench<Result>(
  options: BenchOptions,
  work: (bench: Bench) => Promise<Result>,
): Promise<Result> {
  const { loaded, signal } = options;
  const { scratch, executor, close } = openRoom(loaded, signal);
  // Stages cost a look at every source file: they are opened when a lane wants one.
  let workshop: Promise<Workshop> | undefined;
  const stages = (): Promise<Workshop> =>
    (workshop ??= openWorkshop({
      ...options,
      jobs: 0,
      request: { sanitizers: true },
      emit: options.progress.onEvent ?? ((): void => undefined),
    }));
  let reference: Reference | undefined;
  const lanes = new Map<string, Promise<LaneTools>>();
  const reports = join(scratch, 'reports');
  const bench: Bench = {
    loaded,
    signal,
    executor,
    execute: (command, limits, sanitized) => executeBy(executor, command, limits, sanitized, reports),
    reference: () => (reference ??= openReference(loaded.config.subject)),
    lane: (lane) => {
      const known = lanes.get(lane.name);
      if (known !== undefined) return known;
      const stage = async (...what: Parameters<Workshop['stages']['get']>): ReturnType<Workshop['stages']['get']> =>
        (await stages()).stages.get(...what);
      const opened = openLane(lane, { subject: loaded.config.subject, stage });
      lanes.set(lane.name, opened);
      return opened;
    },
    folder: async (inside) => {
      const folder = mkdtempSync(join(scratch, 'work-'));
      try {
        return await inside(folder);
      } finally {
        rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
      }
    },
  };
  try {
    return await work(bench);
  } finally {
    await (await workshop)?.close();
    await close();
  }
}
