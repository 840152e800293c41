// What worker threads run for a campaign: programs with their answers, and as parts of one executable. A program that
// was made here a moment ago is printed a second time under prefixed names. In: seeds and indices. Out: RandomProgram,
// ProgramPart.
import type { GenerateRequest, ProgramPart, RandomProgram } from 'kit-harness';
import type { Sample } from './arbitrary.ts';
import { printPart } from './print.ts';
import { makeSample, toRandomProgram } from './random_program.ts';

const made = new WeakMap<RandomProgram, Sample>();

/** Makes programs. */
export async function generate({ seed, from, count, without }: GenerateRequest): Promise<readonly RandomProgram[]> {
  return Array.from({ length: count }, (_, offset) => {
    const numbers = { seed, index: from + offset, path: '', ...(without.length === 0 ? {} : { without }) };
    const one = makeSample(numbers, without);
    const program = toRandomProgram(one, numbers);
    made.set(program, one);
    return program;
  });
}

/** The programs that `generate` has just made, each under names of its own. */
export function parts(list: readonly RandomProgram[]): readonly ProgramPart[] {
  return list.map((program) => {
    const one = made.get(program);
    if (one === undefined) throw new Error(`program ${String(program.index)} was not made here`);
    const prefix = `q${String(program.index)}_`;
    return { entry: `${prefix}main`, ...printPart(one.program, prefix) };
  });
}
