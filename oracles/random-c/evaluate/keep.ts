// Objects that a jump spoils (C17 7.13.2.1p3), and that are read afterwards, keep their values: they become volatile where that
// is possible, otherwise the read becomes a zero, otherwise the jump is not taken. In: a program and reads. Out: the program.
import type { Parameter, Place, Program } from '../program/ast.ts';
import { type CType, isArithmetic, isVariable } from '../program/ctypes.ts';
import { type Part, partsOf, visit } from '../program/uses.ts';
import type { LostRead } from './memory.ts';

/** Changes a program in place, so that none of these reads meets an object without a value. */
export function keepValues(program: Program, reads: readonly LostRead[]): void {
  for (const { lost, read } of reads) {
    if (makeVolatile(program, lost.frame, lost.name)) continue;
    if (read !== undefined) read.safe = true;
    else lost.jump.safe = true;
  }
}

function makeVolatile(program: Program, functionName: string, name: string): boolean {
  const definition = program.functions.find((one) => one.name === functionName);
  const body = definition?.body ?? program.main;
  if (!canBeVolatile(body as unknown as readonly Part[], name)) return false;
  const parameter = definition?.parameters.find((one) => one.name === name);
  if (definition !== undefined && parameter !== undefined) {
    const { named, parameters } = definition;
    // The last one before the dots may not be qualified (7.16.1.4p4).
    if (named < parameters.length && parameters[named - 1] === parameter) return false;
    parameter.volatile = true;
    return true;
  }
  let found = false;
  visit({ body }, (part) => {
    if (part.s !== 'declaration' || part.name !== name) return;
    (part as { qualifier: string }).qualifier = 'volatile';
    found = true;
  });
  return found;
}

/** Whether nothing takes the address of an object, and no expression accesses it twice in no order (6.5p2). */
function canBeVolatile(body: readonly Part[], name: string): boolean {
  let fine = true;
  for (const statement of body) {
    visit(statement, (part) => {
      const addressed =
        part.s === 'walk' ? part.base
        : ADDRESSING.has(part.e as string) ? part.place
        : undefined;
      if (addressed !== undefined && rootOf(addressed as Place) === name) fine = false;
      if (part.s === 'declaration' && part.name === name && isRoom(part)) fine = false;
    });
    if (unordered(statement, name) > 1) fine = false;
  }
  return fine;
}

/** What is zeroed before it is used. */
function isRoom({ room, type }: Part): boolean {
  return room !== undefined || isVariable(type as CType);
}

const ADDRESSING = new Set(['address', 'atomic', 'overflow']);

/** The variable that a place is a part of. */
function rootOf(place: Place): string | undefined {
  if (place.p === 'field' || place.p === 'element') return rootOf(place.base);
  return place.p === 'variable' ? place.name : undefined;
}

const SEQUENCED = new Set(['logical', 'conditional', 'comma', 'block']);

/** How many accesses of a variable there are at most that nothing orders. */
function unordered(part: Part, name: string): number {
  if (part.p === 'variable') return part.name === name ? 1 : 0;
  const counts = partsOf(part).map((inner) => unordered(inner, name));
  const sum = counts.reduce((one, other) => one + other, 0);
  if (part.s !== undefined || SEQUENCED.has(part.e as string)) return Math.max(0, ...counts);
  // A simple assignment stores what its right side came to.
  if (part.e === 'assign' && part.op === '' && rootOf(part.place as Place) === name) return Math.max(1, sum - 1);
  return sum;
}

/** Whether a read can become a zero. */
export function canBeZero(type: Parameter['type']): boolean {
  return isArithmetic(type);
}
