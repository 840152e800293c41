// Constants and initializers. In: a type. Out: constant expressions that interest: small ones, powers of two, limits.
import type { Declaration, Expr, Init, Place } from '../program/ast.ts';
import {
  type Arithmetic,
  type ArrayType,
  type CType,
  INT,
  type PointerType,
  type EnumType,
  type FloatType,
  intTraits,
  type IntType,
  isArithmetic,
  isWide,
  type RecordType,
  sameType,
} from '../program/ctypes.ts';
import { freshName, type Generator, uses } from './context.ts';
import { recordOf } from '../evaluate/memory.ts';
import { codeUnits, elementType, type StringPrefix } from '../program/strings.ts';
import { wrap } from '../evaluate/values.ts';

function integerValue(generator: Generator, type: IntType | EnumType): bigint {
  const { choices } = generator;
  const { bits, signed } = intTraits(type);
  const kind = choices.between(0, 9);
  if (kind < 5) return wrap(type, BigInt(choices.between(signed ? -9 : 0, 20)));
  if (kind === 5) return wrap(type, BigInt(choices.between(-1000, 100_000)));
  if (kind === 6) return wrap(type, (1n << BigInt(choices.between(0, bits - 1))) + BigInt(choices.between(-1, 1)));
  if (kind === 7) return signed ? (1n << BigInt(bits - 1)) - 1n : (1n << BigInt(bits)) - 1n;
  if (kind === 8) return signed ? -(1n << BigInt(bits - 1)) : 0n;
  return wrap(type, choices.bits());
}

function floatValue({ choices }: Generator, type: FloatType): number | bigint {
  if (type.name !== 'long double' || choices.chance(70)) return choices.between(-400, 400) / choices.pick([1, 2, 4, 8]);
  // Digits that no double has: up to 2^64 - 1.
  const size = (1n << BigInt(choices.between(53, 63))) * 2n - BigInt(choices.between(1, 4));
  return choices.chance(50) ? size : -size;
}

/** A constant of an arithmetic type. */
export function constant(generator: Generator, type: Arithmetic): Expr {
  const { choices, program } = generator;
  if (type.kind === 'float') return { e: 'float', type, value: floatValue(generator, type) };
  if (type.kind === 'int' && type.name === 'int' && uses(generator, 'enum', 20)) {
    const item = choices.pick(program.enums.flatMap(({ items }) => items));
    return { e: 'enumerator', type, ...item };
  }
  return { e: 'int', type, value: integerValue(generator, type) };
}

const PLAIN = ['a', 'kit', 'Hello', 'random C', '0123456789abcdef'];
const WIDE = ['žluť', '€uro', '😀 x', 'tab\there', 'nul\0in', 'ÿ"q'];
const PREFIXES = ['', 'u8', 'u', 'U', 'L'] as const;

/** A string literal; of other characters than those of ASCII only where the elements are named. */
export function anyString({ choices, features }: Generator): { prefix: StringPrefix; text: string } {
  if (!features.has('wide-string')) return { prefix: '', text: choices.pick(PLAIN) };
  return { prefix: choices.pick(PREFIXES), text: choices.pick([...PLAIN, ...WIDE]) };
}

/** A string for an array of characters, if one fits; the terminating zero need not (6.7.9p14). */
function stringInitializer(generator: Generator, type: ArrayType): Init | undefined {
  if (type.of.kind !== 'int' || !uses(generator, 'string-initializer', 70)) return undefined;
  const { choices, features } = generator;
  const { of } = type;
  const suits = (prefix: StringPrefix): boolean =>
    elementType(prefix).name === 'char' ? of.name.includes('char') : sameType(of, elementType(prefix));
  const wide = features.has('wide-string');
  const prefixes = PREFIXES.filter((prefix) => suits(prefix) && (wide || prefix === ''));
  if (prefixes.length === 0) return undefined;
  const prefix = choices.pick(prefixes);
  const texts = [...PLAIN, ...(wide ? WIDE : [])].filter((text) => codeUnits(prefix, text).length <= type.length);
  return texts.length === 0 ? undefined : { i: 'string', prefix, text: choices.pick(texts) };
}

/** An initializer whose leaves are made by `leaf`. */
export function initializer(generator: Generator, type: CType, leaf: (type: CType) => Expr): Init {
  switch (type.kind) {
    case 'int':
    case 'enum':
    case 'float':
      return { i: 'value', value: leaf(type) };
    case 'pointer':
      return { i: 'value', value: addressOfGlobal(generator, type) };
    case 'array': {
      const { choices } = generator;
      const string = stringInitializer(generator, type);
      if (string !== undefined) return string;
      const ranges = generator.features.has('range-designator');
      const designated = uses(generator, 'designated', ranges ? 60 : 40);
      const all = Array.from({ length: type.length }, (_, index) => index);
      // What is left out is zero: at the end of a plain list, anywhere in a designated one.
      const kept = designated ? all.filter(() => choices.chance(70)) : all.slice(0, choices.between(1, type.length));
      const items = kept.map((index, at) => {
        const room = (kept[at + 1] ?? type.length) - 1;
        // gcc takes ranges of lists, and clang ranges at all, only of constants.
        if (designated && room > index && isArithmetic(type.of) && uses(generator, 'range-designator', 70)) {
          return { index, last: choices.between(index + 1, room), init: { i: 'value', value: constant(generator, type.of) } } as const; // prettier-ignore
        }
        return { index, init: initializer(generator, type.of, leaf) };
      });
      return { i: 'elements', designated, items: designated && choices.chance(50) ? items.reverse() : items };
    }
    case 'record':
      return recordInitializer(generator, type, leaf);
    case 'jump-buffer':
      return { i: 'fields', designated: true, items: [] };
  }
}

/** An initializer of a struct or union, always a list. */
export function recordInitializer(generator: Generator, type: RecordType, leaf: (type: CType) => Expr): Init {
  const { choices, program } = generator;
  const { union, fields } = recordOf(type.tag, new Map(program.records.map((record) => [record.tag, record])));
  const designated = uses(generator, 'designated', 50);
  const kept =
    union ? [designated ? choices.pick(fields) : fields[0]]
    : designated ? fields.filter(() => choices.chance(75))
    : fields.slice(0, choices.between(1, fields.length));
  const items = kept.flatMap((field) =>
    field === undefined ? [] : [{ field: field.name, init: initializer(generator, field.type, leaf) }],
  );
  return { i: 'fields', designated, items: designated && choices.chance(40) ? items.reverse() : items };
}

/** A constant for static storage; of more than 64 bits only where the compiler folds such ones. */
export function staticConstant(generator: Generator, type: CType): Expr {
  if (!isArithmetic(type)) throw new Error('static objects hold numbers and addresses');
  const value = constant(generator, type);
  if (value.e !== 'int' || !isWide(type) || generator.features.has('int128-static')) return value;
  const small = BigInt.asIntN(63, value.value);
  return { ...value, value: small < 0n ? 1n : small };
}

/** An initializer for static storage. */
export function constantInitializer(generator: Generator, type: CType): Init {
  return initializer(generator, type, (leaf) => staticConstant(generator, leaf));
}

/** The address of a global, or of an element of one: a constant. */
export function addressOfGlobal(generator: Generator, type: PointerType): Expr {
  const { choices, program } = generator;
  const fits = program.globals.filter(
    ({ type: own, qualifier, thread }) =>
      qualifier === '' && thread !== true && (sameType(own, type.to) || (own.kind === 'array' && sameType(own.of, type.to))),
  ); // prettier-ignore
  const { name, type: own } = fits.length > 0 && choices.chance(70) ? choices.pick(fits) : homeOf(generator, type.to);
  const base: Place = { p: 'variable', type: own, name };
  if (own.kind !== 'array' || sameType(own, type.to)) return { e: 'address', type, place: base };
  const index: Expr = { e: 'int', type: INT, value: BigInt(choices.between(0, own.length - 1)) };
  return { e: 'address', type, place: { p: 'element', type: own.of, base, index } };
}

/** A global that pointers of a type can point to when nothing else is in reach; made when it is first wanted. */
export function homeOf(generator: Generator, type: CType): Declaration {
  const { globals } = generator.program;
  const there = globals.find((global) => global.name.startsWith('home') && sameType(global.type, type));
  if (there !== undefined) return there;
  const home: Declaration = {
    s: 'declaration',
    name: freshName(generator, 'home'),
    type,
    init: constantInitializer(generator, type),
    storage: 'static',
    qualifier: '',
  };
  globals.push(home);
  return home;
}
