// Lanes with compilers of the machine and with compilers that go wrong on purpose. In: small programs. Out: what was seen.
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createExecutor, type Executor } from '../exec/execute.ts';
import type { ProgramUnit } from '../model/generator.ts';
import { type CompilerRecipe, type Lane, laneName, type LaneRecipe } from '../model/lane.ts';
import type { Subject } from '../model/subject.ts';
import { executeBy } from '../stage/execute_by.ts';
import { type CompilerSource, openLane } from './compilers.ts';
import { agreedAnswer, openReference } from './reference.ts';
import { type Execute, type KnownAnswer, runInLane } from './run.ts';

let scratch = '';
let executor: Executor;
let execute: Execute;

beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'kit-harness-lane-'));
  executor = createExecutor(scratch);
  execute = (command, limits, sanitized) => executeBy(executor, command, limits, sanitized, join(scratch, 'reports'));
});
afterEach(async () => {
  await executor.close();
  rmSync(scratch, { recursive: true, force: true });
});

const source: CompilerSource = {
  subject: { programs: { references: [{ name: 'gcc', cc: ['gcc'], debianPackage: 'gcc' }] } } as unknown as Subject,
  stage: () => Promise.reject(new Error('no stage is needed here')),
};

/** A compiler that is gcc behind a script. */
function wrapper(name: string, script: string): CompilerRecipe {
  const path = join(scratch, name);
  writeFileSync(path, `#!/bin/sh\n${script}\nexec gcc "$@"\n`);
  chmodSync(path, 0o755);
  return { kind: 'command', cc: [path] };
}

const gcc: CompilerRecipe = { kind: 'command', cc: ['gcc'] };
const laneOf = (recipe: LaneRecipe): Lane => ({ name: laneName(recipe), recipe });

const SUM = '#include <stdio.h>\nint main(void) { volatile int a = 40; printf("%d\\n", a + 2); return 3; }\n';
const ANSWER: KnownAnswer = { kind: 'known', stdout: '42\n', exitCode: 3 };
const unit = (text: string, name = 'program.c'): ProgramUnit => ({ name, text });

async function result(
  recipe: LaneRecipe,
  units: readonly ProgramUnit[] = [unit(SUM)],
  answer = ANSWER,
): Promise<unknown> {
  return runInLane(await openLane(laneOf(recipe), source), units, answer, join(scratch, 'program'), execute);
}

test('a right answer holds', async () => {
  expect(await result(gcc)).toEqual({ kind: 'held' });
});

test.each<[string, string, object]>([
  ['crash', 'case " $* " in *" -c "*) kill -SEGV $$;; esac', { finding: 'crash', said: { step: 'compile' } }],
  [
    'refuse',
    'case " $* " in *" -c "*) echo "a.c:1: error: no" >&2; exit 1;; esac',
    { finding: 'rejected', said: { step: 'compile', said: 'a.c:1: error: no\n' } },
  ],
  ['unlinked', 'case " $* " in *" -c "*) ;; *) exit 1;; esac', { finding: 'rejected', said: { step: 'link' } }],
  ['wrong', 'sed -i "s/a + 2/a - 2/" program.c', { finding: 'wrong-answer', said: { step: 'output' } }],
  ['dies', 'sed -i "s/a + 2/*(volatile int*)0/" program.c', { finding: 'wrong-answer', said: { step: 'run' } }],
])('%s: a compiler that goes wrong is caught where it does', async (name, script, expected) => {
  expect(await result(wrapper(name, script))).toMatchObject({ kind: 'failed', ...expected });
});

test('a program that never ends is a timeout', async () => {
  const limits = { cpuSeconds: 1, wallSeconds: 10, memoryBytes: 1 << 28, outputBytes: 1000, fileBytes: 1 << 20 };
  const tools = await openLane(laneOf(gcc), source);
  const both = { tool: { ...limits, cpuSeconds: 20 }, program: limits };
  const endless = [unit('int main(void) { for (volatile int i = 0;; i++); }')];
  expect(await runInLane(tools, endless, ANSWER, join(scratch, 'p'), execute, both)).toMatchObject({
    finding: 'timeout',
  });
});

test('two compilers share a program', async () => {
  const main = unit('#include <stdio.h>\nint f(void);\nint main(void) { printf("%d\\n", f()); return 3; }\n');
  const part = unit('int f(void) { int a = 40; return a + 2; }\n', 'part.c');
  const odd = wrapper('odd', 'case "$*" in *part.c*) sed -i "s/a + 2/a - 2/" part.c;; esac');
  expect(await result({ kind: 'mixed', first: gcc, others: gcc }, [main, part])).toEqual({ kind: 'held' });
  expect(await result({ kind: 'mixed', first: odd, others: gcc }, [main, part])).toEqual({ kind: 'held' });
  expect(await result({ kind: 'mixed', first: gcc, others: odd }, [main, part])).toMatchObject({
    said: { step: 'output' },
  });
});

test('reference compilers agree, and the sanitizers see what they do not', async () => {
  const reference = openReference(source.subject);
  const ask = (text: string, sanitizers: boolean): Promise<unknown> =>
    agreedAnswer(reference, [unit(text)], join(scratch, 'r'), execute, { sanitizers });
  expect(await ask(SUM, true)).toEqual({ kind: 'agreed', answer: ANSWER });
  const shifted = SUM.replace('a + 2', '(1 << (a - 8)) ? 42 : 42');
  expect(await ask(shifted, false)).toMatchObject({ kind: 'agreed' });
  expect(await ask(shifted, true)).toMatchObject({ kind: 'unfit' });
  expect(await ask('int main(void) { return x; }', true)).toMatchObject({ kind: 'unfit' });
});

test('a compiler that is not there is named', async () => {
  await expect(openLane(laneOf({ kind: 'command', cc: ['no-such-cc'] }), source)).rejects.toThrow(
    'no compiler no-such-cc',
  );
});
