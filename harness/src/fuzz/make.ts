// Programs in spite of their generator: when it throws on one, or its thread dies, what was asked for is made again one by
// one, and who fails then is left out and named. A campaign of many hours must not end with the first such program, nor hide
// it. In: a pool, a request. Out: what could be made, and the faults.
import type { GeneratorFault } from '../findings/model.ts';
import { messageOf } from '../model/errors.ts';
import type { GenerateRequest } from '../model/generator.ts';
import type { GeneratorPool, Made } from './pool.ts';

/** A fault as it happened. */
export interface Failure extends GeneratorFault {
  /** Where in the generator, when it says so. */
  readonly stack?: string;
}

/** What could be made, by ascending numbers. */
export interface Making extends Made {
  readonly failures: readonly Failure[];
}

export interface MakeOptions {
  /** Asked before each program that is made by itself: the rest is not made. */
  readonly aborted: () => boolean;
  /** Told of a failure that did not come back, which is nobody's fault that could be named. */
  readonly note: (text: string) => void;
}

const LONGEST_SAID = 400;

/** Makes what a generator can make of a request. Never rejects because of the generator. */
export async function makePrograms(
  pool: GeneratorPool,
  request: GenerateRequest,
  { aborted, note }: MakeOptions,
): Promise<Making> {
  try {
    return { ...(await pool.make(request)), failures: [] };
  } catch (error) {
    if (aborted()) return { programs: [], failures: [] };
    if (request.count === 1) return { programs: [], failures: [failureOf(request.from, error)] };
    const made = await oneByOne(pool, request, aborted);
    if (made.failures.length === 0 && !aborted()) {
      const last = request.from + request.count - 1;
      note(
        `programs ${String(request.from)} to ${String(last)} could not be made together (${messageOf(error)}), but each by itself`,
      );
    }
    return made;
  }
}

async function oneByOne(pool: GeneratorPool, request: GenerateRequest, aborted: () => boolean): Promise<Making> {
  const all: Made[] = [];
  const failures: Failure[] = [];
  for (let index = request.from; index < request.from + request.count && !aborted(); index++) {
    try {
      all.push(await pool.make({ ...request, from: index, count: 1 }));
    } catch (error) {
      // A thread that is ended because somebody wants to stop is no fault.
      if (!aborted()) failures.push(failureOf(index, error));
    }
  }
  const programs = all.flatMap((one) => one.programs);
  const parts = all.flatMap((one) => one.parts ?? []);
  return { programs, ...(parts.length === programs.length && parts.length > 0 ? { parts } : {}), failures };
}

function failureOf(index: number, error: unknown): Failure {
  const said = messageOf(error).slice(0, LONGEST_SAID);
  return { index, said, ...(error instanceof Error && error.stack !== undefined ? { stack: error.stack } : {}) };
}
