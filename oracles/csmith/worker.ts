// What worker threads run for a campaign. In: seeds and indices. Out: programs of csmith, and their parts.
import type { GenerateRequest, ProgramPart, RandomProgram } from 'kit-harness';
import { partOf } from './part.ts';
import { makeProgram } from './program.ts';

/** Makes programs. */
export async function generate({ seed, from, count, without }: GenerateRequest): Promise<readonly RandomProgram[]> {
  const programs: RandomProgram[] = [];
  for (let index = from; index < from + count; index++) programs.push(await makeProgram(seed, index, without));
  return programs;
}

/** The programs, each under names of its own. */
export function parts(programs: readonly RandomProgram[]): readonly ProgramPart[] {
  return programs.map(partOf);
}
