// Evaluation of places and pointers: which object is meant (C17 6.5.2, 6.5.3.2, 6.5.6). In: a machine and a frame. Out: objects.
import { asInteger, asPointer } from './access.ts';
import type { Expr, Place } from '../program/ast.ts';
import { flag, flagSame, type Frame, InvalidProgram, lookUp, type Machine } from './machine.ts';
import { fieldOf, isNull, type MemoryObject, type Pointer, samePointer, targetOf, type Value } from './memory.ts';

/** Where a place is, and the union it is a member of. */
export interface Located {
  readonly row: readonly MemoryObject[];
  readonly index: number;
  readonly union: { readonly object: MemoryObject & { o: 'record' }; readonly field: string } | undefined;
}

/** Finds the object that a place means. */
export function locate(machine: Machine, frame: Frame, place: Place): Located {
  machine.reached.add(place);
  switch (place.p) {
    case 'variable':
      return single(lookUp(machine, frame, place.name));
    case 'field': {
      const object = objectAt(locate(machine, frame, place.base));
      const field = fieldOf(object, place.field);
      const union = place.union && object.o === 'record' ? { object, field: place.field } : undefined;
      return { row: [field], index: 0, union };
    }
    case 'element': {
      const object = objectAt(locate(machine, frame, place.base));
      if (object.o !== 'array') throw new InvalidProgram('subscripted what is no array');
      const index = asInteger(machine.evaluate(frame, place.index));
      const length = BigInt(object.items.length);
      if (place.safe !== true && (index < 0n || index >= length)) flagSame(machine, place);
      const inside = place.safe === true ? BigInt.asUintN(64, index) % length : index;
      return { row: object.items, index: Number(inside), union: undefined };
    }
    case 'target':
      return pointed(atHome(machine, frame, place));
    case 'offset': {
      const pointer = atHome(machine, frame, place);
      if (place.safe === true) return pointed(pointer);
      const index = asInteger(machine.evaluate(frame, place.index)) + BigInt(pointer.index);
      if (index < 0n || index >= BigInt(pointer.row.length)) {
        flag(machine, place);
        return pointed(pointer);
      }
      return { row: pointer.row, index: Number(index), union: undefined };
    }
  }
}

/** The pointer of a place; the home when it is null. */
function atHome(machine: Machine, frame: Frame, place: Extract<Place, { p: 'target' | 'offset' }>): Pointer {
  const pointer = asPointer(machine.evaluate(frame, place.pointer));
  if (!isNull(pointer)) return pointer;
  if (place.home === undefined) throw new InvalidProgram('null is followed');
  if (place.safe !== true) flag(machine, place);
  return { o: 'pointer', row: [lookUp(machine, frame, place.home)], index: 0 };
}

/** pointer + offset: within its array. */
export function advance(machine: Machine, frame: Frame, node: Extract<Expr, { e: 'advance' }>): Value {
  const pointer = asPointer(machine.evaluate(frame, node.pointer));
  if (node.safe === true) return pointer;
  const offset = asInteger(machine.evaluate(frame, node.offset));
  const index = BigInt(pointer.index) + (node.op === '+' ? offset : -offset);
  if (index >= 0n && index < BigInt(pointer.row.length)) return { ...pointer, index: Number(index) };
  flag(machine, node);
  return pointer;
}

/** left - right: into one array. */
export function difference(machine: Machine, frame: Frame, node: Extract<Expr, { e: 'difference' }>): Value {
  if (node.safe === true) return 0n;
  const left = asPointer(machine.evaluate(frame, node.left));
  const right = asPointer(machine.evaluate(frame, node.right));
  if (!isNull(left) && samePointer(left, right)) return 0n;
  if (!isNull(left) && left.row === right.row) return BigInt(left.index - right.index);
  flag(machine, node);
  return 0n;
}

function single(object: MemoryObject): Located {
  return { row: [object], index: 0, union: undefined };
}

function pointed(value: Value): Located {
  const { row, index } = asPointer(value);
  return { row, index, union: undefined };
}

/** The object of a place. */
export function objectAt({ row, index }: Located): MemoryObject {
  return targetOf({ o: 'pointer', row, index });
}
