// long double in the evaluator: which values it has, which operations are exact, what they are converted to. In: values.
// Out: tests.
import { expect, test } from 'vitest';
import { DOUBLE, FLOAT, INT, int, LONG_DOUBLE, usual } from '../program/ctypes.ts';
import { exactly, extended, folded, inExtendedLattice, nearest, scaledOf } from './extended.ts';
import { compare, convert, convertSafely, floatOperatorSafely } from './values.ts';
import { plainValue } from '../shrink/expr.ts';

const most = (1n << 64n) - 1n;

test('a significand has 64 bits, wherever they stand', () => {
  expect([most, -most, most << 9n, 0n, 1n].map(inExtendedLattice)).toEqual([true, true, true, true, true]);
  expect([most << 10n, most << 11n, (1n << 64n) + 1n, -(1n << 74n)].map(inExtendedLattice)).toEqual([true, false, false, false]); // prettier-ignore
});

test('an operation that would be rounded has no result', () => {
  expect(exactly('+', most - 1n, 1n)).toBe(most);
  expect(exactly('+', most, 2n)).toBeUndefined();
  expect(exactly('*', 3n * 1024n, 5n)).toBe(15n);
  expect(exactly('*', 3n, 5n)).toBeUndefined();
  expect([exactly('/', 1024n, 4n), exactly('/', 1024n, 3n), exactly('/', 1n, 0n)]).toEqual([256n * 1024n, undefined, undefined]); // prettier-ignore
});

test('conversions keep all digits, or are not defined', () => {
  const value = extended(scaledOf(most));
  expect(convert(LONG_DOUBLE, most)).toEqual({ value, defined: true });
  expect(convert(int('unsigned long'), value)).toEqual({ value: most, defined: true });
  expect(convert(int('long'), value).defined).toBe(false);
  expect(convert(INT, extended(-2047n))).toEqual({ value: -1n, defined: true });
  expect(convert(int('_Bool'), extended(1n))).toEqual({ value: 1n, defined: true });
  expect(convert(DOUBLE, extended(-1025n))).toEqual({ value: -1025 / 1024, defined: true });
  expect(convert(DOUBLE, extended((1n << 49n) + 1n)).defined).toBe(true);
  expect(convert(DOUBLE, extended((1n << 60n) + 1n)).defined).toBe(false);
  expect(convert(LONG_DOUBLE, (1n << 64n) + 1n).defined).toBe(false);
});

test('the safe forms are those of the printed helpers', () => {
  expect(convertSafely(LONG_DOUBLE, extended(scaledOf(most)))).toEqual(extended(1024n));
  expect(convertSafely(LONG_DOUBLE, -1234n)).toEqual(extended(-234n * 1024n));
  expect(floatOperatorSafely(LONG_DOUBLE, '/', extended(5n * 1024n), extended(-1n))).toEqual(extended(2560n));
  expect(floatOperatorSafely(FLOAT, '-', 5.5, 1000)).toBe(4);
});

test('values are compared, and folded in two parts that make the whole', () => {
  expect(compare('<', extended(scaledOf(most) - 1n), extended(scaledOf(most)))).toBe(1n);
  for (const scaled of [0n, 1n, -1n, most, -most, (1n << 30n) - 1n, -(1n << 30n)]) {
    const [high, low] = folded(extended(scaled));
    expect(high * (1n << 30n) + low).toBe(scaled);
    expect(high * low >= 0n).toBe(true);
  }
});

test('the widest floating type is the common one', () => {
  expect([usual(DOUBLE, LONG_DOUBLE), usual(LONG_DOUBLE, INT), usual(FLOAT, DOUBLE), usual(INT, FLOAT)]).toEqual([LONG_DOUBLE, LONG_DOUBLE, DOUBLE, FLOAT]); // prettier-ignore
});

test('shrinking writes a value with all of its digits, or not at all', () => {
  expect(plainValue(LONG_DOUBLE, extended(scaledOf(most)))).toEqual({ e: 'float', type: LONG_DOUBLE, value: most });
  expect(plainValue(LONG_DOUBLE, extended(1536n))).toEqual({ e: 'float', type: LONG_DOUBLE, value: 1.5 });
  expect(plainValue(LONG_DOUBLE, extended((1n << 60n) + 1n))).toBeUndefined();
  expect(nearest(extended(1536n))).toBe(1.5);
});
