// The oracle: a claim about the subject that can fail. This is the plug-in interface; an oracle folder default-exports one
// object of type Oracle, made with defineOracle, and reaches files, tools and formats only through its context.
// In: verdicts and subjects. Out: Oracle, OracleContext, Canary, Stage.
import type { Command, Limits, Outcome, ToolNeed } from './command.ts';
import type { ProgramGenerator } from './generator.ts';
import type { Configuration, Subject, Toolchain } from './subject.ts';
import type { Difference, Verdict } from './verdict.ts';

/** A built subject in the store. */
export interface Stage {
  readonly configuration: Configuration;
  readonly stage: number;
  /** Digest of everything that went in. */
  readonly key: string;
  /** Digest of the executable. */
  readonly digest: string;
  /** Digest of all files: the next stage's key holds it as its builder. */
  readonly treeDigest: string;
  /** Digest of the executable that built it, or of the seed's files. */
  readonly builderDigest: string;
  readonly sanitized: boolean;
  /** Directory that holds the stage's files. */
  readonly out: string;
  readonly tools: Toolchain;
}

/** A row of stages that an oracle wants, and how far. */
export interface StageNeed {
  readonly configuration: Configuration;
  readonly stage: number;
}

export interface Needs {
  readonly stages: readonly StageNeed[];
  readonly tools: readonly ToolNeed[];
}

/** One thing to check. `id` is unique inside the oracle, stable, and fit for a command line. */
export interface Case<Data> {
  readonly id: string;
  readonly data: Data;
}

/** What a program did. */
export interface Observation {
  readonly status: string;
  readonly stdout: Uint8Array;
}

/**
 * Where a canary can reach in: every file and observation goes through here on its way to a comparison, and so does the
 * comparison itself. Outside of a canary all three are the identity.
 */
export interface Tap {
  file(path: string): Promise<string>;
  observation(observation: Observation): Observation;
  /** Compares the bytes of two files. Throws when one of them cannot be read. */
  sameFile(left: string, right: string): boolean;
  /** Compares two byte strings. */
  sameBytes(left: Uint8Array, right: Uint8Array): boolean;
}

/** A planted difference that the oracle has to catch before its green counts. */
export interface Canary {
  readonly name: CanaryName;
  /** What is done to the files that the check reads. Returns the path to read instead. */
  readonly file?: (path: string, scratch: string) => Promise<string>;
  readonly observation?: (observation: Observation) => Observation;
  readonly comparatorDies?: true;
}

export type CanaryName =
  'nondeterministic-byte' | 'changed-instruction' | 'missing-object' | 'unreadable-file' | 'comparator-dies';

/** Numbers for oracles that make their cases at random; what is absent is the oracle's own choice. */
export interface RandomSelection {
  readonly seed?: number;
  readonly count?: number;
}

/** What was asked for on the command line, as far as an oracle may know it. */
export interface Selection {
  readonly configurations: readonly Configuration[];
  /** Every seed that is installed, the selected ones first. */
  readonly seeds: readonly { readonly name: string; readonly installed: boolean }[];
  /** Words of --filter: a case is selected when its id contains one of them. */
  readonly filter: readonly string[];
  /** Which random cases were asked for; oracles that make none pass it over. */
  readonly random?: RandomSelection;
}

export interface OracleContext {
  readonly subject: Subject;
  /** Directory of the configuration file. */
  readonly root: string;
  readonly selection: Selection;
  /** YYYY-MM-DD, fixed for the run. */
  readonly today: string;
  /** A stage that `needs` asked for. Throws StageUnavailable when it did not build. */
  stage(configuration: Configuration, stage: number): Stage;
  /** Builds a stage again from nothing in a scratch directory, to confirm a difference. */
  rebuild(configuration: Configuration, stage: number): Promise<Stage>;
  /** A new directory that is gone when the case is over. */
  scratch(): Promise<string>;
  /** Runs a command. When `by` is a sanitized stage, its reports are found and become the outcome. */
  execute(command: Command, limits: Limits, by?: Stage): Promise<Outcome>;
  /** Files under a directory that match globs, sorted, relative to it. */
  glob(directory: string, include: readonly string[], exclude?: readonly string[]): Promise<readonly string[]>;
  /** Names the first difference of two files: section, offset, symbol, line. */
  locate(request: LocateRequest): Promise<Difference>;
  readonly tap: Tap;
}

export interface LocateRequest {
  readonly file: string;
  readonly sides: readonly [string, string];
  readonly left: string;
  readonly right: string;
}

export interface Oracle<Data> {
  readonly name: string;
  /** One sentence that can be false. */
  readonly claim: string;
  /** What it wants built and installed. Must depend on the arguments alone. */
  needs(subject: Subject, selection: Selection): Needs;
  /** The cases, in a stable order. */
  cases(context: OracleContext): AsyncIterable<Case<Data>>;
  readonly check: (item: Case<Data>, context: OracleContext) => Promise<Verdict>;
  readonly canaries: readonly Canary[];
  /** The case that a canary is planted into; the first one unless said otherwise. */
  readonly canaryCase?: (item: Case<Data>, canary: CanaryName) => boolean;
  /** Looks closer at a failure: confirms it from scratch and names the place. */
  readonly explain?: (
    item: Case<Data>,
    verdict: Verdict & { kind: 'fail' },
    context: OracleContext,
  ) => Promise<Verdict>;
  /** For `kit-harness fuzz`: where this oracle's programs come from. */
  readonly generator?: ProgramGenerator;
}

/** Thrown by OracleContext.stage: the case becomes inconclusive. */
export class StageUnavailable extends Error {}

/** Gives an oracle its type; the engine finds it by its folder. */
export function defineOracle<Data>(oracle: Oracle<Data>): Oracle<Data> {
  return oracle;
}
