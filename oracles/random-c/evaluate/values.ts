// What an expression comes to, and the arithmetic on it, written from C17 6.3 and 6.5. Integers are BigInt; floating values
// stay in a lattice (multiples of 1/1024 of bounded size) in which the operations are exact, so that no compiler may round.
// In: types. Out: conversions and operators, each saying whether the result is defined.
import type { ArithmeticOperator, Comparison } from '../program/ast.ts';
import {
  exactly,
  type Extended,
  extended,
  inExtendedLattice,
  isExtended,
  nearest,
  type Numeric,
  scaledOf,
  truncated,
} from './extended.ts';
import { type Arithmetic, type FloatType, intTraits, type IntType } from '../program/ctypes.ts';

/** A result, and whether C defines it for these operands (floating: whether it is exact, too). */
export interface Checked<T> {
  readonly value: T;
  readonly defined: boolean;
}

/** Modulo 2^N into the range of the type (6.3.1.3; for signed types as gcc documents it). _Bool: 6.3.1.2. */
export function wrap(type: Arithmetic, value: bigint): bigint {
  if (type.kind === 'float') throw new Error('wrap is for integers');
  const { bits, signed } = intTraits(type);
  if (bits === 1) return value === 0n ? 0n : 1n;
  return signed ? BigInt.asIntN(bits, value) : BigInt.asUintN(bits, value);
}

/** Whether the type can hold the value. */
export function fits(type: Arithmetic, value: bigint): boolean {
  return wrap(type, value) === value;
}

const UNIT = 1024;
const LIMIT: Readonly<Record<Exclude<FloatType['name'], 'long double'>, number>> = { float: 2 ** 14, double: 2 ** 40 };

/** Whether a floating value is in the lattice of its type, where sums and comparisons are exact. */
function inLattice(type: FloatType, value: number): boolean {
  if (type.name === 'long double') throw new Error('long double has a lattice of its own');
  return Math.abs(value) < LIMIT[type.name] && Number.isInteger(value * UNIT);
}

/** What the helper `small_*` of the printed program does: an integer of at most two digits. */
function small(value: number): number {
  return value > -100 && value < 100 ? Math.trunc(value) + 0 : 1;
}

/** What the helper `power_*` does: a divisor that never rounds. */
function power(value: number): number {
  return value < 0 ? 2 : 4;
}

/** Conversion of an arithmetic value (6.3.1). */
export function convert(to: Arithmetic, value: Numeric): Checked<Numeric> {
  if (to.kind === 'float' && to.name === 'long double') {
    const scaled = scaledOf(value);
    return { value: extended(scaled), defined: inExtendedLattice(scaled) };
  }
  if (to.kind === 'float') {
    const number = nearest(value);
    const exact = typeof value === 'number' || scaledOf(value) === scaledOf(number);
    return { value: number, defined: exact && inLattice(to, number) };
  }
  if (typeof value === 'bigint') return { value: wrap(to, value), defined: true };
  if (intTraits(to).bits === 1) return { value: scaledOf(value) === 0n ? 0n : 1n, defined: true };
  const whole = truncated(value);
  return { value: wrap(to, whole), defined: fits(to, whole) };
}

/** The form of a conversion that is defined for every operand. */
export function convertSafely(to: Arithmetic, value: Numeric): Numeric {
  if (to.kind === 'float') return ofType(to, typeof value === 'bigint' ? Number(value % 1000n) : small(nearest(value)));
  const whole = truncated(value);
  return fits(to, whole) ? whole : 0n;
}

/** A number as a value of a floating type. */
function ofType(type: FloatType, value: number): number | Extended {
  return type.name === 'long double' ? extended(scaledOf(value)) : value;
}

/** A binary operator on operands that are converted already; `type` is their common type (of shifts: the left one's). */
export function integerOperator(type: IntType, op: ArithmeticOperator, a: bigint, b: bigint): Checked<bigint> {
  const { bits, signed } = intTraits(type);
  const arithmetic = (value: bigint): Checked<bigint> => ({
    value: wrap(type, value),
    defined: !signed || fits(type, value),
  });
  switch (op) {
    case '+':
      return arithmetic(a + b);
    case '-':
      return arithmetic(a - b);
    case '*':
      return arithmetic(a * b);
    case '/':
    case '%':
      // The quotient has to be representable for either (6.5.5p6).
      if (b === 0n || (signed && b === -1n && !fits(type, -a))) return { value: a, defined: false };
      return { value: op === '/' ? a / b : a % b, defined: true };
    case '&':
      return { value: wrap(type, a & b), defined: true };
    case '|':
      return { value: wrap(type, a | b), defined: true };
    case '^':
      return { value: wrap(type, a ^ b), defined: true };
    case '<<': {
      const count = BigInt.asUintN(32, b) % BigInt(bits);
      const value = a << count;
      return { value: wrap(type, value), defined: b === count && (!signed || (a >= 0n && fits(type, value))) };
    }
    case '>>': {
      // Of negative values: arithmetic, as gcc documents it (6.5.7p5).
      const count = BigInt.asUintN(32, b) % BigInt(bits);
      return { value: a >> count, defined: b === count };
    }
  }
}

/** A floating operator; not defined when it would round. */
export function floatOperator(
  type: FloatType,
  op: ArithmeticOperator,
  left: Numeric,
  right: Numeric,
): Checked<Numeric> {
  if (type.name === 'long double') {
    const result = exactly(op, scaledOf(left), scaledOf(right));
    return { value: extended(result ?? 0n), defined: result !== undefined };
  }
  const [a, b] = [nearest(left), nearest(right)];
  const scaled = (value: number): bigint => BigInt(value * UNIT);
  if (op === '+') return checkLattice(type, a + b);
  if (op === '-') return checkLattice(type, a - b);
  if (op === '*') {
    const product = scaled(a) * scaled(b);
    return product % BigInt(UNIT) === 0n ? checkLattice(type, a * b) : { value: 0, defined: false };
  }
  if (op !== '/') throw new Error(`${op} has no floating form`);
  const exact = b !== 0 && (scaled(a) * BigInt(UNIT)) % scaled(b) === 0n;
  return exact ? checkLattice(type, a / b) : { value: 0, defined: false };
}

function checkLattice(type: FloatType, value: number): Checked<number> {
  return { value, defined: inLattice(type, value) };
}

/** The form of a floating operator that is exact for every operand. */
export function floatOperatorSafely(type: FloatType, op: ArithmeticOperator, a: Numeric, b: Numeric): Numeric {
  const [left, right] = [small(nearest(a)), small(nearest(b))];
  if (op === '+') return ofType(type, left + right);
  if (op === '-') return ofType(type, left - right);
  if (op === '*') return ofType(type, left * right);
  if (op === '/') return ofType(type, left / power(nearest(b)));
  throw new Error(`${op} has no floating form`);
}

/** A comparison of two converted operands. */
export function compare(op: Comparison, left: Numeric, right: Numeric): bigint {
  const [a, b] = isExtended(left) || isExtended(right) ? [scaledOf(left), scaledOf(right)] : [left, right];
  const holds = { '<': a < b, '>': a > b, '<=': a <= b, '>=': a >= b, '==': a === b, '!=': a !== b }[op];
  return holds ? 1n : 0n;
}
