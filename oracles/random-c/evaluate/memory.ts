// Objects as the evaluator keeps them: trees of cells, no bytes, so that nothing can depend on a representation.
// In: types and record definitions. Out: objects, pointers, copies.
import type { RecordDefinition, Stmt } from '../program/ast.ts';
import { type CType, int, intTraits, isArithmetic } from '../program/ctypes.ts';
import { extended, type Numeric } from './extended.ts';
import { wrap } from './values.ts';

/** What an expression comes to. */
export type Value = Numeric | Pointer | MemoryObject;

export type MemoryObject =
  | {
      readonly o: 'scalar';
      readonly type: CType;
      readonly bits: number | undefined;
      value: Value;
      /** How often it was written. */
      writes: number;
      /** It has no value since a jump, until it is written. */
      lost?: Lost | undefined;
    }
  | {
      readonly o: 'array';
      readonly items: MemoryObject[];
      /** Its elements are not in a plain array: as many more behind them, or its name is a pointer to them. */
      readonly room?: { readonly how: 'vla' | 'alloca'; readonly more: number };
    }
  | {
      readonly o: 'record';
      readonly definition: RecordDefinition;
      readonly fields: Map<string, MemoryObject>;
      /** The member of a union that was written last. */
      active: string | undefined;
    }
  | { readonly o: 'buffer'; environment: Environment | undefined };

/** What setjmp saves. It is alive while the statement of the setjmp is executed. */
export interface Environment {
  alive: boolean;
}

export type JumpStmt = Extract<Stmt, { s: 'jump' }>;

/** Why an object has no value: it was changed between the setjmp of its function and a jump back. */
export interface Lost {
  /** The function, and the variable. */
  readonly frame: string;
  readonly name: string;
  readonly jump: JumpStmt;
}

/** An object without a value was read, by a node that may have a safe form. */
export interface LostRead {
  readonly lost: Lost;
  readonly read: { safe?: boolean } | undefined;
}

/** A pointer to `row[index]`; an object that is no element stands in a row of its own. */
export interface Pointer {
  readonly o: 'pointer';
  readonly row: readonly MemoryObject[];
  readonly index: number;
}

export type Records = ReadonlyMap<string, RecordDefinition>;

/** The null pointer. */
export const NULL: Pointer = { o: 'pointer', row: [], index: 0 };

/** A scalar object. */
export function scalar(type: CType, value: Value, bits?: number): MemoryObject {
  return { o: 'scalar', type, bits, value, writes: 0 };
}

/** An object of all zeros, as static storage has it (6.7.9p10); of a union that is the first member. */
export function zeroObject(type: CType, records: Records, bits?: number): MemoryObject {
  switch (type.kind) {
    case 'int':
    case 'enum':
      return scalar(type, 0n, bits);
    case 'float':
      return scalar(type, type.name === 'long double' ? extended(0n) : 0, bits);
    case 'pointer':
      return scalar(type, NULL, bits);
    case 'array':
      return { o: 'array', items: Array.from({ length: type.length }, () => zeroObject(type.of, records)) };
    case 'record': {
      const definition = recordOf(type.tag, records);
      const fields = new Map(
        definition.fields.map((field) => [field.name, zeroObject(field.type, records, field.bits)] as const),
      );
      return { o: 'record', definition, fields, active: definition.union ? definition.fields[0]?.name : undefined };
    }
    case 'jump-buffer':
      return { o: 'buffer', environment: undefined };
  }
}

/** The definition with this tag. */
export function recordOf(tag: string, records: Records): RecordDefinition {
  const definition = records.get(tag);
  if (definition === undefined) throw new Error(`no record ${tag}`);
  return definition;
}

/** Stores into a scalar; a bit-field keeps its low bits. */
export function storeScalar(object: MemoryObject, value: Value): void {
  if (object.o !== 'scalar') throw new Error('stored a scalar into an aggregate');
  object.writes++;
  object.lost = undefined;
  if (typeof value === 'bigint' && isArithmetic(object.type)) {
    object.value = object.bits === undefined ? wrap(object.type, value) : truncateBits(object.type, object.bits, value);
  } else object.value = value;
}

function truncateBits(type: CType, bits: number, value: bigint): bigint {
  if (type.kind !== 'int') throw new Error('a bit-field is an integer');
  if (type.name === '_Bool') return wrap(int('_Bool'), value);
  return intTraits(type).signed ? BigInt.asIntN(bits, value) : BigInt.asUintN(bits, value);
}

/** Copies one object over another of the same type. */
export function copyObject(to: MemoryObject, from: MemoryObject): void {
  if (to.o === 'scalar' && from.o === 'scalar') {
    to.writes++;
    to.lost = undefined;
    to.value = from.value;
  } else if (to.o === 'array' && from.o === 'array') {
    from.items.forEach((item, index) => {
      copyObject(elementOf(to, index), item);
    });
  } else if (to.o === 'record' && from.o === 'record') {
    to.active = from.active;
    for (const [name, field] of from.fields) copyObject(fieldOf(to, name), field);
  } else throw new Error('copied between different types');
}

/** A copy that shares nothing. */
export function cloneObject(object: MemoryObject): MemoryObject {
  switch (object.o) {
    case 'scalar':
      return { ...object };
    case 'array':
      return { o: 'array', items: object.items.map(cloneObject) };
    case 'buffer':
      throw new Error('jump buffers are not copied');
    case 'record':
      return { ...object, fields: new Map([...object.fields].map(([name, field]) => [name, cloneObject(field)])) };
  }
}

/** An element of an array object. */
export function elementOf(object: MemoryObject, index: number): MemoryObject {
  const item = object.o === 'array' ? object.items[index] : undefined;
  if (item === undefined) throw new Error('no such element');
  return item;
}

/** A member of a record object. */
export function fieldOf(object: MemoryObject, name: string): MemoryObject {
  const field = object.o === 'record' ? object.fields.get(name) : undefined;
  if (field === undefined) throw new Error(`no such member ${name}`);
  return field;
}

/** Whether a pointer is null. */
export function isNull({ row }: Pointer): boolean {
  return row.length === 0;
}

/** Whether two pointers are equal. */
export function samePointer(left: Pointer, right: Pointer): boolean {
  return left.row[left.index] === right.row[right.index];
}

/** What a pointer points to. */
export function targetOf(pointer: Pointer): MemoryObject {
  const object = pointer.row[pointer.index];
  if (object === undefined) throw new Error('a pointer to nothing was followed');
  return object;
}
