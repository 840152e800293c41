// Places to read from and to write to: a variable in reach, and a way down into it. In: a scope. Out: scalar places.
import type { Expr, Place } from '../program/ast.ts';
import { type CType, isArithmetic, sameType } from '../program/ctypes.ts';
import type { Generator, Scope, Variable } from './context.ts';
import { homeOf } from './literal.ts';
import { recordOf } from '../evaluate/memory.ts';

/** What a place is wanted for. */
export type Purpose = 'read' | 'write' | 'update' | 'address';

/** Makes the index of an element; handed in because indices are expressions. */
export type MakeIndex = (scope: Scope) => Expr;

interface Found {
  readonly place: Place;
  readonly type: CType;
}

/** A place of a scalar or record that fits the purpose, or nothing. `accept` says which types will do. */
export function findPlace(
  generator: Generator,
  scope: Scope,
  purpose: Purpose,
  accept: (type: CType) => boolean,
  makeIndex: MakeIndex,
): Place | undefined {
  const candidates = scope.variables.filter((variable) => suits(variable, purpose));
  if (candidates.length === 0) return undefined;
  for (let tries = 6; tries > 0; tries--) {
    // The newest variables are the most interesting ones.
    const { choices } = generator;
    const from = choices.chance(50) ? Math.max(0, candidates.length - 5) : 0;
    const variable = candidates[choices.between(from, candidates.length - 1)];
    if (variable === undefined) continue;
    const { type, name, atomic } = variable;
    const start: Found = { place: { p: 'variable', type, name, ...(atomic ? { atomic } : {}) }, type };
    const found = descend(generator, scope, purpose, accept, makeIndex, start);
    if (found !== undefined) return found;
  }
  return undefined;
}

function suits(variable: Variable, purpose: Purpose): boolean {
  // A volatile access is a side effect: reads of volatile objects are statements of their own.
  if (purpose === 'read') return !variable.volatile;
  // Through a pointer that cannot be changed its target can be.
  const through = variable.type.kind === 'pointer';
  if (purpose === 'address') return !variable.volatile && (through || (variable.addressable && variable.writable));
  return variable.writable || through;
}

function descend(
  generator: Generator,
  scope: Scope,
  purpose: Purpose,
  accept: (type: CType) => boolean,
  makeIndex: MakeIndex,
  { place, type }: Found,
): Place | undefined {
  const { choices, program } = generator;
  const next = (inner: Place): Place | undefined =>
    descend(generator, scope, purpose, accept, makeIndex, { place: inner, type: inner.type });
  const wanted = accept(type) && !(place.p === 'field' && place.bits !== undefined && purpose === 'address');
  switch (type.kind) {
    case 'jump-buffer':
      return undefined;
    case 'int':
    case 'enum':
    case 'float':
      return wanted ? place : undefined;
    case 'pointer': {
      if (wanted && choices.chance(60)) return place;
      const pointer: Expr = { e: 'read', type, place };
      const home =
        generator.features.has('stored-pointer') && type.to.kind !== 'array' ?
          { home: homeOf(generator, type.to).name }
        : {};
      if (type.to.kind !== 'record' && choices.chance(30)) {
        return next({ p: 'offset', type: type.to, pointer, index: makeIndex(scope), ...home });
      }
      return next({ p: 'target', type: type.to, pointer, ...home });
    }
    case 'array':
      return next({ p: 'element', type: type.of, base: place, index: makeIndex(scope) });
    case 'record': {
      if (wanted && choices.chance(60)) return place;
      const definition = recordOf(type.tag, new Map(program.records.map((record) => [record.tag, record])));
      // ++ and compound assignments read; which member was written last is not known here.
      if (definition.union && (purpose === 'update' || purpose === 'address')) return undefined;
      const field = choices.pick(definition.fields);
      return next({
        p: 'field',
        type: field.type,
        base: place,
        field: field.name,
        union: definition.union,
        ...(field.bits === undefined ? {} : { bits: field.bits }),
      });
    }
  }
}

/** Accepts one type. */
export function only(wanted: CType): (type: CType) => boolean {
  return (type) => sameType(type, wanted);
}

/** Accepts every arithmetic type. */
export function anyNumber(type: CType): boolean {
  return isArithmetic(type);
}

/** What an assignment to a bit-field or to an atomic object has for a type is not the same everywhere. */
export function hasOwnType(place: Place): boolean {
  return (place.p === 'field' && place.bits !== undefined) || (place.p === 'variable' && place.atomic === true);
}
