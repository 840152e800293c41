// Worker threads that make programs. The generator's worker module is compiled once into the scratch directory: threads
// start in milliseconds, and the code runs as it is written. In: a generator's module. Out: programs and their parts.
import { join } from 'node:path';
import type { GenerateRequest, ProgramPart, RandomProgram } from '../model/generator.ts';

/** Programs, and what puts them into one executable where the generator can do that. */
export interface Made {
  readonly programs: readonly RandomProgram[];
  readonly parts?: readonly ProgramPart[];
}

export interface GeneratorPool {
  make(request: GenerateRequest): Promise<Made>;
  close(): Promise<void>;
}

// What a thread runs; `worker` is the module of the generator.
const TASK = `
export default async (request) => {
  const programs = await worker.generate(request);
  return worker.parts === undefined ? { programs } : { programs, parts: worker.parts(programs) };
};
`;

/** Starts threads for a worker module, given by its absolute path. */
export async function openPool(module: string, threads: number, scratch: string): Promise<GeneratorPool> {
  const outfile = join(scratch, 'generator-worker.mjs');
  const { build } = await import('esbuild');
  await build({
    stdin: {
      contents: `import * as worker from ${JSON.stringify(module)};${TASK}`,
      resolveDir: scratch,
      sourcefile: 'task.js',
    },
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    outfile,
    logLevel: 'silent',
  });
  const { Piscina } = await import('piscina');
  const pool = new Piscina<GenerateRequest, Made>({
    filename: outfile,
    minThreads: threads,
    maxThreads: threads,
    idleTimeout: Infinity,
  });
  return {
    make: (request) => pool.run(request),
    close: () => pool.destroy(),
  };
}
