// Metamorphic variants: programs that look different and must do the same. Each is made from a program by changes that keep
// its meaning; what a compiler makes of them has to agree with what it makes of the program. In: a repaired program and
// choices. Out: a program with the same answer.
import type { Expr, FunctionDefinition, Place, Program, Stmt } from './program/ast.ts';
import type { Choices } from './generate/choices.ts';
import { type CType, INT, intTraits, isInteger, isWide, sameType } from './program/ctypes.ts';
import { copyPart, copyWithMap, type Node } from './shrink/edit.ts';
import { eachExpression, substitute } from './shrink/expr.ts';
import { eachStatement, listWith } from './shrink/stmt.ts';
import { setjmpOf } from './program/jumps.ts';
import { visit } from './program/uses.ts';

export type VariantKind = 'dead-code' | 'equal-expressions' | 'outlined' | 'peeled';
export const VARIANT_KINDS: readonly VariantKind[] = ['dead-code', 'equal-expressions', 'outlined', 'peeled'];

/** A program that does the same as another one. */
export function variantOf(program: Program, kind: VariantKind, choices: Choices): Program {
  const { copy } = copyWithMap(program);
  const change = { 'dead-code': addDeadCode, 'equal-expressions': rewrite, outlined: outline, peeled: peel }[kind];
  change(copy, choices);
  return copy;
}

/** A condition that is false whenever it is evaluated, and that no compiler is told so about. */
function never(name: string): Expr {
  const place: Place = { p: 'variable', type: INT, name };
  return { e: 'read', type: INT, place };
}

/** Statements that are never executed: copies of others, under a condition that a volatile object makes false. */
function addDeadCode(copy: Program, choices: Choices): void {
  const name = 'never1';
  const init = { i: 'value', value: { e: 'int', type: INT, value: 0n } } as const;
  copy.globals.push({ s: 'declaration', name, type: INT, init, storage: 'static', qualifier: 'volatile' });
  const spots: { holder: Node; statement: Stmt }[] = [];
  eachStatement(copy, (holder, statement) => {
    if (statement.s === 'expression' || statement.s === 'mix' || statement.s === 'if')
      spots.push({ holder, statement });
  });
  for (const { holder, statement } of spots) {
    if (!choices.chance(40) || hasLabels(statement)) continue;
    const found = listWith(holder, statement as unknown as Node);
    const dead: Stmt = { s: 'if', condition: never(name), then: [copyPart(statement)], otherwise: [] };
    found?.list.splice(found.index, 0, dead);
  }
}

/** Whether a copy of a statement would define a label, a static object or a table a second time. */
function hasLabels(statement: Stmt): boolean {
  let found = false;
  visit(statement as unknown as Node, (part) => {
    if (part.label !== undefined || part.c === 'table' || part.storage === 'static' || part.s === 'return')
      found = true;
  });
  return found;
}

/** Expressions become longer ones of the same type and value. */
function rewrite(copy: Program, choices: Choices): void {
  const spots: { holder: Node; value: Expr }[] = [];
  eachExpression(copy, (holder, value) => {
    const { type } = value;
    if (!isInteger(type) || 'fallback' in holder || holder.s === 'expression' || isStatic(holder)) return;
    // setjmp stands alone, or in a comparison that does.
    if (holder.s !== undefined && setjmpOf(holder as unknown as Stmt) !== undefined) return;
    if (value.e === 'binary' || value.e === 'unary' || value.e === 'compare' || value.e === 'cast') spots.push({ holder, value });
  }); // prettier-ignore
  for (const { holder, value } of spots) {
    // A conversion that nobody wrote has to be written where it is an operand.
    if (choices.chance(30)) substitute(holder, value, equal(explicit(value), choices));
  }
}

function isStatic(holder: Node): boolean {
  return holder.s === 'declaration' && holder.storage === 'static';
}

function explicit(value: Expr): Expr {
  if (value.e === 'cast') delete value.implicit;
  return value;
}

function equal(value: Expr, choices: Choices): Expr {
  const { type } = value;
  const constant = (number: bigint): Expr => ({ e: 'int', type: INT, value: number });
  const back = (operand: Expr): Expr => (sameType(operand.type, type) ? operand : { e: 'cast', type, operand });
  // Of the type that INT and the promoted operand have in common; the way back loses nothing.
  const common = isInteger(type) && intTraits(type).rank > intTraits(INT).rank ? type : promoted(type);
  switch (choices.between(0, 4)) {
    case 0:
      return back({ e: 'binary', type: common, op: '+', left: value, right: constant(0n) });
    case 1:
      return back({ e: 'binary', type: common, op: '^', left: value, right: constant(0n) });
    case 2:
      return back({
        e: 'unary',
        type: common,
        op: '~',
        operand: { e: 'unary', type: common, op: '~', operand: value },
      });
    case 3:
      // Not a comma: gcc 12 fails inside at `(_Bool)(0, 0U)`.
      return back({ e: 'binary', type: common, op: '|', left: value, right: constant(0n) });
    default:
      return back({ e: 'conditional', type: common, condition: constant(1n), yes: value, no: constant(0n) });
  }
}

function promoted(type: CType): Expr['type'] & typeof INT {
  if (type.kind === 'int' && intTraits(type).rank === intTraits(INT).rank) return type;
  return INT;
}

/** A statement that needs no local variable becomes a function of its own, which is called in its place. */
function outline(copy: Program, choices: Choices): void {
  const globals = new Set([...copy.globals, ...copy.functions].map(({ name }) => name));
  const spots: { holder: Node; statement: Stmt }[] = [];
  eachStatement(copy, (holder, statement) => {
    if (isClosed(statement, globals)) spots.push({ holder, statement });
  });
  let number = 0;
  for (const { holder, statement } of spots) {
    const found = listWith(holder, statement as unknown as Node);
    if (found === undefined || number >= 6 || !choices.chance(60)) continue;
    const name = `out${String(++number)}`;
    const zero: Expr = { e: 'int', type: INT, value: 0n };
    const definition: FunctionDefinition = {
      name, result: INT, parameters: [], named: 0, fallback: zero, external: choices.chance(50), free: true, body: [statement],
    }; // prettier-ignore
    const call: Expr = { e: 'call', type: INT, callee: { c: 'direct', name }, args: [] };
    found.list.splice(found.index, 1, { s: 'expression', value: call });
    copy.functions.push(definition);
  }
}

/** Whether a statement refers to nothing but what is global or its own, and is left at its end only. */
function isClosed(statement: Stmt, globals: ReadonlySet<string>): boolean {
  if (statement.s === 'declaration' || statement.s === 'break' || statement.s === 'continue') return false;
  // What follows it belongs to its setjmp.
  if (statement.s === 'expression' && setjmpOf(statement) !== undefined) return false;
  const own = new Set<string>();
  let closed = true;
  visit(statement, (part) => {
    if (part.s === 'declaration') own.add(part.name as string);
    if (part.s === 'loop') own.add(part.counter as string);
    if (part.s === 'walk') own.add(part.name as string);
    if (part.s === 'return' || part.s === 'break' || part.s === 'continue') closed = false;
    const name = part.p === 'variable' ? part.name : part.vary;
    if (typeof name === 'string' && !globals.has(name) && !own.has(name)) closed = false;
  });
  return closed;
}

/** The first turn of a loop stands before it. */
function peel(copy: Program, choices: Choices): void {
  const spots: { holder: Node; statement: Extract<Stmt, { s: 'loop' }> }[] = [];
  eachStatement(copy, (holder, statement) => {
    if (statement.s === 'loop' && statement.form === 'for' && !jumps(statement.body)) spots.push({ holder, statement });
  });
  for (const { holder, statement } of spots) {
    const found = listWith(holder, statement);
    const { type, counter, count, body } = statement;
    if (found === undefined || isWide(type) || body.some(hasLabels) || !choices.chance(70)) continue;
    const init = { i: 'value', value: { e: 'int', type, value: 0n } } as const;
    const first: Stmt = { s: 'declaration', name: counter, type, init, storage: '', qualifier: '' };
    statement.count = count - 1;
    statement.first = (statement.first ?? 0) + 1;
    found.list.splice(found.index, 0, { s: 'compound', body: [first, ...copyPart(body)] });
  }
}

/** Whether a turn can end early. */
function jumps(body: readonly Stmt[]): boolean {
  let found = false;
  for (const statement of body) {
    visit(statement as unknown as Node, (part) => {
      if (part.s === 'break' || part.s === 'continue' || part.s === 'return') found = true;
    });
  }
  return found;
}
