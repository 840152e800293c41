// What is said about the stages of a run: what they take, what came of them, what they would take. In: nothing. Out: types.
import type { Executor } from '../exec/execute.ts';
import type { Stage } from '../model/oracle.ts';
import type { Configuration, Subject } from '../model/subject.ts';
import type { StateDirectory } from '../store/state.ts';
import type { BuildFailure } from './build.ts';

export type StageStatus = 'built' | 'reused' | 'kept';

export type StageOutcome =
  | { readonly kind: 'ready'; readonly stage: Stage; readonly status: StageStatus; readonly seconds: number }
  | BuildFailure;

/** What building a stage would mean, found out without building. */
export interface StagePlan {
  readonly configuration: Configuration;
  readonly stage: number;
  readonly action: 'reuse' | 'build' | 'keep';
  /** Why it would be built, or what is stale in what is kept. */
  readonly reasons: readonly string[];
  readonly key?: string;
}

export interface StagesOptions {
  readonly subject: Subject;
  readonly root: string;
  readonly state: StateDirectory;
  readonly scratch: string;
  readonly executor: Executor;
  readonly jobs: number;
  readonly sanitizers: boolean;
  readonly keep?: { readonly stage: number; readonly force: boolean };
  readonly onStart?: (configuration: Configuration, stage: number) => void;
  readonly onEnd?: (configuration: Configuration, stage: number, outcome: StageOutcome) => void;
  readonly onNote?: (text: string) => void;
}

export interface Stages {
  /** Digest of the sources that this run sees. */
  readonly sourcesDigest: string;
  /** Directory with those sources. */
  sourcesDirectory(): string;
  plan(configuration: Configuration, stage: number): Promise<readonly StagePlan[]>;
  get(configuration: Configuration, stage: number): Promise<StageOutcome>;
  rebuild(configuration: Configuration, stage: number): Promise<StageOutcome>;
}

/** `debug/pie/gcc`, the name of a configuration for people. */
export function configurationName({ chain, variant, seed }: Configuration): string {
  return `${chain}/${variant}/${seed}`;
}
