// The events of a run. The journal holds them in the order in which they happened; every report is made from them alone.
// In: nothing. Out: the union RunEvent.
import type { CanaryName, RandomSelection } from '../model/oracle.ts';
import type { Configuration } from '../model/subject.ts';
import type { Verdict } from '../model/verdict.ts';

/** Raised when the meaning of an event changes; an old journal is then not resumed. */
export const JOURNAL_VERSION = 1;

/** What was asked for, complete enough to ask for it again. */
export interface RunRequest {
  readonly oracles: readonly string[];
  readonly chains: readonly string[];
  readonly variants: readonly string[];
  readonly seed: string;
  readonly filter: readonly string[];
  /** Which random cases, for the oracles that make theirs. */
  readonly random?: RandomSelection;
  readonly sanitizers: boolean;
  readonly keep?: { readonly stage: number; readonly force: boolean };
  /** Everything must be there: nothing skips for a missing tool. */
  readonly strict: boolean;
}

export interface StageEvent {
  readonly type: 'stage';
  readonly configuration: Configuration;
  readonly stage: number;
  readonly status: 'built' | 'reused' | 'kept' | 'failed';
  readonly seconds: number;
  readonly sanitized?: boolean;
  readonly key?: string;
  readonly digest?: string;
  readonly builderDigest?: string;
  readonly cause?: 'command' | 'sanitizer' | 'builder-mark' | 'artifact' | 'environment' | 'cancelled';
  readonly summary?: string;
  /** The end of what the build printed. */
  readonly log?: string;
}

export interface CaseEvent {
  readonly type: 'case';
  readonly oracle: string;
  /** Position in the plan: reports are in this order, whatever the number of jobs. */
  readonly index: number;
  readonly id: string;
  readonly verdict: Verdict;
  readonly seconds: number;
}

export interface CanaryEvent {
  readonly type: 'canary';
  readonly oracle: string;
  readonly name: CanaryName;
  /** False when no case could take it, which a filter may cause. */
  readonly planted: boolean;
  readonly caught: boolean;
  readonly detail: string;
}

export type RunEvent =
  | {
      readonly type: 'run-started';
      readonly version: number;
      readonly id: string;
      readonly harness: string;
      readonly subject: string;
      /** Digest of everything that decides the verdicts. */
      readonly plan: string;
      readonly sources: string;
      readonly request: RunRequest;
      readonly host: { readonly platform: string; readonly arch: string; readonly node: string; readonly cpus: number };
      /** ISO 8601, UTC. */
      readonly at: string;
    }
  | { readonly type: 'run-resumed'; readonly at: string }
  | StageEvent
  | { readonly type: 'oracle'; readonly oracle: string; readonly claim: string }
  | CanaryEvent
  | CaseEvent
  | { readonly type: 'note'; readonly text: string }
  | { readonly type: 'interrupted'; readonly at: string }
  | { readonly type: 'run-finished'; readonly exitCode: number; readonly seconds: number; readonly at: string };
