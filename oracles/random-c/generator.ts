// random-c for campaigns: its worker, and structural shrinking of what it made. In: RandomProgram. Out: ProgramGenerator.
import type { ProgramGenerator, RandomProgram } from 'kit-harness';
import type { Sample } from './arbitrary.ts';
import { featuresOf, featuresOfFunction } from './program/coverage.ts';
import { tellingFeatures } from './program/features.ts';
import { firstDivergence, tracedUnits } from './diverge.ts';
import { GENERATOR, makeSample, toRandomProgram } from './random_program.ts';
import { followPath, shrinkSample } from './shrink/run.ts';

/** What shrinking came to, by its units: following a path takes a while. */
const shrunk = new WeakMap<RandomProgram['units'], Sample>();

export const generator: ProgramGenerator = {
  name: GENERATOR,
  tools: [],
  worker: 'worker.ts',
  features: ({ without = [], ...which }) => featuresOf(makeSample(which, without).program),
  shrink: async (program, fails, limit) => {
    const { seed, index, variant, without = [] } = program;
    const named = (one: Sample, path: string): RandomProgram =>
      toRandomProgram(one, { seed, index, path, without, ...(variant === undefined ? {} : { variant }) });
    const start = makeSample(program, without);
    const { sample, path } = await shrinkSample(start, (one) => fails(named(one, '')), limit);
    if (path === '') return program;
    const smaller = named(sample, path);
    shrunk.set(smaller.units, sample);
    return smaller;
  },
  diverge: async (program, observe) => {
    const { path, without = [] } = program;
    const { program: tree } = shrunk.get(program.units) ?? followPath(makeSample(program, without), path);
    const printed = await observe(tracedUnits(tree));
    const name = printed === undefined ? undefined : firstDivergence(tree, printed);
    if (name === undefined) return undefined;
    return { function: name, features: tellingFeatures(featuresOfFunction(tree, name)) };
  },
};
