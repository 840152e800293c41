// What the tests of random-c share: programs of one seed, and gcc to run them. In: numbers, C texts. Out: samples, results.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sample } from 'fast-check';
import { afterAll, beforeAll } from 'vitest';
import { programs, type Sample } from './arbitrary.ts';
import { programSeed } from './seeds.ts';

const samples = new Map<number, Sample>();

/** A program of seed 1, made once; nobody changes it. */
export function program(index: number): Sample {
  const there = samples.get(index);
  if (there !== undefined) return there;
  const [made] = sample(programs(), { seed: programSeed(1, index), numRuns: 1 });
  if (made === undefined) throw new Error('nothing was made');
  samples.set(index, made);
  return made;
}

/** Warnings off, but for those that mean undefined behaviour: calls and assignments between different pointer types. */
const STRICT = ['-w', '-Werror=incompatible-pointer-types', '-Werror=int-conversion', '-Werror=implicit'];

export interface Ended {
  readonly code: number | string;
  readonly stdout: string;
  readonly stderr: string;
}

function run(command: string, args: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(command, args, { timeout: 60_000 }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : (error.signal ?? error.code ?? -1), stdout, stderr });
    });
  });
}

/** A folder for the tests of a suite. */
export function useScratch(): () => string {
  let scratch: string;
  beforeAll(() => {
    scratch = mkdtempSync(join(tmpdir(), 'random-c-test-'));
  });
  afterAll(() => {
    rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
  });
  return () => scratch;
}

/** What gcc makes of a text, or why it does not. */
export async function gccAndRun(scratch: string, name: string, text: string, flags: readonly string[]): Promise<Ended> {
  const [source, executable] = [join(scratch, `${name}.c`), join(scratch, name)];
  writeFileSync(source, text);
  const compiled = await run('gcc', [...STRICT, ...flags, source, '-o', executable]);
  return compiled.code === 0 ? run(executable, []) : compiled;
}
