// setjmp and longjmp of generated programs, a rule of C17 7.13 each; their laws, for what shrinking passes through, too, and
// what becomes of them in variants. In: small programs, and random ones. Out: tests.
import { sample } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { programs, type Sample } from './arbitrary.ts';
import { answer, repair, repairVariant } from './evaluate/answer.ts';
import { choicesOf } from './generate/choices.ts';
import { printProgram } from './print/program.ts';
import type { Declaration, Expr, FunctionDefinition, Program, Stmt } from './program/ast.ts';
import { featuresOf } from './program/coverage.ts';
import { INT, JUMP_BUFFER, type PointerType } from './program/ctypes.ts';
import { setjmpsAreFine } from './program/jumps.ts';
import { programSeed } from './seeds.ts';
import { type Node, nodesOf } from './shrink/edit.ts';
import { search, startSearch } from './shrink/search.ts';
import { shrinkSample } from './shrink/run.ts';
import { gccAndRun, useScratch } from './testing.ts';
import { VARIANT_KINDS, variantOf } from './variants.ts';

const int = (value: number): Expr => ({ e: 'int', type: INT, value: BigInt(value) });
const variable = (name: string) => ({ p: 'variable', type: INT, name }) as const;
const read = (name: string): Expr => ({ e: 'read', type: INT, place: variable(name) });
const mix = (value: Expr): Stmt => ({ s: 'mix', value });
const buffer = { p: 'variable', type: JUMP_BUFFER, name: 'g1' } as const;
const jump = (value: number): Stmt => ({ s: 'jump', buffer: { ...buffer }, value: int(value) });
const saved = (): Expr => ({ e: 'setjmp', type: INT, buffer: { ...buffer } });
const first = (): Expr => ({ e: 'compare', type: INT, op: '==', left: saved(), right: int(0) });
const wait = (then: Stmt[], otherwise: Stmt[]): Stmt => ({ s: 'if', condition: first(), then, otherwise });
const call = (name: string, ...args: Expr[]): Expr => ({ e: 'call', type: INT, callee: { c: 'direct', name }, args });
const set = (name: string, value: Expr): Stmt => {
  return { s: 'expression', value: { e: 'assign', type: INT, place: variable(name), op: '', value } };
};
const local = (name: string, value: Expr): Declaration => {
  return { s: 'declaration', name, type: INT, init: { i: 'value', value }, storage: '', qualifier: '' };
};
const f = (body: Stmt[], parameters: FunctionDefinition['parameters'] = []): FunctionDefinition => {
  return { name: 'fn1', result: INT, parameters, named: parameters.length, fallback: int(9), external: false, body };
};

/** A plain program with one jump buffer of file scope. */
function plain(main: Stmt[], functions: FunctionDefinition[] = [], fuel?: number): Program {
  const init = { i: 'fields', designated: true, items: [] } as const;
  const g1: Declaration = { s: 'declaration', name: 'g1', type: JUMP_BUFFER, init: { ...init, items: [] }, storage: 'static', qualifier: '' }; // prettier-ignore
  return { records: [], enums: [], globals: [g1], functions, main, fuel, plain: true };
}

const printed = (program: Program): string[] => repair(program).stdout.split('\n').slice(0, -1);

describe('what setjmp returns', () => {
  test.each([
    [7, '7'],
    // 7.13.2.1p4.
    [0, '1'],
  ])('after a jump with %i', (value, expected) => {
    const choose: Stmt = {
      s: 'switch',
      value: saved(),
      cases: [
        { low: 0n, high: 0n, body: [jump(value), mix(int(99))], falls: false, isDefault: false },
        { low: 1n, high: 1n, body: [mix(int(1))], falls: false, isDefault: false },
        { low: 7n, high: 7n, body: [mix(int(7))], falls: false, isDefault: true },
      ],
    };
    expect(printed(plain([choose]))).toEqual([expected]);
  });

  test('what stands behind a setjmp that is a statement is done again', () => {
    const again: Stmt = { s: 'if', condition: { e: 'step', type: INT, place: variable('v1'), op: '--', prefix: false }, then: [jump(1)], otherwise: [] }; // prettier-ignore
    const v1: Declaration = { ...local('v1', int(2)), qualifier: 'volatile' };
    expect(printed(plain([v1, { s: 'expression', value: saved() }, mix(int(5)), again]))).toEqual(['5', '5', '5']);
  });
});

describe('an object of the function, changed between setjmp and the jump, and read afterwards (7.13.2.1p3),', () => {
  const spoil: Stmt = wait([set('v1', int(2)), jump(1)], []);

  test('becomes volatile', () => {
    const program = plain([local('v1', int(1)), local('v2', int(4)), spoil, mix(read('v1')), mix(read('v2'))]);
    expect(printed(program)).toEqual(['2', '4']);
    expect(program.main.map((one) => (one.s === 'declaration' ? one.qualifier : ''))).toEqual(['volatile', '', '', '', '']); // prettier-ignore
    expect(printProgram(program)).toContain('volatile int v1 = 1;\n  int v2 = 4;');
  });

  test('stays as it is where it was not changed, is not read, or is written before it is read', () => {
    const body = wait([set('v1', int(2)), jump(1)], [set('v1', int(3)), mix(read('v1'))]);
    const program = plain([local('v1', int(1)), local('v2', int(5)), body]);
    expect(printed(program)).toEqual(['3']);
    expect(printProgram(program)).not.toContain('volatile');
  });

  test('becomes volatile as a parameter, too, and as a pointer behind the star', () => {
    const type: PointerType = { kind: 'pointer', to: INT };
    const pointer = { e: 'read', type, place: { p: 'variable', type, name: 'p2' } } as const;
    const home: Declaration = { ...local('g2', int(6)), storage: 'static' };
    const other: Declaration = { ...local('g3', int(8)), storage: 'static' };
    const address = (name: string): Expr => ({ e: 'address', type, place: variable(name) });
    const move: Stmt = { s: 'expression', value: { e: 'assign', type, place: { ...pointer.place }, op: '', value: address('g3') } }; // prettier-ignore
    const target: Expr = { e: 'read', type: INT, place: { p: 'target', type: INT, pointer } };
    const body = [wait([move, set('p1', int(2)), jump(1)], []), mix(target), mix(read('p1'))];
    const definition = f(body, [{ name: 'p1', type: INT }, { name: 'p2', type }]); // prettier-ignore
    const program = plain([{ s: 'expression', value: call('fn1', int(1), address('g2')) }], [definition]);
    program.globals.push(home, other);
    expect(printed(program)).toEqual(['8', '2']);
    expect(printProgram(program)).toContain('fn1(volatile int p1, int *volatile p2)');
  });

  test('whose address is taken is not read instead', () => {
    const type: PointerType = { kind: 'pointer', to: INT };
    const init = { i: 'value', value: { e: 'address', type, place: variable('v1') } } as const;
    const pointer: Declaration = { s: 'declaration', name: 'v2', type, init, storage: '', qualifier: '' };
    const program = plain([local('v1', int(3)), pointer, spoil, mix(read('v1'))]);
    expect(printed(program)).toEqual(['0']);
    expect(printProgram(program)).not.toContain('volatile');
  });

  test('that an expression reads twice in no order is not volatile (6.5p2)', () => {
    const sum: Expr = { e: 'binary', type: INT, op: '+', left: read('v1'), right: read('v1') };
    const program = plain([local('v1', int(3)), spoil, mix(sum)]);
    expect(printed(program)).toEqual(['0']);
    expect(printProgram(program)).not.toContain('volatile');
  });

  test('of another function keeps its value', () => {
    const program = plain([local('v1', int(1)), wait([set('v1', call('fn1')), mix(int(8))], []), mix(read('v1'))], [f([local('v2', int(1)), set('v2', int(2)), jump(1)])]); // prettier-ignore
    expect(printed(program)).toEqual(['1']);
    expect(printProgram(program)).not.toContain('volatile');
  });
});

describe('a jump', () => {
  test('to a function that has returned is never taken (7.13.2.1p2)', () => {
    const program = plain([{ s: 'expression', value: call('fn1') }, jump(1), mix(int(6))], [f([wait([], [])])]);
    expect(printed(program)).toEqual(['6']);
    expect(program.main[1]).toMatchObject({ safe: true });
    expect(printProgram(program)).toContain('if (0) longjmp(g1, 1);');
  });

  test('to no setjmp is never taken', () => {
    const program = plain([jump(1), mix(int(6))]);
    expect(printed(program)).toEqual(['6']);
    expect(program.main[0]).toMatchObject({ safe: true });
  });

  test('that would be taken for ever takes fuel', () => {
    const program = plain([{ s: 'expression', value: saved() }, mix(int(3)), jump(1)], [], 30);
    expect(printed(program).length).toBe(31);
    expect(printProgram(program)).toContain('if (fuel-- > 0) longjmp(g1, 1);');
    expect(answer(program).stdout.length).toBe(62);
  });
});

test('setjmp stands only where 7.13.1.1p4 allows it', () => {
  expect(setjmpsAreFine(plain([wait([], []), { s: 'expression', value: saved() }]))).toBe(true);
  expect(setjmpsAreFine(plain([mix(saved())]))).toBe(false);
  expect(setjmpsAreFine(plain([{ s: 'expression', value: first() }]))).toBe(false);
  expect(setjmpsAreFine(plain([set('v1', saved())]))).toBe(false);
  expect(() => repair(plain([mix(saved())]))).toThrow('where C has none');
});

/** Random programs in which a jump is taken. */
function jumping(count: number): readonly Sample[] {
  const found: Sample[] = [];
  for (let index = 0; found.length < count && index < 600; index++) {
    const [one] = sample(programs(), { seed: programSeed(404, index), numRuns: 1 });
    if (one !== undefined && jumps(one.program).length > 0) found.push(one);
  }
  return found;
}

function jumps(program: Program): readonly Node[] {
  return nodesOf(program).filter(({ s, safe }) => s === 'jump' && safe !== true);
}

describe('random programs', () => {
  const scratch = useScratch();
  const made = jumping(8);

  test('are there, and jump out of functions, too', () => {
    expect(made.length).toBe(8);
    const names = new Set(made.flatMap(({ program }) => featuresOf(program)));
    expect([names.has('setjmp'), names.has('longjmp-from-callee')]).toEqual([true, true]);
  });

  test('have setjmp only where C allows it, in each step of shrinking', async () => {
    const wrong: string[] = [];
    for (const [index, { program }] of made.entries()) {
      let seen = 0;
      for (const { program: smaller } of search(startSearch(program))) {
        if (!setjmpsAreFine(smaller)) wrong.push(printProgram(smaller));
        // Repaired once more it is the same program.
        const text = printProgram(smaller);
        repair(smaller);
        if (printProgram(smaller) !== text) wrong.push(text);
        if (seen++ === 3 && index < 3) {
          const flags = ['-O2', '-fsanitize=undefined,address', '-fno-sanitize-recover=undefined'];
          const { stdout, stderr } = await gccAndRun(scratch(), `j${String(index)}`, text, flags);
          if (stdout !== answer(smaller).stdout || stderr !== '') wrong.push(`${text}\n${stderr}`);
        }
        if (seen > 12) break;
      }
    }
    expect(wrong).toEqual([]);
  });

  test('have the trace of the evaluator', async () => {
    let lines = 0;
    for (const [index, { program }] of made.slice(0, 2).entries()) {
      const expected = answer(program, true).trace ?? [];
      const { stdout } = await gccAndRun(scratch(), `t${String(index)}`, printProgram(program, { trace: true }), []);
      expect(stdout.split('\n').slice(0, -2)).toEqual(expected);
      lines += expected.length;
    }
    expect(lines).toBeGreaterThan(10);
  });

  test.each(VARIANT_KINDS)('have variants with the same answer: %s', (kind) => {
    for (const [index, { program, answer: expected }] of made.entries()) {
      const variant = variantOf(program, kind, choicesOf(index));
      expect(setjmpsAreFine(variant)).toBe(true);
      expect(repairVariant(variant).stdout).toBe(expected.stdout);
    }
  });

  test('shrink to a few lines: a setjmp whose jump is not needed becomes its body', async () => {
    const [start] = made.filter(({ program }) => changes(program)).sort((a, b) => a.text.length - b.text.length);
    if (start === undefined) throw new Error('no such program');
    const some = await shrinkSample(start, async ({ text }) => text.includes('longjmp('), { milliseconds: 10_000 });
    expect(some.sample.text.trimEnd().split('\n').length, some.sample.text).toBeLessThanOrEqual(6);
    const taken = async (one: Sample): Promise<boolean> => changes(one.program);
    const { sample: last } = await shrinkSample(start, taken, { milliseconds: 60_000 });
    expect(last.text.trimEnd().split('\n').length, last.text).toBeLessThanOrEqual(10);
    const none = await shrinkSample(start, async ({ text }) => /\bmix\(|printf\(/.test(text), { milliseconds: 10_000 });
    expect(none.sample.text).not.toContain('jmp');
  });
});

/** Whether a compiler that takes no jump gives another answer. */
function changes(program: Program): boolean {
  const other = structuredClone(program);
  for (const node of jumps(other)) node.safe = true;
  try {
    return repair(other).stdout !== answer(program).stdout;
  } catch {
    return false;
  }
}
