// What worker threads run for a campaign. In: seeds and indices. Out: programs of csmith.
import type { GenerateRequest, RandomProgram } from 'kit-harness';
import { makeProgram } from './program.ts';

/** Makes programs. */
export async function generate({ seed, from, count, without }: GenerateRequest): Promise<readonly RandomProgram[]> {
  const programs: RandomProgram[] = [];
  for (let index = from; index < from + count; index++) programs.push(await makeProgram(seed, index, without));
  return programs;
}
