// Arrays whose length is computed (C17 6.7.6.2): their types with the lengths that they have now, sizeof of them, and whether
// what a pointer points to has the lengths of its type. In: a machine and a frame. Out: types, sizes.
import { asInteger, asPointer, readObject } from './access.ts';
import type { Expr, Parameter } from '../program/ast.ts';
import { type CType, isVariable, sizeOf, withArrays } from '../program/ctypes.ts';
import { type Frame, InvalidProgram, lookUp, type Machine } from './machine.ts';
import type { MemoryObject, Value } from './memory.ts';
import { locate, objectAt } from './place.ts';

/** The value of the variable that is a length: greater than zero (6.7.6.2p5). */
function lengthNow(machine: Machine, frame: Frame, name: string, least: number): number {
  const value = asInteger(readObject(lookUp(machine, frame, name)));
  if (value < BigInt(least) || value < 1n || value > 1000n) throw new InvalidProgram(`${name} is no length`);
  return Number(value);
}

/** The type with the lengths that its arrays would have if it were written here. */
export function resolve(machine: Machine, frame: Frame, type: CType): CType {
  return withArrays(type, ({ kind, of, vary, length }) => ({
    kind,
    of,
    length: vary === undefined ? length : lengthNow(machine, frame, vary, length),
  }));
}

/** Whether an object has the lengths of a type. */
function conforms(object: MemoryObject, type: CType): boolean {
  if (type.kind !== 'array') return true;
  if (object.o !== 'array' || object.items.length !== type.length) return false;
  return object.items.every((item) => conforms(item, type.of));
}

/** A pointer to an array needs one of its type (6.7.6.2p6). */
export function checkTarget(machine: Machine, frame: Frame, type: CType, value: Value): void {
  if (type.kind !== 'pointer' || type.to.kind !== 'array') return;
  const { row, index } = asPointer(value);
  const target = row[index];
  if (target !== undefined && !conforms(target, resolve(machine, frame, type.to)))
    throw new InvalidProgram('a pointer to an array of another type');
}

/** An argument for a parameter that is written as an array; `static` promises its length (6.7.6.3p7). */
export function checkArgument(machine: Machine, frame: Frame, { type, array }: Parameter, value: Value): void {
  checkTarget(machine, frame, type, value);
  if (array === undefined) return;
  const { row, index } = asPointer(value);
  const length = lengthNow(machine, frame, array.bound, 1);
  if (array.least && row.length - index < length) throw new InvalidProgram('an array that is too short');
}

/** sizeof of a place, which is evaluated if its length is not constant (6.5.3.4p2). */
export function evaluateSize(machine: Machine, frame: Frame, { place }: Extract<Expr, { e: 'size' }>): bigint {
  if (place.p === 'variable') {
    const object = lookUp(machine, frame, place.name);
    if (object.o === 'array' && object.room !== undefined) return BigInt(roomOf(object, object.room, place.type));
  }
  if (!isVariable(place.type)) return BigInt(sizeOf(place.type));
  return BigInt(bytesOf(objectAt(locate(machine, frame, place)), place.type));
}

/** sizeof of the name of an array with a room: of all elements, or of the pointer to them. */
function roomOf(
  { items }: Extract<MemoryObject, { o: 'array' }>,
  { how, more }: { readonly how: 'vla' | 'alloca'; readonly more: number },
  type: CType,
): number {
  if (type.kind !== 'array') throw new Error('only arrays have a room');
  return how === 'alloca' ? 8 : (items.length + more) * sizeOf(type.of);
}

function bytesOf(object: MemoryObject, type: CType): number {
  if (object.o !== 'array' || type.kind !== 'array') return sizeOf(type);
  const [first] = object.items;
  return first === undefined ? 0 : object.items.length * bytesOf(first, type.of);
}
