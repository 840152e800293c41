// The type with which a place takes part in arithmetic. In: places. Out: types.
import type { Place } from './ast.ts';
import { type Arithmetic, type CType, isArithmetic, promoteBits } from './ctypes.ts';

/** The type of a place as an operand: promoted if it is a bit-field, because that has a width of its own. */
export function placeOperandType(place: Place): Arithmetic {
  const type = readType(place);
  if (!isArithmetic(type)) throw new Error('not an arithmetic place');
  return type;
}

/** The type of the value that is read from a place. */
export function readType(place: Place): CType {
  if (place.p === 'field' && place.bits !== undefined && place.type.kind === 'int') {
    return promoteBits(place.type, place.bits);
  }
  return place.type;
}
