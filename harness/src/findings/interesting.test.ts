// The question of text reduction, answered by real compilers: the same failure is interesting, another one, a right answer
// and a program without meaning are not. In: programs and a compiler that goes wrong. Out: exit codes of the script.
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { commandCompiler } from '../lane/compilers.ts';
import { SANITIZER_FLAGS } from '../lane/reference.ts';
import type { FindingKind, LaneSaid } from '../model/lane.ts';
import { interestingScript, sitePattern } from './interesting.ts';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kit-harness-interesting-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Whether a program is interesting, when the compiler is gcc behind a script. */
function isInteresting(script: string, program: string, kind: FindingKind, said: Partial<LaneSaid>): boolean {
  const cc = join(folder, 'odd');
  writeFileSync(cc, `#!/bin/sh\n${script}\nexec gcc "$@"\n`);
  chmodSync(cc, 0o755);
  const odd = commandCompiler([cc]);
  const recipe = { kind: 'command', cc: [cc] } as const;
  const judges = [commandCompiler(['gcc', '-O0']), commandCompiler(['gcc', ...SANITIZER_FLAGS])];
  const whole: LaneSaid = { lane: 'odd', recipe, step: 'output', said: '', command: '', ...said };
  const lane = { lane: { name: 'odd', recipe }, first: odd, others: odd, digest: '' };
  writeFileSync(join(folder, 'program.c'), program);
  writeFileSync(join(folder, 'ask.sh'), interestingScript({ kind, said: whole, lane, judges, units: ['program.c'] }));
  try {
    execFileSync('/bin/sh', ['ask.sh'], { cwd: folder, stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

// The compiler sees another file than the judges, who come after it.
const SWAPPED = `case "$*" in *program.c*) sed 's/ + / - /' program.c >odd.c; shift $(($# - 3)); set -- -w -c odd.c -o lane.0.o;; esac`;
const printing = (expression: string): string =>
  `#include <stdio.h>\nint main(void) { volatile int a = 40; printf("%d\\n", ${expression}); return 0; }\n`;

test('a wrong answer is interesting, a right one is not', () => {
  expect(isInteresting(SWAPPED, printing('a + 2'), 'wrong-answer', {})).toBe(true);
  expect(isInteresting(SWAPPED, printing('a * 2'), 'wrong-answer', {})).toBe(false);
  expect(isInteresting(SWAPPED, 'int main(void) { return x + 1; }', 'wrong-answer', {})).toBe(false);
});

test('undefined behaviour is never interesting', () => {
  expect(isInteresting(SWAPPED, printing('(1 << (a - 8)) + a'), 'wrong-answer', {})).toBe(false);
});

test('a program that dies does not turn into one that prints something else', () => {
  const died = { step: 'run', said: 'killed by SIGSEGV, not exit code 0' } as const;
  expect(isInteresting(SWAPPED, printing('a + 2'), 'wrong-answer', died)).toBe(false);
  const deadly = SWAPPED.replace('s/ + / - /', 's/a + 2/*(volatile int *)0/');
  expect(isInteresting(deadly, printing('a + 2'), 'wrong-answer', died)).toBe(true);
  expect(isInteresting(deadly, printing('a + 2'), 'wrong-answer', {})).toBe(false);
});

test('a crash counts at the same place only', () => {
  const crash = (text: string): string =>
    `case "$*" in *-c*) grep -q '<<' program.c && { echo '${text}' >&2; kill -ABRT $$; };; esac`;
  const said = { step: 'compile', said: 'a.c:12: fold: Assertion `x failed' } as const;
  expect(isInteresting(crash('b.c:7: fold: Assertion `x failed'), printing('a << 2'), 'crash', said)).toBe(true);
  expect(isInteresting(crash('b.c:7: spill: Assertion `x failed'), printing('a << 2'), 'crash', said)).toBe(false);
  expect(isInteresting(crash('b.c:7: fold: Assertion `x failed'), printing('a * 2'), 'crash', said)).toBe(false);
  const unnamed = { step: 'compile', said: 'compile: killed by SIGABRT' } as const;
  expect(isInteresting(crash(''), printing('a << 2'), 'crash', unnamed)).toBe(true);
});

test('a refusal counts for the same reason only', () => {
  const refuse = (text: string): string => `case "$*" in *-c*) echo '${text}' >&2; exit 1;; esac`;
  const said = { step: 'compile', said: "program.c:7:3: error: 'a' is no lvalue\n" } as const;
  expect(isInteresting(refuse('x.c:1: error: "b" is no member'), printing('a'), 'rejected', said)).toBe(false);
  expect(isInteresting(refuse('x.c:1: error: "b" is no lvalue'), printing('a'), 'rejected', said)).toBe(true);
});

test('a site becomes a pattern that finds it again', () => {
  expect(
    new RegExp(sitePattern('size # (of …) + #').replaceAll('[[:space:]]', '\\s')).test("size 12 (of 'x') + 0x1f"),
  ).toBe(true);
});
