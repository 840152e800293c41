// The arbitrary of programs: generation from fast-check's own random numbers, structural shrinking, and repair after either,
// so that every value that anybody sees is a defined program. In: features to leave out. Out: an Arbitrary of programs.
import { Arbitrary, type Random, Stream, Value } from 'fast-check';
import type { Program } from './program/ast.ts';
import { choicesFrom } from './generate/choices.ts';
import { type Answer, repair } from './evaluate/answer.ts';
import { makeProgram } from './generate/program.ts';
import { printProgram, printUnits } from './print/program.ts';
import { search, type SearchState, startSearch } from './shrink/search.ts';

/** A program with its text and its answer. */
export interface Sample {
  readonly program: Program;
  /** All of it as one translation unit. */
  readonly text: string;
  /** The translation units; the first has main. */
  readonly units: readonly string[];
  readonly answer: Answer;
}

/** Repairs a program and puts its text and answer beside it. */
export function finish(program: Program): Sample {
  return sampleOf(program, repair(program));
}

/** A program with an answer that is known. */
export function sampleOf(program: Program, answer: Answer): Sample {
  let units: readonly string[] | undefined;
  // Printed when somebody asks: a campaign prints most programs in another form.
  return {
    program,
    answer,
    get units() {
      return (units ??= printUnits(program));
    },
    get text() {
      const [first] = this.units;
      return this.units.length === 1 && first !== undefined ? first : printProgram(program);
    },
  };
}

class ProgramArbitrary extends Arbitrary<Sample> {
  readonly without: ReadonlySet<string>;

  constructor(without: ReadonlySet<string>) {
    super();
    this.without = without;
  }

  generate(random: Random): Value<Sample> {
    return new Value(finish(makeProgram(choicesFrom(random), this.without)), undefined);
  }

  canShrinkWithoutContext(value: unknown): value is Sample {
    return typeof value === 'object' && value !== null && 'program' in value;
  }

  shrink(value: Sample, context: unknown): Stream<Value<Sample>> {
    return new Stream(smaller(isState(context) ? context : startSearch(value.program)));
  }
}

function isState(context: unknown): context is SearchState {
  return typeof context === 'object' && context !== null && 'pass' in context;
}

function* smaller(state: SearchState): IterableIterator<Value<Sample>> {
  for (const { program, accepted } of search(state)) yield new Value(finish(program), accepted);
}

/** Programs. */
export function programs(without: readonly string[] = []): Arbitrary<Sample> {
  return new ProgramArbitrary(new Set(without));
}
