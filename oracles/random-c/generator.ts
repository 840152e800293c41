// random-c for campaigns: its worker, and structural shrinking of what it made. In: RandomProgram. Out: ProgramGenerator.
import type { ProgramGenerator, RandomProgram } from 'kit-harness';
import type { Sample } from './arbitrary.ts';
import { featuresOf } from './coverage.ts';
import { GENERATOR, makeSample, toRandomProgram } from './random_program.ts';
import { shrinkSample } from './shrink_run.ts';

export const generator: ProgramGenerator = {
  name: GENERATOR,
  tools: [],
  worker: 'worker.ts',
  features: ({ seed, index, without = [] }) => featuresOf(makeSample({ seed, index }, without).program),
  shrink: async (program, fails, limit) => {
    const { seed, index, without = [] } = program;
    const named = (one: Sample, path: string): RandomProgram => toRandomProgram(one, { seed, index, path, without });
    const start = makeSample({ seed, index }, without);
    const { sample, path } = await shrinkSample(start, (one) => fails(named(one, '')), limit);
    return path === '' ? program : named(sample, path);
  },
};
