// Values by kind, and the reading and writing of objects. In: values and objects. Out: the same, or an invalid program.
import { type Arithmetic, type CType, isArithmetic, typeKey } from '../program/ctypes.ts';
import { isExtended, type Numeric } from './extended.ts';
import { InvalidProgram } from './machine.ts';
import { cloneObject, copyObject, type MemoryObject, type Pointer, storeScalar, type Value } from './memory.ts';

/** An integer value. */
export function asInteger(value: Value): bigint {
  if (typeof value !== 'bigint') throw new InvalidProgram('not an integer');
  return value;
}

/** A pointer value. */
export function asPointer(value: Value): Pointer {
  if (typeof value !== 'object' || value.o !== 'pointer') throw new InvalidProgram('not a pointer');
  return value;
}

/** A number. */
export function asArithmetic(value: Value): Numeric {
  if (typeof value === 'object' && value.o !== 'extended') throw new InvalidProgram('not arithmetic');
  return value;
}

/** An arithmetic type. */
export function arithmetic(type: CType): Arithmetic {
  if (!isArithmetic(type)) throw new InvalidProgram(`${typeKey(type)} is not arithmetic`);
  return type;
}

/** Whether a scalar compares unequal to zero. */
export function isTrue(value: Value): boolean {
  if (isExtended(value)) return value.scaled !== 0n;
  if (typeof value === 'object') return value.o !== 'pointer' || value.row.length > 0;
  return Number(value) !== 0;
}

/** The value of an object; aggregates are copied. */
export function readObject(object: MemoryObject): Value {
  return object.o === 'scalar' ? object.value : cloneObject(object);
}

/** Stores a value into an object. */
export function writeObject(object: MemoryObject, value: Value): void {
  if (typeof value === 'object' && value.o !== 'pointer' && value.o !== 'extended') copyObject(object, value);
  else storeScalar(object, value);
}
