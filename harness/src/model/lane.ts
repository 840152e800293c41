// A lane: a way to turn a program into an observation, named for people and written down so that any machine can make it
// again. In: Configuration. Out: Lane, LaneRecipe, LaneSaid.
import type { Configuration } from './subject.ts';

/** One compiler with its flags. */
export type CompilerRecipe =
  /** A stage of the subject, built where it is needed. */
  | {
      readonly kind: 'stage';
      readonly configuration: Configuration;
      readonly stage: number;
      readonly flags: readonly string[];
    }
  /** A compiler of the machine: its program, found in PATH, and its flags. */
  | { readonly kind: 'command'; readonly cc: readonly string[] };

export type LaneRecipe =
  | CompilerRecipe
  /** The first translation unit by one compiler, which also links; the others by another one: they have to agree on the ABI. */
  | { readonly kind: 'mixed'; readonly first: CompilerRecipe; readonly others: CompilerRecipe };

export interface Lane {
  readonly name: string;
  readonly recipe: LaneRecipe;
}

/** Where a program went wrong in a lane. */
export type FailedStep = 'compile' | 'link' | 'run' | 'output' | 'cost' | 'timeout';

/** What went wrong. `crash` and `rejected` are the compiler's; a program that dies has given a wrong answer. */
export type FindingKind = 'crash' | 'wrong-answer' | 'rejected' | 'timeout' | 'cost';

/** What a lane said about a program that it got wrong. */
export interface LaneSaid {
  readonly lane: string;
  readonly recipe: LaneRecipe;
  readonly step: FailedStep;
  /** A sentence, or what the compiler or the program printed. */
  readonly said: string;
  /** A line that can be pasted into a shell. */
  readonly command: string;
}

/** The name of a lane: `debug/pie/gcc/stage1/-O2`, or the compiler's command. */
export function laneName(recipe: LaneRecipe): string {
  if (recipe.kind === 'mixed') return `${laneName(recipe.first)} calls ${laneName(recipe.others)}`;
  if (recipe.kind === 'command') return recipe.cc.join(' ');
  const { chain, variant, seed } = recipe.configuration;
  return [chain, variant, seed, `stage${String(recipe.stage)}`, ...recipe.flags].join('/');
}
