// The subject: a compiler that can build itself, as its owner describes it in kit-harness.config.ts. The engine knows
// compilers only through these types. In: nothing. Out: Subject and its parts, Config.
import type { Command } from './command.ts';

/** The tools of a builder, each as an argument-array prefix (program first). */
export interface Toolchain {
  readonly cc: readonly string[];
  readonly as: readonly string[];
  readonly ld: readonly string[];
  readonly ar: readonly string[];
  readonly ranlib: readonly string[];
}

/** A compiler that was there before: it builds stage1. */
export interface Seed {
  readonly name: string;
  readonly tools: Toolchain;
  /** Programs (found in PATH) and file globs that make up this compiler; their bytes are part of stage1's key. */
  readonly files: readonly string[];
  /** Whether the seed can build stage1 with sanitizers. */
  readonly sanitizers: boolean;
  /** Debian package that brings it. */
  readonly debianPackage: string;
}

/** A way to build the whole row of stages, such as debug or release. */
export interface Chain {
  readonly name: string;
  /** stage1 is built with sanitizers where the seed can; any report is a failure. */
  readonly sanitizeStage1: boolean;
}

/** A variation of how stages are linked or compiled; each has its own fixed point. */
export interface Variant {
  readonly name: string;
}

/** One row of stages. */
export interface Configuration {
  readonly chain: string;
  readonly variant: string;
  readonly seed: string;
}

export interface StageRequest extends Configuration {
  /** 1 and up. */
  readonly stage: number;
  /** Directory with the sources; must not be written to. */
  readonly sources: string;
  /** Empty directory that receives the stage. */
  readonly out: string;
  /** The tools of the stage before, or of the seed. */
  readonly builder: Toolchain;
  readonly sanitize: boolean;
  readonly jobs: number;
}

/** How the builder of a stage is read back from the objects that it made. */
export interface BuilderMark {
  /** Objects that the builder compiled, relative to the stage. */
  readonly objects: readonly string[];
  /** The ELF section that holds the producer's name. */
  readonly section: string;
  /** What the section must contain when a seed, or a stage of the subject (`self`), was the builder. */
  readonly expected: Readonly<Record<string, string>>;
}

/** A way to make and run a program: which libc, which kind of link. */
export interface ProgramMode {
  readonly name: string;
  readonly compileFlags: readonly string[];
  readonly linkFlags: readonly string[];
  /** What a case may limit itself to, for example `glibc` or `static`. */
  readonly tags: readonly string[];
  /** Files or globs without which the mode cannot work, and the package that brings them. */
  readonly needs?: { readonly files: readonly string[]; readonly debianPackage: string };
}

/** How the subject compiles, links and runs somebody's program. */
export interface ProgramSupport {
  readonly modes: readonly ProgramMode[];
  /** Flags of each optimization level that random programs are compiled at; one without flags when absent. */
  readonly levels?: readonly (readonly string[])[];
  /** Compilers that must agree with what a case states, in the first of their own modes. */
  readonly references: readonly {
    readonly name: string;
    readonly cc: readonly string[];
    readonly debianPackage: string;
  }[];
  compile(cc: readonly string[], source: string, object: string, flags: readonly string[]): Command;
  link(cc: readonly string[], objects: readonly string[], executable: string, flags: readonly string[]): Command;
}

/** Translation units that any two stages must compile to the same object. */
export interface UnitGroup {
  readonly name: string;
  /** Globs relative to the configuration file. */
  readonly include: readonly string[];
  readonly exclude?: readonly string[];
  /** Flags that every unit of the group needs; `{root}` is the directory of the configuration file. */
  readonly flags: readonly string[];
  /** Each unit is compiled once with each entry. */
  readonly matrix: readonly (readonly string[])[];
}

export interface Subject {
  readonly name: string;
  /** Where the sources are, relative to the configuration file, and which files count. */
  readonly sources: {
    readonly root: string;
    readonly include: readonly string[];
    readonly exclude?: readonly string[];
  };
  readonly chains: readonly Chain[];
  readonly variants: readonly Variant[];
  /** The first one is the default. */
  readonly seeds: readonly Seed[];
  /** Files of the machine that reach into a stage: headers, libc, start files, build tools. Globs and program names. */
  readonly hostFiles: readonly string[];
  /** Tools that building needs besides the seed: program name and Debian package. */
  readonly buildTools: readonly { readonly program: string; readonly debianPackage: string }[];
  /** The commands that turn the sources into a stage. Must depend on the request alone. */
  build(request: StageRequest): readonly Command[];
  /** What must be equal between stages: the main executable, and globs of everything else, relative to the stage. */
  readonly artifacts: { readonly executable: string; readonly compared: readonly string[] };
  /** The tools that a finished stage offers. */
  toolchain(out: string): Toolchain;
  readonly builderMark?: BuilderMark;
  readonly programs?: ProgramSupport;
  readonly units?: readonly UnitGroup[];
  /** Directory of the C corpus, relative to the configuration file. */
  readonly corpus?: string;
  /** Directory of the committed baseline, relative to the configuration file. */
  readonly baseline?: string;
}

export interface Config {
  readonly subject: Subject;
  /** Directories that hold oracles, one folder each, relative to the configuration file. */
  readonly oracles: readonly string[];
  /** Where the store and the runs go, relative to the configuration file; ignored by git. */
  readonly state: string;
}
