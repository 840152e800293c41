// What all parts of a campaign work with. In: nothing. Out: Crew, FuzzLane, Item.
import type { Execute, Failed, KnownAnswer, ProgramLimits } from '../lane/run.ts';
import type { LaneTools } from '../lane/compilers.ts';
import type { Reference } from '../lane/reference.ts';
import type { ProgramGenerator, RandomProgram } from '../model/generator.ts';
import type { CostLine } from './cost.ts';
import type { Meter } from './measure.ts';

/** What compiling usually costs in a lane. */
export interface LaneCosts {
  readonly batch: CostLine;
  /** Programs by themselves. */
  readonly single: CostLine;
  /** The lane is known to need more than its share for large units, and is not asked again. */
  grows: boolean;
}

/** A lane and what compiling usually costs in it. */
export interface FuzzLane {
  readonly tools: LaneTools;
  /** Absent where nothing can be measured. */
  readonly costs?: LaneCosts;
}

/** A program and what became of it. */
export interface Item {
  readonly program: RandomProgram;
  readonly answer: KnownAnswer;
  /** Names of the lanes that got it right. */
  readonly held: string[];
  readonly failed: Failed[];
  /** Lanes in which a limit of time was hit; they are asked again. */
  readonly late: { readonly tools: LaneTools; readonly failed: Failed }[];
  /** Why some lane said nothing. */
  readonly inconclusive: string[];
}

export interface Crew {
  readonly generator: ProgramGenerator;
  readonly lanes: readonly FuzzLane[];
  readonly execute: Execute;
  readonly scratch: string;
  readonly meter: Meter | undefined;
  /** Decides what programs have to do that nobody knows the answer of; opened when the first one comes. */
  readonly reference: () => Reference;
  /** What compiling one program, or a batch, and running one program may take. */
  readonly limits: ProgramLimits;
  /** How long one finding may be shrunk at most. */
  readonly shrinkSeconds: number;
  readonly aborted: () => boolean;
  /** Says something that a person should see, and that stays. */
  readonly note: (text: string) => void;
}
