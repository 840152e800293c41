// Operators with the conversions of their operands (C17 6.5.3 to 6.5.14); an operand that leaves the result undefined flags the
// node. In: a machine and values. Out: values.
import { arithmetic, asInteger, isTrue } from './access.ts';
import type { AtomicOperator, Comparison, Expr } from '../program/ast.ts';
import { type Arithmetic, intTraits, type IntType, usual } from '../program/ctypes.ts';
import { flagAnother, flagSame, InvalidProgram, type Machine } from './machine.ts';
import { extended, inExtendedLattice, isExtended, nearest, type Numeric, scaledOf } from './extended.ts';
import type { Value } from './memory.ts';
import { compare, fits, floatOperator, floatOperatorSafely, integerOperator, wrap } from './values.ts';

/** A binary operator with the conversions of its operands. */
export function operate(
  machine: Machine,
  node: Extract<Expr, { e: 'binary' | 'assign' }>,
  [leftType, rightType]: readonly [Arithmetic, Arithmetic],
  [left, right]: readonly [Numeric, Numeric],
): Numeric {
  const { op } = node;
  if (op === '') throw new InvalidProgram('no operator');
  const shift = op === '<<' || op === '>>';
  const type = shift ? (usual(leftType, leftType) as IntType) : usual(leftType, rightType);
  if (type.kind === 'float') {
    if (node.safe === true) return floatOperatorSafely(type, op, left, right);
    const { value, defined } = floatOperator(type, op, left, right);
    if (defined) {
      machine.trusted.add(node);
      return value;
    }
    flagAnother(machine, node);
    return floatOperatorSafely(type, op, left, right);
  }
  const [a, count] = [wrap(type, asInteger(left)), asInteger(right)];
  const b = shift ? count : wrap(type, count);
  const { value, defined } = integerOperator(type, op, a, b);
  if (!defined && node.safe !== true) flagSame(machine, node);
  return value;
}

/** A comparison with the conversions of its operands. */
export function operateComparison(
  op: Comparison,
  types: readonly [Arithmetic, Arithmetic],
  [left, right]: readonly [Numeric, Numeric],
): bigint {
  const type = usual(...types);
  return compare(op, common(type, left), common(type, right));
}

/** An operand of a comparison. */
function common(type: Arithmetic, value: Numeric): Numeric {
  if (type.kind !== 'float') return wrap(type, asInteger(value));
  if (type.name !== 'long double') return nearest(value);
  const scaled = scaledOf(value);
  if (!inExtendedLattice(scaled)) throw new InvalidProgram('an operand of a comparison is rounded');
  return extended(scaled);
}

/** A unary operator. */
export function operateUnary(machine: Machine, node: Extract<Expr, { e: 'unary' }>, operand: Numeric): Value {
  if (node.op === '!') return isTrue(operand) ? 0n : 1n;
  if (isExtended(operand)) return node.op === '-' ? extended(-operand.scaled) : operand;
  if (typeof operand === 'number') return node.op === '-' ? -operand : operand;
  const type = arithmetic(node.type) as IntType;
  if (node.op === '+') return wrap(type, operand);
  if (node.op === '~') return wrap(type, ~wrap(type, operand));
  const value = -wrap(type, operand);
  if (intTraits(type).signed && !fits(type, value) && node.safe !== true) flagSame(machine, node);
  return wrap(type, value);
}

/** What an atomic operation leaves in its object, before that is wrapped into its type. */
export function atomicOperator(op: AtomicOperator, old: bigint, value: bigint, expected: bigint | undefined): bigint {
  switch (op) {
    case 'load_n':
      return old;
    case 'store_n':
    case 'exchange_n':
      return value;
    case 'compare_exchange_n':
      return old === expected ? value : old;
    case 'fetch_add':
    case 'add_fetch':
      return old + value;
    case 'fetch_sub':
    case 'sub_fetch':
      return old - value;
    case 'fetch_and':
    case 'and_fetch':
      return old & value;
    case 'fetch_or':
    case 'or_fetch':
      return old | value;
    case 'fetch_xor':
    case 'xor_fetch':
      return old ^ value;
    case 'fetch_nand':
    case 'nand_fetch':
      return ~(old & value);
  }
}
