// Where an expression stands, and the expressions without operands. In: a scope. Out: constants and reads.
import type { Expr } from '../program/ast.ts';
import { type Arithmetic, type CType, INT, isInteger, sameType } from '../program/ctypes.ts';
import type { Generator, Scope } from './context.ts';
import { constant } from './literal.ts';
import { findPlace, only } from './place.ts';
import { readType } from '../program/operands.ts';

/**
 * Which effects an expression may have. `calls`: effects that are over when the value is there (calls, and whatever a
 * sequence point ends), so that an assignment of it to the same variable is defined. `free`: all.
 */
export type Effects = 'none' | 'calls' | 'free';

/** Where an expression stands. */
export interface Place {
  readonly generator: Generator;
  readonly scope: Scope;
  readonly depth: number;
  readonly effects: Effects;
}

/** One level down; without effects unless they are handed on. */
export function under(at: Place, effects: Effects = 'none'): Place {
  return { ...at, depth: at.depth - 1, effects };
}

/** The expression with a conversion to the type, if it has another one. */
export function coerce(value: Expr, type: CType, implicit = false): Expr {
  return sameType(value.type, type) ? value : { e: 'cast', type, operand: value, ...(implicit ? { implicit } : {}) };
}

/** A constant or a variable. */
export function leaf(at: Place, type: Arithmetic): Expr {
  const { generator, scope } = at;
  const accept = type.kind === 'float' ? only(type) : isInteger;
  const place =
    generator.choices.chance(70) ? findPlace(generator, scope, 'read', accept, shallowIndex(generator)) : undefined;
  if (place === undefined) return constant(generator, type);
  return coerce({ e: 'read', type: readType(place), place }, type);
}

/** Indices of leaves are variables and constants. */
export function shallowIndex(generator: Generator): (scope: Scope) => Expr {
  return (scope) => {
    const { choices } = generator;
    const plain = scope.variables.filter(({ type, volatile }) => type.kind === 'int' && !volatile);
    if (plain.length === 0 || choices.chance(40)) return { e: 'int', type: INT, value: BigInt(choices.between(0, 3)) };
    const { name, type } = choices.pick(plain.slice(-6));
    return { e: 'read', type, place: { p: 'variable', type, name } };
  };
}
