// Generators of random programs, the second plug-in interface: an oracle that carries one can be fuzzed. The campaign knows
// programs only through these types; a worker module, loaded in threads, makes them. In: ToolNeed. Out: ProgramGenerator,
// GeneratorWorker and what they exchange, all of it plain data that can be sent between threads.
import type { ToolNeed } from './command.ts';

/** One translation unit. */
export interface ProgramUnit {
  /** Plain file name that ends in `.c`. */
  readonly name: string;
  readonly text: string;
}

/** What a program does when it is compiled correctly. */
export type ProgramAnswer =
  | { readonly kind: 'known'; readonly stdout: string; readonly exitCode: number }
  /** Nobody knows, but the reference compilers have to agree on it. */
  | { readonly kind: 'agreed' };

/** A program, and how it is made again. */
export interface RandomProgram {
  /** Name of the generator. */
  readonly generator: string;
  readonly seed: number;
  /** Number of the program among those of its seed; each can be made without the ones before it. */
  readonly index: number;
  /** Features that it was not allowed to use: with others it would be another program. */
  readonly without?: readonly string[];
  /** How it was changed into one that looks different and has to do the same; absent when it was not. */
  readonly variant?: string;
  /** Which choices of shrinking led here; empty as generated. For several programs in one `TOGETHER` and their numbers. */
  readonly path: string;
  /** The first one has `main`; the others may be compiled by another compiler. */
  readonly units: readonly ProgramUnit[];
  readonly answer: ProgramAnswer;
  /** Features of the language that it uses, sorted; the worker may leave them to `ProgramGenerator.features`. */
  readonly features: readonly string[];
}

/** How the path of a program begins that holds several, because none of them fails by itself. */
export const TOGETHER = 'together with ';

export interface GenerateRequest {
  readonly seed: number;
  /** Index of the first program. */
  readonly from: number;
  readonly count: number;
  /** Features that must not be used. */
  readonly without: readonly string[];
  /** Of a hundred programs so many are variants, where the generator knows any. */
  readonly variants?: number;
}

/**
 * A program as a part of a translation unit that holds many: its `main` has the name `entry`, and every name of file scope
 * is unlike those of the other programs of its seed. The campaign puts parts together, and adds the `main` that calls them.
 */
export interface ProgramPart {
  readonly entry: string;
  /** Headers for the top of the unit, as they stand after #include. */
  readonly includes: readonly string[];
  readonly text: string;
  /** The same as two translation units, where the program has two; the first one has the entry. */
  readonly apart?: readonly PartUnit[];
}

/** One translation unit of a part, and the headers for the top of what it will be in. */
export interface PartUnit {
  readonly includes: readonly string[];
  readonly text: string;
}

/** What the worker module of a generator exports. Both are functions of their arguments alone. */
export interface GeneratorWorker {
  generate(request: GenerateRequest): Promise<readonly RandomProgram[]>;
  /** Parts of programs that `generate` has just made, in their order. Without it each is compiled and run by itself. */
  parts?(programs: readonly RandomProgram[]): readonly ProgramPart[];
}

/** How long something may take. */
export interface TimeLimit {
  readonly milliseconds: number;
}

/** Where a program goes wrong first. */
export interface Divergence {
  /** Its name in the program; generated names say nothing about the bug. */
  readonly function: string;
  /** What this function uses of the language, sorted. */
  readonly features: readonly string[];
}

export interface ProgramGenerator {
  readonly name: string;
  /** Programs that have to be installed. */
  readonly tools: readonly ToolNeed[];
  /** File of the worker module, relative to the folder of the oracle. */
  readonly worker: string;
  /** The features of a program as generated. */
  readonly features?: (program: RandomProgram) => readonly string[];
  /**
   * The smallest program that was found within the limit for which `fails` holds, and was seen to hold once more at the end;
   * the program itself when there is none.
   */
  readonly shrink?: (
    program: RandomProgram,
    fails: (candidate: RandomProgram) => Promise<boolean>,
    limit: TimeLimit,
  ) => Promise<RandomProgram>;
  /**
   * The first function that does something else than it has to, found by tracing; nothing when tracing hides the failure.
   * `observe` gives what other translation units print in the lane that fails, or nothing when they do not run there.
   */
  readonly diverge?: (
    program: RandomProgram,
    observe: (units: readonly ProgramUnit[]) => Promise<string | undefined>,
  ) => Promise<Divergence | undefined>;
}
