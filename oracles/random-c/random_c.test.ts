// The generator and its evaluator against gcc and the sanitizers; variants; coverage. In: gcc. Out: tests.
import { assert, property, sample } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { programs } from './arbitrary.ts';
import type { Callee, Expr, FunctionDefinition, Program, Stmt } from './program/ast.ts';
import { choicesOf } from './generate/choices.ts';
import { coverage } from './program/coverage.ts';
import { INT } from './program/ctypes.ts';
import { answer, repair, repairVariant } from './evaluate/answer.ts';
import { printProgram } from './print/program.ts';
import { programSeed } from './seeds.ts';
import { type Ended, gccAndRun, program, useScratch } from './testing.ts';
import { VARIANT_KINDS, variantOf } from './variants.ts';

describe('with gcc', () => {
  const scratch = useScratch();
  const compileAndRun = (name: string, text: string, flags: readonly string[]): Promise<Ended> =>
    gccAndRun(scratch(), name, text, flags);

  test.each([
    ['-O0', []],
    ['-O2', []],
    ['-O0', ['-fsanitize=undefined,address', '-fno-sanitize-recover=undefined']],
  ] as const)('50 programs agree with the evaluator: %s %j', async (level, flags) => {
    const wrong: string[] = [];
    const one = async (index: number): Promise<void> => {
      const { text, answer: expected } = program(index);
      const ended = await compileAndRun(`p${String(index)}${level}`, text, [level, ...flags]);
      const right = ended.stdout === expected.stdout && ended.code === expected.exitCode && ended.stderr === '';
      if (!right) wrong.push(`${String(index)}: ${String(ended.code)} ${ended.stderr.slice(0, 200)}`);
    };
    const worker = async (first: number): Promise<void> => {
      for (let index = first; index < 50; index += 2) await one(index);
    };
    await Promise.all([worker(0), worker(1)]);
    expect(wrong).toEqual([]);
  });

  test('the trace of the evaluator is the trace of the program', async () => {
    let total = 0;
    for (const index of [2, 3, 4, 5]) {
      const { program: tree } = program(index);
      const lines = answer(tree, true).trace ?? [];
      const { stdout } = await compileAndRun('trace', printProgram(tree, { trace: true }), []);
      expect(stdout.split('\n').slice(0, -2)).toEqual(lines);
      total += lines.length;
    }
    expect(total).toBeGreaterThan(20);
  });
});

test.each(VARIANT_KINDS)('a variant does what its program does: %s', (kind) => {
  let different = 0;
  for (let index = 0; index < 25; index++) {
    const { program: tree, text, answer: expected } = program(index);
    const variant = variantOf(tree, kind, choicesOf(index));
    const { stdout, exitCode } = repairVariant(variant);
    expect([stdout, exitCode]).toEqual([expected.stdout, expected.exitCode]);
    if (printProgram(variant) !== text) different++;
  }
  expect(different).toBeGreaterThan(2);
});

test.each(VARIANT_KINDS)('a variant of a program that runs as long as it may keeps its calls: %s', (kind) => {
  const tree = longProgram();
  const { steps, stdout, exitCode } = repair(tree);
  expect(steps).toBeGreaterThan(55_000);
  const variant = variantOf(tree, kind, choicesOf(4));
  expect(repairVariant(variant)).toMatchObject({ stdout, exitCode });
  expect(variant.fuel).toBe(tree.fuel);
});

/** A call takes almost all of the steps that a program has; there may be some more. */
function longProgram(): Program {
  const one = { e: 'int', type: INT, value: 1n } as const;
  const turns = (count: number, body: Stmt[], counter: string): Stmt[] => [
    { s: 'loop', form: 'for', counter, type: INT, count, body },
  ];
  const sum: Expr = { e: 'binary', type: INT, op: '+', left: one, right: one };
  const callee: Callee = { c: 'direct', name: 'f' };
  const f: FunctionDefinition = {
    name: 'f',
    result: INT,
    parameters: [],
    named: 0,
    fallback: one,
    external: false,
    body: turns(95, turns(120, [{ s: 'mix', value: sum }], 'j'), 'i'),
  };
  const main: Stmt[] = [{ s: 'mix', value: { e: 'call', type: INT, callee, args: [] } }];
  return { records: [], enums: [], globals: [], functions: [f], main, fuel: 8 };
}

test('a call through a table has the type of its functions, variadic ones too', () => {
  for (let index = 0; index < 100; index++) {
    const { text } = program(index);
    for (const [, table, parameters] of text.matchAll(/\(\*const (t\d+)\[\]\)\((.*?)\) = /g)) {
      const [member] = new RegExp(`${table ?? ''}\\[\\].* = \\{(\\w+)`).exec(text)?.slice(1) ?? [];
      const variadic = new RegExp(`\\b${member ?? ''}\\([^;]*\\.\\.\\.\\);`).test(text);
      expect(parameters?.endsWith('...')).toBe(variadic);
    }
  }
});

test('_Generic takes an enumeration for an int (6.7.2.2p4, 6.5.1.1p3)', () => {
  const control = { e: 'enumerator', type: { kind: 'enum', tag: 'E1' }, name: 'K1', value: 1n } as unknown as Expr;
  const arms = [{ type: INT, value: 5n }];
  const value: Expr = { e: 'generic', type: INT, control, arms, other: 9n };
  const main: Stmt[] = [{ s: 'mix', value }];
  const tree: Program = { records: [], enums: [], globals: [], functions: [], main, fuel: undefined, plain: true };
  expect(repair(tree).stdout).toBe('5\n');
});

test('a seed is a program, for sample and for check', () => {
  const [again] = sample(programs(), { seed: programSeed(1, 3), numRuns: 1 });
  expect(again?.text).toBe(program(3).text);
  const texts: string[] = [];
  assert(
    property(programs(), ({ text }) => {
      texts.push(text);
    }),
    { seed: programSeed(1, 3), numRuns: 1 },
  );
  expect(texts).toEqual([program(3).text]);
});

test('every feature occurs', () => {
  const made = Array.from({ length: 250 }, (_, index) => program(index).program);
  const absent = [...coverage(made)].filter(([, count]) => count === 0);
  expect(absent).toEqual([]);
});

test('a feature that is left out does not occur', () => {
  const made = sample(programs(['overflow-builtin', 'computed-goto']), { seed: 5, numRuns: 60 });
  const counts = coverage(made.map((one) => one.program));
  expect([counts.get('overflow-builtin'), counts.get('computed-goto')]).toEqual([0, 0]);
});
