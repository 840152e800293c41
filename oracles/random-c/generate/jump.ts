// Jumps and the buffers that they go to. A buffer that is reached through a pointer is tested first: the pointer is null where
// nobody waits. In: a scope. Out: statements and expressions.
import type { Declaration, Expr, Place as AstPlace, Stmt } from '../program/ast.ts';
import { INT, JUMP_BUFFER, type PointerType, sameType } from '../program/ctypes.ts';
import { type Environment, freshName, type Generator, uses } from './context.ts';
import { leaf, type Place } from './leaf.ts';

/** The type of pointers to jump buffers. */
export const BUFFER_POINTER: PointerType = { kind: 'pointer', to: JUMP_BUFFER };

/** The buffer that a pointer variable points to. */
export function environmentBehind(name: string): Required<Environment> {
  const guard: Expr = { e: 'read', type: BUFFER_POINTER, place: { p: 'variable', type: BUFFER_POINTER, name } };
  return { buffer: { p: 'target', type: JUMP_BUFFER, pointer: guard }, guard };
}

/** Jump buffers of file scope, and a pointer to the one that is waited at. */
export function makeJumpBuffers(generator: Generator): readonly Environment[] {
  const { choices, program } = generator;
  if (!uses(generator, 'setjmp')) return [];
  const storage = (): Declaration['storage'] => (choices.chance(60) ? 'static' : '');
  const qualifier = '';
  for (let count = choices.between(1, 2); count > 0; count--) {
    const row = choices.chance(25);
    program.globals.push({
      s: 'declaration',
      name: freshName(generator, 'g'),
      type: row ? { kind: 'array', of: JUMP_BUFFER, length: choices.between(1, 3) } : JUMP_BUFFER,
      init: { i: row ? 'elements' : 'fields', designated: true, items: [] },
      storage: storage(),
      qualifier,
      ...(uses(generator, 'thread-local', 25) ? { thread: true } : {}),
    });
  }
  if (!uses(generator, 'longjmp-from-callee')) return [];
  const name = freshName(generator, 'g');
  const init = { i: 'value', value: { e: 'null', type: BUFFER_POINTER } } as const;
  program.globals.push({ s: 'declaration', name, type: BUFFER_POINTER, init, storage: storage(), qualifier });
  return [environmentBehind(name)];
}

/** The address of a buffer that is waited at, or null. */
export function bufferAddress({ generator, scope }: Place): Expr {
  const { choices } = generator;
  const last = scope.environments.slice(-2);
  if (last.length === 0 || choices.chance(8)) return { e: 'null', type: BUFFER_POINTER };
  const { buffer, guard } = choices.pick(last);
  return structuredClone(guard) ?? { e: 'address', type: BUFFER_POINTER, place: structuredClone(buffer) };
}

/** Zero brings one. */
function jumpValue(at: Place): Expr {
  const { choices } = at.generator;
  if (choices.chance(40)) return leaf(at, INT);
  return { e: 'int', type: INT, value: BigInt(choices.between(choices.chance(20) ? -2 : 0, 4)) };
}

function condition(at: Place): Expr {
  const { choices } = at.generator;
  const value = leaf(at, INT);
  if (choices.chance(50)) return value;
  const right: Expr = { e: 'int', type: INT, value: BigInt(choices.between(1, 7)) };
  if (choices.chance(50)) return { e: 'binary', type: INT, op: '&', left: value, right };
  return { e: 'compare', type: INT, op: choices.pick(['<', '>', '!=']), left: value, right };
}

/** A jump to where somebody waits, under a condition; nothing where nobody does. Its operands are leaves. */
export function jumpStatement(at: Place, always = false): Stmt | undefined {
  const { generator, scope } = at;
  const { choices } = generator;
  if (scope.environments.length === 0) return undefined;
  const chosen = choices.pick(choices.chance(60) ? scope.environments.slice(-1) : scope.environments);
  const [buffer, guard] = [structuredClone(chosen.buffer), structuredClone(chosen.guard)];
  const jump: Stmt = { s: 'jump', buffer, value: jumpValue(at) };
  const test = always ? undefined : condition(at);
  const whole: Expr | undefined =
    guard === undefined || test === undefined || choices.chance(30) ?
      (guard ?? test)
    : { e: 'logical', type: INT, op: '&&', left: guard, right: test };
  return whole === undefined ? jump : { s: 'if', condition: whole, then: [jump], otherwise: [] };
}

/** Whether a place is this variable, or a part of it. */
export function isPartOf(place: AstPlace, name: string): boolean {
  if (place.p === 'element' || place.p === 'field') return isPartOf(place.base, name);
  return place.p === 'variable' && place.name === name;
}

/** Whether a type is that of a jump buffer, or of a row of them. */
export function holdsBuffers(type: Declaration['type']): boolean {
  return sameType(type, JUMP_BUFFER) || (type.kind === 'array' && holdsBuffers(type.of));
}
