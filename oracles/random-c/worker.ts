// What worker threads run for a campaign: programs with their answers, and as parts of one executable. Each is printed once,
// under prefixed names, when it is made. In: seeds and indices. Out: RandomProgram, ProgramPart.
import type { GenerateRequest, ProgramPart, RandomProgram } from 'kit-harness';
import { printBoth } from './print/program.ts';
import { makeSample, named } from './random_program.ts';
import { variantKind } from './seeds.ts';

const partOf = new WeakMap<RandomProgram, ProgramPart>();

/** Makes programs. Their features are found out when somebody asks. */
export async function generate({
  seed,
  from,
  count,
  without,
  variants = 0,
}: GenerateRequest): Promise<readonly RandomProgram[]> {
  return Array.from({ length: count }, (_, offset) => {
    const index = from + offset;
    const variant = variantKind(seed, index, variants);
    const one = makeSample({ seed, index, variant }, without);
    // No name of a program begins like this, and no string holds an underscore.
    const prefix = `q${String(index)}_`;
    const { part, apart, units } = printBoth(one.program, prefix);
    const numbers = {
      seed,
      index,
      path: '',
      ...(without.length === 0 ? {} : { without }),
      ...(variant === undefined ? {} : { variant }),
    };
    const program = named(numbers, units, one.answer, []);
    partOf.set(program, { entry: `${prefix}main`, ...part, ...(apart === undefined ? {} : { apart }) });
    return program;
  });
}

/** The programs that `generate` has just made, each under names of its own. */
export function parts(list: readonly RandomProgram[]): readonly ProgramPart[] {
  return list.map((program) => {
    const part = partOf.get(program);
    if (part === undefined) throw new Error(`program ${String(program.index)} was not made here`);
    return part;
  });
}
