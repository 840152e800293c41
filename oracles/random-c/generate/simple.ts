// Expressions whose operands are places, types or text. In: a scope. Out: sizes, character constants, steps, volatile reads.
import type { Expr, Place as AstPlace } from '../program/ast.ts';
import { type CType, type EnumType, INT, type IntType, isInteger, isVariable, ULONG } from '../program/ctypes.ts';
import { anyArithmetic, uses } from './context.ts';
import { leaf, type Place, shallowIndex } from './leaf.ts';
import { findPlace, hasOwnType } from './place.ts';
import { elementType } from '../program/strings.ts';

/** Makes an expression; the type is the one that is wanted, and what is made need not have it. */
export type Maker = (at: Place, type: IntType | EnumType) => Expr;

/** The size of a type or of an array. */
export const makeSizeof: Maker = (at) => {
  const { generator } = at;
  const { choices } = generator;
  const place = uses(generator, 'vla-sizeof', 70) ? arrayPlace(at) : undefined;
  if (place !== undefined && isVariable(place.type) && choices.chance(25))
    return { e: 'sizeof', type: ULONG, of: place.type };
  if (place !== undefined) return { e: 'size', type: ULONG, place };
  if (!generator.features.has('sizeof')) return leaf(at, INT);
  const of = anyArithmetic(generator);
  const length = choices.between(1, 9);
  return { e: 'sizeof', type: ULONG, of: choices.chance(50) ? of : { kind: 'array', of, length } };
};

/** An array, preferably of computed length, or an element of it whose index has an effect, if effects are wanted. */
function arrayPlace(at: Place): AstPlace | undefined {
  const { generator, scope, effects } = at;
  const arrays = scope.variables.flatMap(({ name, type, volatile }) =>
    type.kind === 'array' && !volatile && hasSize(type) ? [{ name, type }] : [],
  );
  const variable = arrays.filter(({ type }) => isVariable(type));
  if (variable.length === 0 && (arrays.length === 0 || !generator.features.has('sizeof'))) return undefined;
  const { name, type } = generator.choices.pick(variable.length > 0 ? variable : arrays);
  const whole: AstPlace = { p: 'variable', type, name };
  if (generator.choices.chance(40)) return whole;
  const index = effects === 'free' ? makeStep(at, INT) : shallowIndex(generator)(scope);
  return { p: 'element', type: type.of, base: whole, index };
}

/** The sizes of records and jump buffers are not modelled. */
function hasSize(type: CType): boolean {
  return type.kind === 'array' ? hasSize(type.of) : type.kind !== 'record' && type.kind !== 'jump-buffer';
}

/** ++ and -- of what they are defined for whatever the value: their values are used. */
export const makeStep: Maker = (at) => {
  const { generator, scope } = at;
  const narrow = (type: CType): boolean =>
    type.kind === 'int' && (type.name.startsWith('unsigned') || type.name.includes('char') || type.name === 'short');
  const place = findPlace(generator, scope, 'update', narrow, shallowIndex(generator));
  if (place === undefined || hasOwnType(place)) return leaf(at, INT);
  const { choices } = generator;
  return { e: 'step', type: place.type, place, op: choices.pick(['++', '--']), prefix: choices.chance(50) };
};

/** A character constant. */
export const makeCharacterConstant: Maker = (at) => {
  const { choices, features } = at.generator;
  const prefix = features.has('wide-string') ? choices.pick(['', 'u', 'U', 'L'] as const) : '';
  const text = prefix === '' ? choices.pick(['a', '0', '\n', "'", '\0']) : choices.pick(['k', 'é', '€', 'ſ']);
  return { e: 'character-constant', type: prefix === '' ? INT : elementType(prefix), prefix, text };
};

/** The value of a volatile object: an effect. */
export const makeVolatile: Maker = (at) => {
  const found = at.scope.variables.filter(({ volatile, type }) => volatile && isInteger(type));
  if (found.length === 0) return leaf(at, INT);
  const { name, type } = at.generator.choices.pick(found);
  return { e: 'read', type, place: { p: 'variable', type, name } };
};
