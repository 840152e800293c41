// A batch in a lane of a sanitizer: together when all is well, and a report pinned to one. In: gcc. Out: tests.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createExecutor, type Executor } from '../exec/execute.ts';
import { commandCompiler } from '../lane/compilers.ts';
import { type Execute, SMALL_PROGRAM_LIMITS } from '../lane/run.ts';
import { executeBy } from '../stage/execute_by.ts';
import { type Member, suspects } from './check_batch.ts';

let scratch = '';
let executor: Executor;

beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'kit-harness-batch-'));
  executor = createExecutor(scratch);
});
afterEach(async () => {
  await executor.close();
  rmSync(scratch, { recursive: true, force: true });
});

/** A program that returns 41 + 1 by way of an array; it reads past the end when the index is not below three. */
const member = (index: number, read: number): Member => ({
  part: {
    entry: `p${String(index)}`,
    includes: [],
    text: `static int p${String(index)}(void) { volatile int i = ${String(read)}; int a[3] = {1, 41, 0}; return a[i] + 1; }\n`,
  },
  answer: { kind: 'known', stdout: '', exitCode: 42 },
});

/** Who is suspect, and how many commands it took to find that out. */
async function judged(
  members: readonly Member[],
): Promise<{ readonly found: readonly number[]; readonly commands: number }> {
  const first = commandCompiler(['gcc', '-O0', '-fsanitize=address', '-fno-sanitize-recover=all']);
  const lane = { name: first.name, recipe: { kind: 'command', cc: ['gcc'] } } as const;
  let commands = 0;
  const execute: Execute = (command, limits, sanitized) => {
    commands++;
    return executeBy(executor, command, limits, sanitized, join(scratch, 'reports'));
  };
  const parts = { execute, scratch, meter: undefined, limits: SMALL_PROGRAM_LIMITS };
  return { found: await suspects({ lane, first, others: first, digest: first.digest }, members, parts), commands };
}

test('programs that a sanitizer is content with are compiled, linked and run once', async () => {
  const { found, commands } = await judged([member(0, 1), member(1, 1), member(2, 1)]);
  expect([found, commands]).toEqual([[], 3]);
});

test('what a sanitizer reports makes its batch suspect', async () => {
  const { found } = await judged([member(0, 1), member(1, 7), member(2, 1)]);
  expect(found).toContain(1);
});
