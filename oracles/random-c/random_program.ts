// Programs of a seed, and how others know them. In: a seed and an index. Out: Sample, RandomProgram.
import { sample } from 'fast-check';
import type { RandomProgram } from 'kit-harness';
import { programs, type Sample, sampleOf } from './arbitrary.ts';
import { choicesOf } from './generate/choices.ts';
import { featuresOf } from './program/coverage.ts';
import { repairVariant } from './evaluate/answer.ts';
import { programSeed } from './seeds.ts';
import { VARIANT_KINDS, variantOf } from './variants.ts';

/** The name of this generator. */
export const GENERATOR = 'random-c';

/** What a program is made from. */
type Numbers = Pick<RandomProgram, 'seed' | 'index' | 'path' | 'without' | 'variant'>;

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

/** Which program of a seed, or the variant of it. */
type Which = Pick<RandomProgram, 'seed' | 'index'> & { readonly variant?: string | undefined };

/** One program of a seed. */
export function makeSample({ seed, index, variant }: Which, without: readonly string[]): Sample {
  const [one] = sample(programs(without), { seed: programSeed(seed, index), numRuns: 1 });
  if (one === undefined) throw new Error('fast-check made nothing');
  return variant === undefined ? one : variantSample(one, variant, index);
}

/** A program that looks different, and whose answer has to be the one of the program that it is made from. */
function variantSample({ program, answer }: Sample, name: string, index: number): Sample {
  const kind = VARIANT_KINDS.find((one) => one === name);
  if (kind === undefined) throw new Error(`there is no variant ${name}; there are: ${VARIANT_KINDS.join(', ')}`);
  const other = variantOf(program, kind, choicesOf(index));
  const changed = sampleOf(other, repairVariant(other));
  if (changed.answer.stdout === answer.stdout && changed.answer.exitCode === answer.exitCode) return changed;
  throw new Error(`program ${String(index)}: the evaluator gives its variant ${kind} another answer`);
}
