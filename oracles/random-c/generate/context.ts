// What the generator knows at a point of the program: features, names, and which variables are in reach.
// In: choices. Out: Generator and Scope, and the types that a program may use.
import type { EnumDefinition, Expr, FunctionDefinition, Place, Program, RecordDefinition } from '../program/ast.ts';
import type { Choices } from './choices.ts';
import {
  type Arithmetic,
  type CType,
  DOUBLE,
  FLOAT,
  INT,
  int,
  type IntName,
  isWide,
  LONG_DOUBLE,
  type PointerType,
  UINT,
} from '../program/ctypes.ts';
import type { Feature } from '../program/features.ts';
import { elementType } from '../program/strings.ts';

/** A variable in reach. */
export interface Variable {
  readonly name: string;
  readonly type: CType;
  /** Neither const nor the counter of a loop. */
  readonly writable: boolean;
  readonly volatile: boolean;
  /** Lives at least as long as every pointer that can be made here. */
  readonly addressable: boolean;
  readonly atomic: boolean;
  /** Of static storage: a pointer that is kept here points to a global. */
  readonly lasting: boolean;
  /** A pointer whose target lives at least as long as the function runs. */
  readonly stable: boolean;
  /** A length that arrays can have: its value is at least so large. */
  readonly least?: number;
}

/** A local that statements only read: the counter of a loop, the pointer of a walk. */
export function passing(name: string, type: CType): Variable {
  const plain = { writable: false, volatile: false, addressable: false, atomic: false, lasting: false, stable: false };
  return { name, type, ...plain };
}

/** A jump buffer that somebody waits at, and a pointer that is null when nobody does. */
export interface Environment {
  readonly buffer: Place;
  readonly guard?: Expr;
}

/** Where in a function the generator is. */
export interface Scope {
  readonly variables: readonly Variable[];
  /** What `return` returns; main has none of its own. */
  readonly result: CType | undefined;
  /** The function itself, for recursion. */
  readonly self: string | undefined;
  readonly loops: number;
  readonly canBreak: boolean;
  readonly canContinue: boolean;
  /** The outermost block: what is declared here lives as long as the call. */
  readonly outermost: boolean;
  /** Where jumps can go, the innermost one last. */
  readonly environments: readonly Environment[];
}

export interface Generator {
  readonly choices: Choices;
  readonly program: Program;
  readonly features: ReadonlySet<Feature>;
  /** The functions that can be called: all signatures exist before any body. */
  readonly callable: readonly FunctionDefinition[];
  readonly numbers: Map<string, number>;
  /** Expressions and statements that may still be made. */
  budget: number;
}

/** A new name. */
export function freshName(generator: Generator, prefix: string): string {
  const number = (generator.numbers.get(prefix) ?? 0) + 1;
  generator.numbers.set(prefix, number);
  return `${prefix}${String(number)}`;
}

/** Whether a feature may be used, and is by this chance. */
export function uses(generator: Generator, feature: Feature, percent = 100): boolean {
  return generator.features.has(feature) && generator.choices.chance(percent);
}

/** An integer type; only the promoted ones when that is asked for. */
export function anyInteger(generator: Generator, promoted = false): Arithmetic & { kind: 'int' } {
  const names: IntName[] = ['int', 'unsigned int'];
  const { features } = generator;
  if (features.has('long-integers')) names.push('long', 'unsigned long');
  if (features.has('long-long')) names.push('long long', 'unsigned long long');
  if (features.has('int128')) names.push('__int128', 'unsigned __int128');
  if (!promoted && features.has('narrow-integers')) {
    names.push('char', 'signed char', 'unsigned char', 'short', 'unsigned short');
  }
  if (!promoted && features.has('bool')) names.push('_Bool');
  return int(generator.choices.pick(names));
}

/** Integers of the sizes that machines have instructions for. */
export function canBeAtomic(type: CType): boolean {
  return type.kind === 'int' && type.name !== '_Bool' && !isWide(type);
}

/** An arithmetic type. */
export function anyArithmetic(generator: Generator): Arithmetic {
  if (uses(generator, 'double', 15)) return DOUBLE;
  if (uses(generator, 'float', 15)) return FLOAT;
  if (uses(generator, 'long-double', 15)) return LONG_DOUBLE;
  if (uses(generator, 'enum', 10)) {
    const tags = generator.program.enums.map(({ tag }) => tag);
    if (tags.length > 0) return { kind: 'enum', tag: generator.choices.pick(tags) };
  }
  return anyInteger(generator);
}

/** An array that a string can initialize. */
function characterArray({ choices, features }: Generator): CType {
  const narrow = choices.pick(['char', 'char', 'unsigned char', 'signed char'] as const);
  const wide =
    choices.chance(50) && features.has('wide-string') ? elementType(choices.pick(['u', 'U', 'L'])) : undefined;
  return { kind: 'array', of: wide ?? int(narrow), length: choices.between(3, 9) };
}

/** A type of an object: arithmetic, an array, a record. */
export function anyObject(generator: Generator, depth = 2): CType {
  const { choices, program } = generator;
  if (depth > 0 && uses(generator, 'string-initializer', 9)) return characterArray(generator);
  if (depth > 0 && uses(generator, 'array', 25)) {
    const nested = generator.features.has('nested-array') ? depth - 1 : 0;
    return { kind: 'array', of: anyObject(generator, nested), length: choices.between(1, 6) };
  }
  if (uses(generator, 'stored-pointer', 12)) return storedPointer(generator);
  if (program.records.length > 0 && choices.chance(25)) {
    return { kind: 'record', tag: choices.pick(program.records).tag };
  }
  return anyArithmetic(generator);
}

/** What a pointer that is stored may point to: something that is there already. */
function storedPointer(generator: Generator, depth = 1): PointerType {
  const { choices, program } = generator;
  const records = program.records.filter(({ union }) => !union);
  let to: CType = anyArithmetic(generator);
  if (records.length > 0 && choices.chance(30)) to = { kind: 'record', tag: choices.pick(records).tag };
  if (depth > 0 && choices.chance(15)) to = storedPointer(generator, depth - 1);
  return { kind: 'pointer', to };
}

/** Whether a declaration of this type may have a qualifier: one before a pointer would be about its target. */
export function canBeQualified(type: CType): boolean {
  return type.kind === 'array' ? canBeQualified(type.of) : type.kind !== 'pointer';
}

/** Enumerations, structs and unions. */
export function makeTypes(generator: Generator): void {
  const { choices, program, features } = generator;
  if (features.has('enum')) {
    for (let count = choices.between(1, 2); count > 0; count--) program.enums.push(makeEnum(generator));
  }
  if (features.has('struct')) {
    for (let count = choices.between(1, 4); count > 0; count--) program.records.push(makeRecord(generator, false));
  }
  if (features.has('union')) {
    for (let count = choices.between(1, 2); count > 0; count--) program.records.push(makeRecord(generator, true));
  }
}

function makeEnum(generator: Generator): EnumDefinition {
  const { choices } = generator;
  const tag = freshName(generator, 'E');
  let value = BigInt(choices.between(-200, -1));
  const items: { name: string; value: bigint }[] = [];
  for (let count = choices.between(2, 5); count > 0; count--) {
    items.push({ name: freshName(generator, 'K'), value });
    value += BigInt(choices.between(1, choices.chance(10) ? 100_000 : 100));
  }
  return { tag, items };
}

function makeRecord(generator: Generator, union: boolean): RecordDefinition {
  const { choices, program } = generator;
  const fields: RecordDefinition['fields'] = [];
  for (let count = choices.between(1, choices.chance(20) ? 8 : 4); count > 0; count--) {
    const name = freshName(generator, 'f');
    // Members of a union are scalars: each is written whole.
    if (union) fields.push({ name, type: anyArithmetic(generator) });
    else if (uses(generator, 'bit-field', 40)) fields.push({ name, ...bitField(generator) });
    else if (uses(generator, 'nested-struct', 20) && program.records.length > 0) {
      fields.push({ name, type: { kind: 'record', tag: choices.pick(program.records).tag } });
    } else if (uses(generator, 'array', 20)) {
      fields.push({ name, type: { kind: 'array', of: anyArithmetic(generator), length: choices.between(1, 5) } });
    } else if (uses(generator, 'stored-pointer', 20)) fields.push({ name, type: storedPointer(generator) });
    else fields.push({ name, type: anyArithmetic(generator) });
  }
  return { tag: freshName(generator, union ? 'U' : 'S'), union, fields };
}

/** No compiler has to have bit-fields, labels of cases and the like of 128 bits. */
export function narrowed<T extends CType>(type: T): T | typeof INT {
  return isWide(type) ? INT : type;
}

function bitField(generator: Generator): { type: CType; bits: number } {
  const { choices } = generator;
  const type = generator.choices.chance(60) ? choices.pick([INT, UINT]) : narrowed(anyInteger(generator));
  const most = { _Bool: 1, char: 8, 'signed char': 8, 'unsigned char': 8, short: 16, 'unsigned short': 16 } as const;
  const wide = type.name.includes('long') ? 64 : 32;
  const limit = (most as Partial<Record<IntName, number>>)[type.name] ?? wide;
  return { type, bits: choices.between(1, limit) };
}
