// Calls of the __atomic builtins. Their operands are leaves. In: a place in the program. Out: expressions.
import type { AtomicOperator, Expr, MemoryOrder } from '../program/ast.ts';
import { int, type IntType, promote } from '../program/ctypes.ts';
import { canBeAtomic } from './context.ts';
import { coerce, leaf, type Place, shallowIndex } from './leaf.ts';
import { constant } from './literal.ts';
import { findPlace } from './place.ts';

const operators: readonly AtomicOperator[] = [
  ...(['add', 'sub', 'and', 'or', 'xor', 'nand'] as const).flatMap((op) => [`fetch_${op}`, `${op}_fetch`] as const),
  'load_n',
  'exchange_n',
  'compare_exchange_n',
];

/** The orders that an operation may have. */
function ordersOf(op: AtomicOperator): readonly MemoryOrder[] {
  if (op === 'load_n') return ['RELAXED', 'ACQUIRE', 'SEQ_CST'];
  if (op === 'store_n') return ['RELAXED', 'RELEASE', 'SEQ_CST'];
  return ['RELAXED', 'ACQUIRE', 'RELEASE', 'ACQ_REL', 'SEQ_CST'];
}

/**
 * A constant or a complement, never an object itself: gcc 12 at -O1 reads the operand of `__atomic_add_fetch(&x, x, order)` a
 * second time after the addition.
 */
function operand(at: Place, type: IntType): Expr {
  const { generator } = at;
  if (generator.choices.chance(40)) return constant(generator, type);
  const inner = leaf(at, type);
  return coerce({ e: 'unary', type: promote(type), op: '~', operand: inner }, type, true);
}

/** An atomic operation on an object whose address can be taken, or nothing. A store is a statement: it has no value. */
export function atomicExpr(at: Place, statement: boolean): Expr | undefined {
  const { generator, scope } = at;
  const { choices } = generator;
  const place = findPlace(generator, scope, 'address', canBeAtomic, shallowIndex(generator));
  if (place === undefined) return undefined;
  const type = place.type as IntType;
  const op = statement && choices.chance(30) ? 'store_n' : choices.pick(operators);
  const order = choices.pick(ordersOf(op));
  const value = operand(at, type);
  if (op !== 'compare_exchange_n') return { e: 'atomic', type, op, order, place, value };
  const expected: Expr = choices.chance(50) ? { e: 'read', type, place } : operand(at, type);
  return { e: 'atomic', type: int('_Bool'), op, order, place, value, expected: structuredClone(expected) };
}
