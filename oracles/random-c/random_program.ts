// Programs of a seed, and how others know them. In: a seed and an index. Out: Sample, RandomProgram.
import { sample } from 'fast-check';
import type { RandomProgram } from 'kit-harness';
import { programs, type Sample } from './arbitrary.ts';
import { featuresOf } from './coverage.ts';
import { programSeed } from './seeds.ts';

/** The name of this generator. */
export const GENERATOR = 'random-c';

/** What a program is made from. */
type Numbers = Pick<RandomProgram, 'seed' | 'index' | 'path' | 'without'>;

/** A program as others know it, of texts that are printed already. */
export function named(
  numbers: Numbers,
  texts: readonly string[],
  { stdout, exitCode }: Sample['answer'],
  features: readonly string[],
): RandomProgram {
  return {
    generator: GENERATOR,
    ...numbers,
    units: texts.map((text, index) => ({ name: index === 0 ? 'program.c' : `program${String(index)}.c`, text })),
    answer: { kind: 'known', stdout, exitCode },
    features,
  };
}

/** A program as others know it. */
export function toRandomProgram(one: Sample, numbers: Numbers): RandomProgram {
  return named(numbers, one.units, one.answer, featuresOf(one.program));
}

/** One program of a seed. */
export function makeSample({ seed, index }: Pick<RandomProgram, 'seed' | 'index'>, without: readonly string[]): Sample {
  const [one] = sample(programs(without), { seed: programSeed(seed, index), numRuns: 1 });
  if (one === undefined) throw new Error('fast-check made nothing');
  return one;
}
