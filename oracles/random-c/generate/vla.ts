// Arrays whose length is computed: lengths, types that have them, parameters and arguments, pointers to them. A length is a
// constant object of its own, so that every type that mentions it is the same one as long as it is in reach.
// In: a scope. Out: declarations, types, arguments.
import type { Declaration, Expr, FunctionDefinition, Parameter } from '../program/ast.ts';
import { type ArrayType, type CType, elementOfAll, INT, isArithmetic, isVariable, type PointerType, promote, sameType, usual } from '../program/ctypes.ts'; // prettier-ignore
import { anyArithmetic, anyInteger, anyObject, freshName, type Generator, narrowed, type Scope, uses, type Variable } from './context.ts'; // prettier-ignore
import { coerce, leaf, type Place, shallowIndex } from './leaf.ts';
import { homeOf } from './literal.ts';

/** A computed goto may not have a target in the scope of such a type (6.8.6.1p1), whatever the one that it takes. */
export function mayVary(generator: Generator): boolean {
  return generator.features.has('vla') && !generator.features.has('computed-goto');
}

/** A type that lengths have. */
function lengthType(generator: Generator): CType & { kind: 'int' } {
  const type = narrowed(anyInteger(generator));
  return type.name === '_Bool' ? INT : type;
}

/** `const int v1 = 2 + (x & 3);` */
function lengthDeclaration(at: Place): Declaration {
  const { generator } = at;
  const least = generator.choices.between(1, 4);
  const inner = leaf(at, narrowed(anyInteger(generator)));
  if (!isArithmetic(inner.type)) throw new Error('a length is computed from numbers');
  const three: Expr = { e: 'int', type: INT, value: 3n };
  const bits: Expr = { e: 'binary', type: usual(inner.type, INT), op: '&', left: inner, right: three };
  const start: Expr = { e: 'int', type: INT, value: BigInt(least) };
  const sum: Expr = {
    e: 'binary',
    type: usual(INT, promote(usual(inner.type, INT))),
    op: '+',
    left: start,
    right: bits,
  };
  const type = lengthType(generator);
  const value = coerce(sum, type, true);
  const name = freshName(generator, 'v');
  return { s: 'declaration', name, type, init: { i: 'value', value }, storage: '', qualifier: 'const', least };
}

function lengthsIn({ variables }: Scope): readonly (Variable & { least: number })[] {
  return variables.flatMap((one) => (one.least === undefined ? [] : [{ ...one, least: one.least }]));
}

/** The type of an array of computed length, of one or two dimensions of which at least one is computed. */
function variableType(generator: Generator, scope: Scope): ArrayType {
  const { choices } = generator;
  const lengths = lengthsIn(scope).slice(-4);
  const vary = (of: CType): ArrayType => {
    const { name, least } = choices.pick(lengths);
    return { kind: 'array', of, length: least, vary: name };
  };
  const fixed = (of: CType): ArrayType => ({ kind: 'array', of, length: choices.between(1, 3) });
  const of = choices.chance(70) ? anyArithmetic(generator) : anyObject(generator, 0);
  if (!uses(generator, 'nested-vla', 60)) return vary(of);
  return choices.pick([vary(vary(of)), vary(vary(of)), vary(fixed(of)), fixed(vary(of))]);
}

/** A length, or an array of lengths that are in reach; initialized by `init`. */
export function variableDeclaration(at: Place, init: (type: CType) => Declaration['init']): Declaration {
  const { generator, scope } = at;
  const { choices } = generator;
  const lengths = lengthsIn(scope).length;
  if (lengths === 0 || choices.chance(lengths < 3 ? 20 : 5)) return lengthDeclaration(at);
  const type = variableType(generator, scope);
  const name = freshName(generator, 'v');
  const alias = choices.chance(20) ? { alias: true as const } : {};
  return { s: 'declaration', name, type, init: init(type), storage: '', qualifier: '', ...alias };
}

function holdsBuffers({ type }: Variable): boolean {
  return elementOfAll(type).kind === 'jump-buffer';
}

function isPlain({ volatile, writable, atomic }: Variable): boolean {
  return !volatile && writable && !atomic;
}

/** A pointer to a row of an array, of computed length or not; nothing where there is no such array. */
export function rowPointer({ generator, scope }: Place): Declaration | undefined {
  const arrays = scope.variables.flatMap((one) =>
    isPlain(one) && one.addressable && one.type.kind === 'array' && one.type.of.kind === 'array' && !holdsBuffers(one) ?
      [{ name: one.name, type: one.type, of: one.type.of }]
    : [],
  );
  const variable = arrays.filter(({ of }) => isVariable(of));
  if (arrays.length === 0) return undefined;
  const { name: base, type: whole, of } = generator.choices.pick(variable.length > 0 ? variable : arrays);
  const type: PointerType = { kind: 'pointer', to: of };
  const index =
    generator.choices.chance(60) ? ({ e: 'int', type: INT, value: 0n } as const) : shallowIndex(generator)(scope);
  const place = { p: 'element', type: of, base: { p: 'variable', type: whole, name: base }, index } as const;
  const value: Expr = { e: 'address', type, place };
  return {
    s: 'declaration',
    name: freshName(generator, 'v'),
    type,
    init: { i: 'value', value },
    storage: '',
    qualifier: '',
  };
}

/** Parameters for an array and its lengths: `int n, int m, int a[n][m]`. */
export function arrayParameters(generator: Generator): readonly Parameter[] {
  const { choices } = generator;
  const element = choices.chance(80) ? anyArithmetic(generator) : anyObject(generator, 0);
  const length = (): Parameter => ({ name: freshName(generator, 'p'), type: lengthType(generator) });
  const outer = length();
  const array = { bound: outer.name, least: choices.chance(30) };
  const name = freshName(generator, 'p');
  if (!uses(generator, 'nested-vla', 70)) {
    return [outer, { name, type: { kind: 'pointer', to: element }, array }];
  }
  const inner = length();
  const to: CType = { kind: 'array', of: element, length: 1, vary: inner.name };
  const plain = choices.chance(25);
  return [outer, inner, { name, type: { kind: 'pointer', to }, ...(plain ? {} : { array }) }];
}

/** An array that an argument can be, with the lengths that it has. */
interface Fit {
  readonly value: Expr;
  readonly outer: Expr;
  readonly inner: Expr | undefined;
}

function lengthOf({ length, vary }: ArrayType, scope: Scope): Expr {
  const variable = scope.variables.find(({ name }) => name === vary);
  if (variable === undefined) return { e: 'int', type: INT, value: BigInt(length) };
  const { name, type } = variable;
  return { e: 'read', type, place: { p: 'variable', type, name } };
}

function fitOf({ name, type }: Variable | Declaration, to: CType, scope: Scope): Fit | undefined {
  const own = { p: 'variable', type, name } as const;
  const one: Expr = { e: 'int', type: INT, value: 1n };
  const inner = to.kind === 'array' && to.vary !== undefined ? to : undefined;
  const suits = (row: CType): boolean =>
    inner === undefined ? sameType(row, to) : row.kind === 'array' && sameType(row.of, inner.of);
  const lengths = (row: CType): Expr | undefined => inner && row.kind === 'array' ? lengthOf(row, scope) : undefined; // prettier-ignore
  if (type.kind === 'pointer' && type.to.kind === 'array' && suits(type.to))
    return { value: { e: 'read', type, place: own }, outer: one, inner: lengths(type.to) };
  if (type.kind !== 'array' || !suits(type.of)) return undefined;
  const index: Expr = { e: 'int', type: INT, value: 0n };
  const value: Expr = {
    e: 'address',
    type: { kind: 'pointer', to: type.of },
    place: { p: 'element', type: type.of, base: own, index },
  };
  return { value, outer: lengthOf(type, scope), inner: lengths(type.of) };
}

/** An array in reach, or a global one that is made for it. */
function findFit(generator: Generator, scope: Scope, to: CType): Fit {
  const found = scope.variables.flatMap((one) => {
    const fit = isPlain(one) ? fitOf(one, to, scope) : undefined;
    return fit === undefined ? [] : [fit];
  });
  if (found.length > 0) return generator.choices.pick(found);
  const of: CType = to.kind === 'array' && to.vary !== undefined ? { kind: 'array', of: to.of, length: 2 } : to;
  const fit = fitOf(homeOf(generator, { kind: 'array', of, length: 3 }), to, scope);
  if (fit === undefined) throw new Error('an array that does not fit');
  return fit;
}

/** The arguments for arrays and their lengths, by the index of the parameter. */
export function arrayArguments(
  generator: Generator,
  scope: Scope,
  { parameters }: FunctionDefinition,
): ReadonlyMap<number, Expr> {
  const found = new Map<number, Expr>();
  const give = (name: string | undefined, value: Expr | undefined): void => {
    const index = parameters.findIndex((one) => one.name === name);
    const parameter = parameters[index];
    if (parameter !== undefined && value !== undefined) found.set(index, coerce(value, parameter.type, true));
  };
  parameters.forEach(({ type, array }, index) => {
    if (type.kind !== 'pointer' || (array === undefined && !isVariable(type.to))) return;
    const { value, outer, inner } = findFit(generator, scope, type.to);
    found.set(index, value);
    give(array?.bound ?? parameters[index - 2]?.name, outer);
    if (type.to.kind === 'array') give(type.to.vary, inner);
  });
  return found;
}

/** Whether a function has parameters whose types mention others. */
export function hasLengths({ parameters }: FunctionDefinition): boolean {
  return parameters.some(({ type, array }) => array !== undefined || (type.kind === 'pointer' && isVariable(type.to)));
}

/** The least values of parameters that are lengths. */
export function leastOf({ parameters }: FunctionDefinition): (name: string) => { least: number } | undefined {
  const names = new Set(
    parameters.flatMap(({ type, array }) => [
      ...(array === undefined ? [] : [array.bound]),
      ...(type.kind === 'pointer' && type.to.kind === 'array' && type.to.vary !== undefined ? [type.to.vary] : []),
    ]),
  );
  return (name) => (names.has(name) ? { least: 1 } : undefined);
}
