// Pointers: where they may point, arithmetic on them, comparisons. What is stored in an object, as opposed to a plain local
// pointer, points to globals only, so that it never outlives its target. In: a scope. Out: expressions of pointers.
import type { Expr, Place as AstPlace } from '../program/ast.ts';
import { type CType, INT, int, type PointerType, sameType } from '../program/ctypes.ts';
import { uses, type Variable } from './context.ts';
import { type Place, shallowIndex } from './leaf.ts';
import { bufferAddress } from './jump.ts';
import { addressOfGlobal, homeOf } from './literal.ts';
import { findPlace, only } from './place.ts';

/** Whether a pointer that is read from here points to a global: it was stored, and not in a plain local pointer. */
function holdsLasting(place: AstPlace, at: Place): boolean {
  if (place.p === 'variable') return at.scope.variables.some(({ name, lasting }) => name === place.name && lasting);
  let base: AstPlace = place;
  while (base.p === 'field' || base.p === 'element') ({ base } = base);
  return base.p === 'variable';
}

/** A pointer to a global. */
export function lastingPointer(at: Place, type: PointerType): Expr {
  const { generator, scope } = at;
  if (generator.choices.chance(40)) {
    const place = findPlace(generator, scope, 'read', only(type), shallowIndex(generator));
    if (place !== undefined && holdsLasting(place, at)) return { e: 'read', type, place };
  }
  return addressOfGlobal(generator, type);
}

/** A pointer that is good for as long as the function runs. */
export function pointerExpr(at: Place, type: PointerType): Expr {
  const { generator, scope } = at;
  if (type.to.kind === 'jump-buffer') return bufferAddress(at);
  const held = scope.variables.filter((variable) => variable.stable && sameType(variable.type, type));
  // No other object has the type of an array whose length is computed.
  if (held.length > 0 && (type.to.kind === 'array' || generator.choices.chance(40))) {
    const { name } = generator.choices.pick(held);
    return moved(at, { e: 'read', type, place: { p: 'variable', type, name } });
  }
  const place = findPlace(generator, scope, 'address', only(type.to), shallowIndex(generator));
  if (place !== undefined) return moved(at, { e: 'address', type, place });
  const home = homeOf(generator, type.to);
  return { e: 'address', type, place: { p: 'variable', type: home.type, name: home.name } };
}

/** Sometimes the pointer to a neighbour. */
function moved(at: Place, pointer: Expr): Expr {
  const { generator, scope } = at;
  if (!uses(generator, 'pointer-arithmetic', 35)) return pointer;
  const offset = shallowIndex(generator)(scope);
  const op = generator.choices.pick(['+', '-'] as const);
  return { e: 'advance', type: pointer.type as PointerType, op, pointer, offset };
}

/** The types that pointers in reach have. */
function heldTypes(variables: readonly Variable[]): readonly PointerType[] {
  return variables.flatMap(({ type }) => (isPlainPointer(type) ? [type] : []));
}

/** Pointers to jump buffers have uses of their own. */
function isPlainPointer(type: CType): type is PointerType {
  return type.kind === 'pointer' && type.to.kind !== 'jump-buffer';
}

/** A comparison or a difference of two pointers of one type; nothing where there are none. */
export function pointerTest(at: Place): Expr | undefined {
  const { generator, scope } = at;
  const { choices } = generator;
  const types = heldTypes(scope.variables);
  if (types.length === 0) return undefined;
  const type = choices.pick(types);
  const [left, right] = [pointerExpr(at, type), pointerExpr(at, type)];
  if (choices.chance(50)) return { e: 'compare', type: INT, op: choices.pick(['==', '!=']), left, right };
  return { e: 'difference', type: int('long'), left, right };
}

/** A pointer gets another target; what is stored may get only one that lasts. */
export function pointerAssignment(at: Place): Expr | undefined {
  const { generator, scope } = at;
  const place = findPlace(generator, scope, 'write', isPlainPointer, shallowIndex(generator));
  if (place?.type.kind !== 'pointer') return undefined;
  const variable = place.p === 'variable' ? scope.variables.find(({ name }) => name === place.name) : undefined;
  if (place.p === 'variable' && variable?.writable !== true) return undefined;
  const free = variable !== undefined && !variable.lasting;
  const value = free ? pointerExpr(at, place.type) : lastingPointer(at, place.type);
  return { e: 'assign', type: place.type, place, op: '', value };
}
