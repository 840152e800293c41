// Edits of expressions: the constant that one came to, or an operand of it, takes its place. In: a program. Out: edits.
import type { Expr, Program } from '../program/ast.ts';
import { type CType, isArithmetic, sameType } from '../program/ctypes.ts';
import { observedValues } from '../evaluate/answer.ts';
import { isExtended, nearest, type Numeric, scaledOf, truncated } from '../evaluate/extended.ts';
import type { Value } from '../evaluate/memory.ts';
import { copyPart, type Edit, type Node } from './edit.ts';
import { partsOf, visit } from '../program/uses.ts';

/** Whether something is an expression. */
export function isExpr(value: unknown): value is Expr {
  return typeof value === 'object' && value !== null && 'e' in value;
}

/** A plain value of a type. */
export function plainValue(type: CType, value: Numeric): Expr | undefined {
  if (type.kind === 'record' && value === 0n) {
    return { e: 'literal', type, init: { i: 'fields', designated: true, items: [] } };
  }
  if (!isArithmetic(type)) return undefined;
  if (type.kind === 'int' || type.kind === 'enum')
    return {
      e: 'int',
      type,
      value: typeof value === 'object' || !Number.isInteger(Number(value)) ? 0n : BigInt(value),
    };
  if (scaledOf(nearest(value)) === scaledOf(value)) return { e: 'float', type, value: nearest(value) };
  // Only whole numbers are written with all of their digits.
  return scaledOf(truncated(value)) === scaledOf(value) ? { e: 'float', type, value: truncated(value) } : undefined;
}

const EFFECTS = new Set(['call', 'assign', 'step', 'overflow', 'atomic', 'block', 'setjmp']);

/** Whether evaluating an expression changes nothing; what a volatile read does is not counted. */
export function effectless(value: Expr): boolean {
  let none = true;
  visit(value, (part) => {
    if (EFFECTS.has(part.e as string)) none = false;
  });
  return none;
}

/** Puts another expression in the place of one. */
export function substitute(holder: Node, node: Node, other: unknown): boolean {
  for (const [key, value] of Object.entries(holder)) {
    if (value === node) {
      holder[key] = other;
      return true;
    }
    const index = Array.isArray(value) ? value.indexOf(node) : -1;
    if (index >= 0) {
      (value as unknown[])[index] = other;
      return true;
    }
  }
  return false;
}

/** Every expression with what holds it and how many expressions are around it. */
export function eachExpression(program: Program, see: (holder: Node, value: Expr, depth: number) => void): void {
  const down = (holder: Node, depth: number): void => {
    for (const inner of partsOf(holder)) {
      if ('kind' in inner) continue;
      if (isExpr(inner)) {
        see(holder, inner, depth);
        down(inner, depth + 1);
      } else down(inner, 's' in inner ? 0 : depth);
    }
  };
  down(program as unknown as Node, 0);
}

/** Expressions of one level become the constants that they came to when they were last evaluated. */
export function constantsAt(program: Program, level: number): readonly Edit[] {
  const values = observedValues(program);
  const edits: Edit[] = [];
  eachExpression(program, (holder, value, depth) => {
    if (depth !== level || isPlain(value) || 'fallback' in holder) return;
    if (holder.s === 'expression') return;
    const other = constantOf(value, values);
    if (other === undefined) return;
    edits.push({
      node: value,
      holder,
      apply: (node, _, around) => substitute(around, node, copyPart(other)),
    });
  });
  return edits;
}

function isPlain(value: Expr): boolean {
  return value.e === 'int' || value.e === 'float' || (value.e === 'literal' && partsOf(value.init).length === 0); // prettier-ignore
}

function constantOf(value: Expr, values: ReadonlyMap<object, Value>): Expr | undefined {
  const seen = values.get(value);
  if (typeof seen === 'bigint' || typeof seen === 'number' || isExtended(seen)) return plainValue(value.type, seen);
  return plainValue(value.type, 0n);
}

/** An expression becomes 0, 1 or one of its operands. */
export function operandEdits(program: Program): readonly Edit[] {
  const edits: Edit[] = [];
  eachExpression(program, (holder, value) => {
    const inStatement = holder.s === 'expression';
    if (isPlain(value) || 'fallback' in holder) return;
    const others =
      inStatement ? bareOperands(value)
      : holder.s === 'mix' ? [...scalars(value), ...operands(value)]
      : operands(value);
    for (const other of others) {
      edits.push({
        node: value,
        holder,
        apply: (node, _, around) => substitute(around, node, copyPart(other)),
      });
    }
  });
  return edits;
}

/** What matters of an expression whose value nobody uses. */
function bareOperands(node: Expr): readonly Expr[] {
  return Object.values(node).filter((value): value is Expr => isExpr(value) && !effectless(value));
}

/** What may be printed instead of a converted value. */
function scalars(node: Expr): readonly Expr[] {
  if (node.e !== 'cast' || !isArithmetic(node.operand.type)) return [];
  const { operand } = node;
  return [operand.e === 'cast' ? { ...operand, implicit: false } : operand];
}

/** The operands that may stand for the whole: what ends at a sequence point inside of it may only if it has no effects. */
function operands(node: Expr): readonly Expr[] {
  const found = Object.entries(node).flatMap(([key, value]): Expr[] => {
    if (!isExpr(value)) return [];
    const sequenced =
      (node.e === 'comma' && key === 'left') ||
      (node.e === 'conditional' && key === 'condition') ||
      (node.e === 'logical' && key === 'left') ||
      (node.e === 'block' && key === 'value');
    if (sequenced && (!effectless(value) || node.e === 'comma' || node.e === 'block')) return [];
    const other = fitted(value, node.type);
    return other === undefined ? [] : [other];
  });
  if (node.e === 'cast' && node.operand.e === 'cast') {
    const other = fitted(node.operand.operand, node.type);
    if (other !== undefined) found.push(other);
  }
  if (node.e === 'block' && node.body.length === 0) {
    const other = fitted(node.value, node.type);
    if (other !== undefined) found.push(other);
  }
  return found;
}

function fitted(value: Expr, type: CType): Expr | undefined {
  const bare = value.e === 'cast' ? { ...value, implicit: false } : value;
  if (sameType(bare.type, type)) return bare;
  return isArithmetic(type) && isArithmetic(bare.type) ? { e: 'cast', type, operand: bare } : undefined;
}
