// What printing carries along, the names of types and helpers, and constants. In: values. Out: text.
import type { Expr } from '../program/ast.ts';
import { type CType, declare, type FloatType, INT, intTraits, type Names } from '../program/ctypes.ts';

/** What the helpers of a printed program do. */
export type HelperKind = 'divide' | 'remainder' | 'small' | 'power' | 'integer' | 'truncate' | 'mix';

/** What is known while printing. */
export interface PrintContext extends Names {
  /** Whether each value is printed with its function, too. */
  readonly trace: boolean;
  /** Whether values are printed instead of being folded into a checksum. */
  readonly plain: boolean;
  /** The name of the count of calls, where there is one. */
  readonly fuel: string | undefined;
  /** Helpers that the text calls, by name: `divide_int`, `small_double`. */
  readonly helpers: Map<string, { readonly what: HelperKind; readonly type: CType }>;
  /** Names of loops' counters, and labels of jumps, that nothing else has: what they declare needs no block of its own. */
  readonly counters: ReadonlySet<string>;
  /** Prints a list of statements, for statement expressions. */
  readonly list: (body: Extract<Expr, { e: 'block' }>['body']) => string;
}

/** Text and its precedence, from 1 (comma) to 16 (primary). */
export type Printed = readonly [text: string, precedence: number];

/** Of binary operators. */
export const PRECEDENCE: Readonly<Record<string, number>> = {
  '||': 4, '&&': 5, '|': 6, '^': 7, '&': 8, '==': 9, '!=': 9, '<': 10, '>': 10, '<=': 10, '>=': 10,
  '<<': 11, '>>': 11, '+': 12, '-': 12, '*': 13, '/': 13, '%': 13,
}; // prettier-ignore

/** The name of a type without a declarator. */
export function typeName(context: PrintContext, type: CType): string {
  return declare(type, '', context).trim();
}

/** The name of a helper function that the text then has. */
export function helperName(context: PrintContext, what: HelperKind, type: CType): string {
  const name = `${what}_${typeName(context, type).replaceAll(' ', '_')}`;
  context.helpers.set(name, { what, type });
  return context.spell(name);
}

/** A constant of an integer type. */
export function printInteger(context: PrintContext, type: CType, value: bigint): Printed {
  if (type.kind !== 'int' && type.kind !== 'enum') throw new Error('not an integer literal');
  const { suffix, bits, signed } = intTraits(type);
  if (bits > 64 && value !== BigInt.asIntN(64, value)) {
    const pattern = BigInt.asUintN(128, value);
    const halves = `(unsigned __int128)${String(pattern >> 64n)}ULL << 64 | ${String(BigInt.asUintN(64, pattern))}ULL`;
    return signed ? [`(__int128)(${halves})`, 14] : [`(${halves})`, 16];
  }
  if (type.kind === 'enum' || suffix === undefined) {
    if (bits > 64 && value === -(1n << 63n)) return [`(${typeName(context, type)})(-9223372036854775807 - 1)`, 14];
    return [`(${typeName(context, type)})${value < 0n ? '-' : ''}${String(value < 0n ? -value : value)}`, 14];
  }
  if (signed && value === -(1n << BigInt(bits - 1))) return [`(-${String(-value - 1n)}${suffix} - 1)`, 16];
  return value < 0n ? [`-${String(-value)}${suffix}`, 14] : [`${String(value)}${suffix}`, 16];
}

const floatSuffix: Readonly<Record<FloatType['name'], string>> = { float: 'f', double: '', 'long double': 'L' };

/** A floating constant. */
export function printFloat(type: FloatType, value: number | bigint): Printed {
  const negative = value < 0 || Object.is(value, -0);
  const digits = String(value).replace('-', '');
  const text = `${digits.includes('.') || digits.includes('e') ? digits : `${digits}.0`}${floatSuffix[type.name]}`;
  return negative ? [`-${text}`, 14] : [text, 16];
}

/** An integer of no higher rank than int. */
export function isNarrow(type: CType): boolean {
  return type.kind === 'int' && intTraits(type).rank <= intTraits(INT).rank;
}
