// The types of the generated language and C's rules about them (C17 6.3.1), for the LP64 data model with a signed char.
// In: nothing. Out: CType, ranks, promotions, usual arithmetic conversions, spellings.

export type IntName =
  | '_Bool'
  | 'char'
  | 'signed char'
  | 'unsigned char'
  | 'short'
  | 'unsigned short'
  | 'int'
  | 'unsigned int'
  | 'long'
  | 'unsigned long'
  | 'long long'
  | 'unsigned long long'
  | '__int128'
  | 'unsigned __int128';
export type FloatName = 'float' | 'double' | 'long double';

export interface IntType {
  readonly kind: 'int';
  readonly name: IntName;
}
export interface FloatType {
  readonly kind: 'float';
  readonly name: FloatName;
}
/** Every enumeration has a negative enumerator, so that its compatible type is int for every compiler. */
export interface EnumType {
  readonly kind: 'enum';
  readonly tag: string;
}
export interface PointerType {
  readonly kind: 'pointer';
  readonly to: CType;
}
export interface ArrayType {
  readonly kind: 'array';
  readonly of: CType;
  readonly length: number;
  /** The variable whose value is the length, where that is computed; `length` is then the least one. */
  readonly vary?: string;
}
export interface RecordType {
  readonly kind: 'record';
  readonly tag: string;
}
/** jmp_buf (7.13p2): no arithmetic, no copies. */
interface JumpBufferType {
  readonly kind: 'jump-buffer';
}
export type Arithmetic = IntType | FloatType | EnumType;
export type CType = Arithmetic | PointerType | ArrayType | RecordType | JumpBufferType;

interface IntTraits {
  readonly bits: number;
  readonly signed: boolean;
  readonly rank: number;
  readonly suffix: string | undefined;
}

const traits: Readonly<Record<IntName, IntTraits>> = {
  _Bool: { bits: 1, signed: false, rank: 0, suffix: undefined },
  char: { bits: 8, signed: true, rank: 1, suffix: undefined },
  'signed char': { bits: 8, signed: true, rank: 1, suffix: undefined },
  'unsigned char': { bits: 8, signed: false, rank: 1, suffix: undefined },
  short: { bits: 16, signed: true, rank: 2, suffix: undefined },
  'unsigned short': { bits: 16, signed: false, rank: 2, suffix: undefined },
  int: { bits: 32, signed: true, rank: 3, suffix: '' },
  'unsigned int': { bits: 32, signed: false, rank: 3, suffix: 'U' },
  long: { bits: 64, signed: true, rank: 4, suffix: 'L' },
  'unsigned long': { bits: 64, signed: false, rank: 4, suffix: 'UL' },
  'long long': { bits: 64, signed: true, rank: 5, suffix: 'LL' },
  'unsigned long long': { bits: 64, signed: false, rank: 5, suffix: 'ULL' },
  __int128: { bits: 128, signed: true, rank: 6, suffix: undefined },
  'unsigned __int128': { bits: 128, signed: false, rank: 6, suffix: undefined },
};

/** An integer type. */
export function int(name: IntName): IntType {
  return { kind: 'int', name };
}

export const INT = int('int');
export const JUMP_BUFFER: JumpBufferType = { kind: 'jump-buffer' };
export const UINT = int('unsigned int');
export const ULONG = int('unsigned long');
export const DOUBLE: FloatType = { kind: 'float', name: 'double' };
export const FLOAT: FloatType = { kind: 'float', name: 'float' };
export const LONG_DOUBLE: FloatType = { kind: 'float', name: 'long double' };

/** The floating types in the order of their ranks. */
export const floats: readonly FloatType[] = [FLOAT, DOUBLE, LONG_DOUBLE];
const floatSizes: Readonly<Record<FloatName, number>> = { float: 4, double: 8, 'long double': 16 };

/** Width, sign, rank and literal suffix. An enumeration is an int. */
export function intTraits(type: IntType | EnumType): IntTraits {
  return traits[type.kind === 'enum' ? 'int' : type.name];
}

/** Bytes of a scalar on an LP64 machine. */
export function sizeOf(type: CType): number {
  switch (type.kind) {
    case 'int':
    case 'enum':
      return Math.max(1, intTraits(type).bits / 8);
    case 'float':
      return floatSizes[type.name];
    case 'pointer':
      return 8;
    case 'array':
      if (type.vary !== undefined) throw new Error('the size is computed');
      return type.length * sizeOf(type.of);
    case 'record':
    case 'jump-buffer':
      throw new Error('the layout of records is not modelled');
  }
}

/** Whether two types are the same type. */
export function sameType(a: CType, b: CType): boolean {
  return typeKey(a) === typeKey(b);
}

/** An integer that is wider than those of the checksum. */
export function isWide(type: CType): boolean {
  return type.kind === 'int' && intTraits(type).bits > 64;
}

/** Whether a value is folded in two parts. */
export function isFoldedTwice(type: CType): boolean {
  return isWide(type) || (type.kind === 'float' && type.name === 'long double');
}

/** A string that is equal for equal types. */
export function typeKey(type: CType): string {
  switch (type.kind) {
    case 'int':
    case 'float':
      return type.name;
    case 'enum':
    case 'record':
      return type.tag;
    case 'pointer':
      return `${typeKey(type.to)}*`;
    case 'array':
      return `${typeKey(type.of)}[${type.vary ?? String(type.length)}]`;
    case 'jump-buffer':
      return 'jmp_buf';
  }
}

/** Whether the size of an array is computed (6.7.6.2p4). */
export function isVariable(type: CType): boolean {
  return type.kind === 'array' && (type.vary !== undefined || isVariable(type.of));
}

/** The type with other arrays in it, innermost ones first. */
export function withArrays(type: CType, change: (array: ArrayType) => ArrayType): CType {
  if (type.kind === 'pointer') return { kind: 'pointer', to: withArrays(type.to, change) };
  return type.kind === 'array' ? change({ ...type, of: withArrays(type.of, change) }) : type;
}

/** Integer or floating. */
export function isArithmetic(type: CType): type is Arithmetic {
  return type.kind === 'int' || type.kind === 'float' || type.kind === 'enum';
}

/** Integer, enumerations too. */
export function isInteger(type: CType): type is IntType | EnumType {
  return type.kind === 'int' || type.kind === 'enum';
}

/** Integer promotions (6.3.1.1p2): every type below int has values that an int holds. */
export function promote(type: Arithmetic): IntType | FloatType {
  if (type.kind === 'float') return type;
  if (type.kind === 'enum') return INT;
  return intTraits(type).rank < intTraits(INT).rank ? INT : type;
}

/** The promoted type of a bit-field (6.3.1.1p2); one of a type wider than int keeps that type. */
export function promoteBits(type: IntType, bits: number): IntType {
  const { signed, rank } = intTraits(type);
  if (rank > intTraits(INT).rank) return type;
  return signed || bits < 32 ? INT : UINT;
}

/** Usual arithmetic conversions (6.3.1.8). */
export function usual(a: Arithmetic, b: Arithmetic): IntType | FloatType {
  if (a.kind === 'float' || b.kind === 'float') {
    const rank = (type: Arithmetic): number =>
      floats.findIndex(({ name }) => type.kind === 'float' && name === type.name);
    return floats[Math.max(rank(a), rank(b))] ?? DOUBLE;
  }
  const [left, right] = [promote(a) as IntType, promote(b) as IntType];
  const [l, r] = [intTraits(left), intTraits(right)];
  if (l.signed === r.signed) return l.rank >= r.rank ? left : right;
  const [signed, unsigned] = l.signed ? [left, right] : [right, left];
  if (intTraits(unsigned).rank >= intTraits(signed).rank) return unsigned;
  return intTraits(signed).bits > intTraits(unsigned).bits ? signed : unsignedOf(signed);
}

/** The unsigned type that corresponds to a promoted type. */
export function unsignedOf(type: IntType): IntType {
  if (!intTraits(type).signed) return type;
  return int(`unsigned ${type.name}` as IntName);
}

/** How tags are spelled: which of them are unions, and what a file-scope name is called in the text. */
export interface Names {
  readonly unions: ReadonlySet<string>;
  readonly spell: (name: string) => string;
  /** How the computed length of an array is written. */
  readonly length?: (name: string) => string;
}

/** The declaration of `name` with this type; records and enumerations have been defined before. */
export function declare(type: CType, name: string, names: Names): string {
  const after = name === '' ? '' : ` ${name}`;
  switch (type.kind) {
    case 'int':
    case 'float':
      return `${type.name}${after}`;
    case 'enum':
      return `enum ${names.spell(type.tag)}${after}`;
    case 'record':
      return `${names.unions.has(type.tag) ? 'union' : 'struct'} ${names.spell(type.tag)}${after}`;
    case 'pointer':
      return declare(type.to, type.to.kind === 'array' ? `(*${name})` : `*${name}`, names);
    case 'array':
      return declare(type.of, `${name}[${lengthText(type, names)}]`, names);
    case 'jump-buffer':
      return `jmp_buf${after}`;
  }
}

/** What the elements of an array are at last. */
export function elementOfAll(type: CType): CType {
  return type.kind === 'array' ? elementOfAll(type.of) : type;
}

/** A declaration of a qualified object; the qualifier of a pointer stands behind its star. */
export function declareQualified(type: CType, qualifier: string, name: string, names: Names): string {
  if (qualifier === '') return declare(type, name, names);
  if (elementOfAll(type).kind === 'pointer') return declare(type, `${qualifier} ${name}`, names);
  return `${qualifier} ${declare(type, name, names)}`;
}

function lengthText({ length, vary }: ArrayType, names: Names): string {
  if (vary === undefined) return String(length);
  return names.length === undefined ? names.spell(vary) : names.length(vary);
}
