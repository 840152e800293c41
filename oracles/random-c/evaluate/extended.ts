// Values of long double (x87: a significand of 64 bits): 1024 times the value, as a BigInt. They stay in a lattice, too, whose
// numbers have more digits than a number of TypeScript. In: values. Out: values, and whether an operation was exact.
import type { ArithmeticOperator } from '../program/ast.ts';

/** A value of long double. */
export interface Extended {
  readonly o: 'extended';
  /** A multiple of 1/1024, in these units. */
  readonly scaled: bigint;
}

/** A value of an arithmetic type: an integer, one of float or double, one of long double. */
export type Numeric = bigint | number | Extended;

const UNIT = 1024n;
/** No value is as large: the helper that folds one takes it apart into two integers of 64 bits. */
const LIMIT = 1n << 74n;
const SIGNIFICAND = 64;

/** A value of long double. */
export function extended(scaled: bigint): Extended {
  return { o: 'extended', scaled };
}

/** Whether a value is one of long double. */
export function isExtended(value: unknown): value is Extended {
  return typeof value === 'object' && value !== null && (value as { o?: unknown }).o === 'extended';
}

/** 1024 times a value. One of float or double is in its lattice. */
export function scaledOf(value: Numeric): bigint {
  if (typeof value === 'object') return value.scaled;
  return typeof value === 'bigint' ? value * UNIT : BigInt(value * Number(UNIT));
}

/** The value without what stands behind the point (6.3.1.4p1). */
export function truncated(value: Numeric): bigint {
  return scaledOf(value) / UNIT;
}

/** The nearest number, for decisions that the nearest one decides as the value does. */
export function nearest(value: Numeric): number {
  return typeof value === 'object' ? Number(value.scaled) / Number(UNIT) : Number(value);
}

/** Whether 64 binary digits hold it. */
export function inExtendedLattice(scaled: bigint): boolean {
  const size = scaled < 0n ? -scaled : scaled;
  if (size >= LIMIT) return false;
  return size === 0n || size.toString(2).replace(/0+$/, '').length <= SIGNIFICAND;
}

/** The result of an operator in units of 1/1024; nothing if it is none, or would be rounded. */
export function exactly(op: ArithmeticOperator, a: bigint, b: bigint): bigint | undefined {
  if (!inExtendedLattice(a) || !inExtendedLattice(b)) return undefined;
  const result = resultOf(op, a, b);
  return result !== undefined && inExtendedLattice(result) ? result : undefined;
}

function resultOf(op: ArithmeticOperator, a: bigint, b: bigint): bigint | undefined {
  if (op === '+') return a + b;
  if (op === '-') return a - b;
  if (op === '*') return (a * b) % UNIT === 0n ? (a * b) / UNIT : undefined;
  if (op !== '/') throw new Error(`${op} has no floating form`);
  return b !== 0n && (a * UNIT) % b === 0n ? (a * UNIT) / b : undefined;
}

/** What the helper `mix_long_double` folds: the value without its last 30 digits, and these. */
export function folded(value: Extended): readonly [bigint, bigint] {
  return [value.scaled / (1n << 30n), value.scaled % (1n << 30n)];
}
