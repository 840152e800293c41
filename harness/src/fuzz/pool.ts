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
  /** Rejects when the generator throws, when its thread dies, and when it takes far too long. */
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

/** A generator that never ends must not stop a campaign: programs take milliseconds, those of other processes seconds. */
const SECONDS = 60;
const SECONDS_OF_ONE = 20;

/** Room for the programs of one request. A generator that wants more is stopped before it takes the machine along. */
const HEAP_MIB = 1024;

export interface PoolOptions {
  readonly threads: number;
  /** Directory for the compiled worker. */
  readonly scratch: string;
  /** Ends what is being made. */
  readonly signal?: AbortSignal;
}

/** Starts threads for a worker module, given by its absolute path. */
export async function openPool(module: string, { threads, scratch, signal }: PoolOptions): Promise<GeneratorPool> {
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
    sourcemap: 'inline',
    logLevel: 'silent',
  });
  const { Piscina } = await import('piscina');
  const pool = new Piscina<GenerateRequest, Made>({
    filename: outfile,
    minThreads: threads,
    maxThreads: threads,
    idleTimeout: Infinity,
    // Errors of a generator name its own files and lines.
    execArgv: ['--enable-source-maps'],
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MIB },
  });
  // A thread that dies between two requests is replaced, and fails nobody.
  pool.on('error', () => undefined);
  return {
    make: async (request) => {
      const seconds = SECONDS + SECONDS_OF_ONE * request.count;
      const ending = new AbortController();
      const stop = (): void => {
        ending.abort();
      };
      const timer = setTimeout(stop, 1000 * seconds);
      signal?.addEventListener('abort', stop);
      try {
        return await pool.run(request, { signal: ending.signal });
      } catch (error) {
        if (!ending.signal.aborted || signal?.aborted === true) throw error;
        throw new Error(`it did not come to an end in ${String(seconds)} s`, { cause: error });
      } finally {
        clearTimeout(timer);
        signal?.removeEventListener('abort', stop);
      }
    },
    close: () => pool.destroy(),
  };
}
