// The passes of shrinking, in their order: what takes most away comes first. In: a program. Out: the edits of each pass.
import type { Program } from '../program/ast.ts';
import { reachedParts } from '../evaluate/answer.ts';
import type { Edit, Node } from './edit.ts';
import { nodesOf } from './edit.ts';
import { constantsAt, effectless, isExpr, operandEdits, plainValue } from './expr.ts';
import type { Arithmetic } from '../program/ctypes.ts';
import { inlineEdits, repeatEdits, replaceCalls, unwindEdits } from './calls.ts';
import { declarationEdits, fieldEdits, parameterEdits, propagations } from './names.ts';
import { initializerEdits, narrowEdits, partEdits, singleUseEdits, tameEdits, unusedEdits } from './objects.ts';
import { caseEdits, exposureEdits, isStmtList, rotations, statementEdits, unwrapEdits } from './stmt.ts';
import { typeEdits } from './types.ts';
import { variableArrayEdits } from './vla.ts';
import { fits } from '../evaluate/values.ts';

type Pass = (program: Program) => readonly Edit[];

const root = (program: Program): Node => program as unknown as Node;

/** The program as a whole becomes plainer. */
const shape: Pass = (program) => {
  const edits: Edit[] = [];
  const change = (apply: (copy: Program) => boolean): void => {
    edits.push({ node: root(program), apply: (_, copy) => apply(copy) });
  };
  if (program.plain !== true) change((copy) => (copy.plain = true));
  if (program.fuel !== undefined) {
    change((copy) => {
      copy.fuel = undefined;
      return true;
    });
  }
  for (const fuel of fuels(program)) {
    change((copy) => {
      copy.fuel = fuel;
      return true;
    });
  }
  change(dropUnreached);
  if (program.functions.some(({ unit }) => unit === 1)) change(joinUnits);
  return edits;
};

/** Fewer calls, few ones first. */
function fuels({ fuel = 0 }: Program): readonly number[] {
  return [...new Set([1, 2, 3, fuel >> 1, fuel - 1])].filter((one) => one > 0 && one < fuel).reverse();
}

/** All in one translation unit. */
function joinUnits(copy: Program): boolean {
  for (const one of [...copy.functions, ...copy.globals]) delete one.unit;
  return true;
}

/** Everything that is never executed goes at once. */
function dropUnreached(copy: Program): boolean {
  const reached = reachedParts(copy);
  for (const holder of nodesOf(copy)) {
    for (const [key, value] of Object.entries(holder)) {
      if (isStmtList(value) && key !== 'globals') holder[key] = value.filter((one) => reached.has(one));
      else if (isExpr(value) && !reached.has(value) && key !== 'fallback' && effectless(value)) {
        holder[key] = plainValue(value.type, 0n) ?? value;
      }
    }
  }
  return true;
}

/** Every call of a function becomes what it returns without fuel. */
const functions: Pass = (program) =>
  program.functions.map(({ name, fallback }) => ({
    node: root(program),
    apply: (_, copy) => replaceCalls(copy, name, fallback),
  }));

/** Numbers become smaller, and stay within their types; declarations become plainer. */
export const numbers: Pass = (program) =>
  nodesOf(program).flatMap((node): readonly Edit[] => {
    const set = (key: string, value: unknown): Edit => ({
      node,
      apply: (target) => {
        target[key] = value;
        return true;
      },
    });
    if (node.e === 'int') {
      const value = node.value as bigint;
      return [0n, 1n, value / 2n, -value]
        .filter((one) => one !== value && (one >= 0n || one > value) && fits(node.type as Arithmetic, one))
        .map((one) => set('value', one));
    }
    if (node.e === 'float' && Number(node.value) !== 0) return [set('value', 0), set('value', 1)];
    if (node.home !== undefined) return [set('home', undefined)];
    if (node.counted === true) return [set('counted', false), ...(node.safe === true ? [set('safe', false)] : [])];
    if (node.s === 'walk') return [set('count', 1)];
    if (node.s === 'loop' || node.s === 'irreducible') return [set('count', 1), set('count', 2)];
    if (node.safe === true) return [set('safe', false)];
    return [];
  });

const LEVELS = [0, 1, 2, 3, 4, 5, 6, 7];

export const PASSES: readonly Pass[] = [
  shape,
  functions,
  ...LEVELS.slice(0, 5).map(
    (level): Pass =>
      (program) =>
        statementEdits(program, level),
  ),
  caseEdits,
  unwrapEdits,
  exposureEdits,
  ...LEVELS.map(
    (level): Pass =>
      (program) =>
        constantsAt(program, level),
  ),
  operandEdits,
  inlineEdits,
  parameterEdits,
  propagations,
  fieldEdits,
  declarationEdits,
  partEdits,
  typeEdits,
  initializerEdits,
  singleUseEdits,
  tameEdits,
  narrowEdits,
  unusedEdits,
  variableArrayEdits,
  rotations,
  unwindEdits,
  repeatEdits,
  numbers,
];
