// Arrays of computed length in the evaluator, in text and in shrinking: which lengths they have, what sizeof evaluates, which
// pointers fit. In: programs made by hand. Out: tests.
import { expect, test } from 'vitest';
import type { Declaration, Expr, FunctionDefinition, Place, Program, Stmt } from '../program/ast.ts';
import { type ArrayType, type CType, INT, ULONG } from '../program/ctypes.ts';
import { featuresOf } from '../program/coverage.ts';
import { isWellFormed } from '../program/uses.ts';
import { printProgram } from '../print/program.ts';
import { applyEdits } from '../shrink/edit.ts';
import { variableArrayEdits } from '../shrink/vla.ts';
import { program as sampled } from '../testing.ts';
import { answer, repair } from './answer.ts';

const constant = (value: number): Expr => ({ e: 'int', type: INT, value: BigInt(value) });
const variable = (name: string, type: CType = INT): Place => ({ p: 'variable', type, name });
const element = (base: Place, index: Expr): Place => ({ p: 'element', type: (base.type as ArrayType).of, base, index });
const read = (place: Place): Expr => ({ e: 'read', type: place.type, place });
const mix = (value: Expr): Stmt => ({ s: 'mix', value });
const size = (place: Place): Stmt => mix({ e: 'size', type: ULONG, place });
const array = (of: CType, vary?: string, length = 1): ArrayType => ({ kind: 'array', of, length, ...(vary === undefined ? {} : { vary }) }); // prettier-ignore

function declare(name: string, type: CType, value?: Expr): Declaration {
  const init: Declaration['init'] =
    value === undefined ? { i: 'elements', designated: true, items: [] } : { i: 'value', value };
  return { s: 'declaration', name, type, init, storage: '', qualifier: '' };
}

function plain(main: Stmt[], functions: FunctionDefinition[] = []): Program {
  return { records: [], enums: [], globals: [], functions, main, fuel: undefined, plain: true };
}

const rows = array(array(INT, 'm'), 'n');
const lengths = [declare('n', INT, constant(2)), declare('m', INT, constant(3))];
const step: Expr = { e: 'step', type: INT, place: variable('i'), op: '++', prefix: false };

test('sizeof has the length of now, and evaluates its operand if that has a computed size (6.5.3.4p2)', () => {
  const fixed = array(array(INT, undefined, 5), undefined, 4);
  const tree = plain([
    ...lengths, declare('i', INT, constant(0)), declare('a', rows), declare('b', fixed),
    size(variable('a', rows)), size(element(variable('a', rows), step)), size(element(variable('b', fixed), step)),
    mix({ e: 'sizeof', type: ULONG, of: array(rows, undefined, 2) }), mix(read(variable('i'))),
  ]); // prettier-ignore
  expect(repair(tree).stdout).toBe('18\nc\n14\n30\n1\n');
  expect(printProgram(tree)).toContain('int a[n][m];\n  __builtin_memset(a, 0, sizeof a);');
});

test.each([
  ['vla', 'e'],
  ['alloca', '8'],
] as const)('sizeof of an array with some elements more, or of a pointer to it: %s', (how, bytes) => {
  const type = array({ kind: 'int', name: 'short' }, undefined, 5);
  const roomy: Declaration = { ...declare('a', type), room: { how, more: constant(-2) } };
  const tree = plain([roomy, size(variable('a', type)), size(element(variable('a', type), constant(1)))]);
  expect(repair(tree).stdout).toBe(`${bytes}\n2\n`);
});

test('an index is checked against the length of now, and its safe form divides by that', () => {
  const a = variable('a', rows);
  const inside = element(element(a, constant(1)), constant(5));
  const tree = plain([
    ...lengths,
    declare('a', rows),
    { s: 'expression', value: { e: 'assign', type: INT, place: inside, op: '', value: constant(7) } },
    mix(read(element(element(a, constant(1)), constant(2)))),
  ]);
  expect(repair(tree).stdout).toBe('7\n');
  expect(printProgram(tree)).toContain('a[1][(unsigned long)5 % (sizeof a[1] / sizeof a[1][0])] = 7;');
});

function withPointer(length: number): Program {
  const pointer = { kind: 'pointer', to: array(INT, 'k') } as const;
  const value: Expr = { e: 'address', type: pointer, place: element(variable('a', rows), constant(0)) };
  return plain([...lengths, declare('k', INT, constant(length)), declare('a', rows), declare('p', pointer, value)]);
}

test('a pointer to an array fits one of its length only (6.7.6.2p6); no length is zero (p5)', () => {
  expect(repair(withPointer(3)).stdout).toBe('');
  expect(printProgram(withPointer(3))).toContain('int (*p)[k] = a;');
  expect(() => repair(withPointer(4))).toThrow('another type');
  expect(() => repair(withPointer(0))).toThrow('no length');
});

function withCall(passed: number, least: boolean): Program {
  const to = array(INT, 'q');
  const parameters = [
    { name: 'p', type: INT }, { name: 'q', type: INT },
    { name: 'r', type: { kind: 'pointer', to }, array: { bound: 'p', least } } as const,
  ]; // prettier-ignore
  const last: Place = {
    p: 'offset',
    type: to,
    pointer: read(variable('r', { kind: 'pointer', to })),
    index: constant(1),
  };
  const body: Stmt[] = [size(last), { s: 'return', value: constant(0) }];
  const f: FunctionDefinition = { name: 'f', result: INT, parameters, named: 3, fallback: constant(0), external: false, body }; // prettier-ignore
  const value: Expr = { e: 'address', type: { kind: 'pointer', to: rows.of }, place: element(variable('a', rows), constant(0)) }; // prettier-ignore
  const args = [constant(passed), read(variable('m')), value];
  const call: Expr = { e: 'call', type: INT, callee: { c: 'direct', name: 'f' }, args };
  const again: FunctionDefinition = { ...f, name: 'g', body: [{ s: 'expression', value: { ...call, args: [constant(1), read(variable('q')), read(variable('r', { kind: 'pointer', to }))] } }] }; // prettier-ignore
  return plain([...lengths, declare('a', rows), mix({ ...call, callee: { c: 'direct', name: 'g' } })], [again, f]);
}

test('an array parameter with static has at least its length (6.7.6.3p7); a prototype need not say it', () => {
  expect(repair(withCall(3, false)).stdout).toBe('c\n0\n');
  expect(repair(withCall(2, true)).stdout).toBe('c\n0\n');
  expect(() => repair(withCall(3, true))).toThrow('too short');
  const text = printProgram(withCall(2, false));
  expect(text).toContain('static int f(int p, int q, int r[*][*]);');
  expect(text).toContain('static int f(int p, int q, int r[p][q]) {');
  expect(printProgram(withCall(2, true))).toContain('static int f(int p, int q, int r[static p][q]);');
});

test('a type that mentions a length which is not in scope makes no program', () => {
  expect(isWellFormed(plain([...lengths, declare('a', rows)]))).toBe(true);
  expect(isWellFormed(plain([declare('n', INT, constant(2)), declare('a', rows)]))).toBe(false);
  const [again, f] = withCall(2, true).functions as [FunctionDefinition, FunctionDefinition];
  const shorter = { ...f, parameters: f.parameters.slice(1) };
  expect(isWellFormed(plain([], [again, shorter]))).toBe(false);
});

test('shrinking makes constants of lengths, wherever they are mentioned', () => {
  const tree = withCall(2, true);
  repair(tree);
  const edits = variableArrayEdits(tree);
  const { copy } = applyEdits(tree, edits) ?? { copy: tree };
  expect(answer(copy).stdout).toBe('c\n0\n');
  expect(isWellFormed(copy)).toBe(true);
  expect(printProgram(copy)).toContain('int a[2][3] = {0};');
  expect(printProgram(copy)).toContain('int (*r)[3]');
  expect(featuresOf(copy).filter((name) => name.includes('vla'))).toEqual([]);
});

test('no program with a computed goto has an array of computed length (6.8.6.1p1)', () => {
  const features = Array.from({ length: 120 }, (_, index) => featuresOf(sampled(index).program));
  expect(features.filter((list) => list.includes('vla')).length).toBeGreaterThan(2);
  expect(features.filter((list) => list.includes('vla') && list.includes('computed-goto'))).toEqual([]);
});
