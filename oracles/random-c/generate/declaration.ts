// Declarations of variables in blocks: plain ones, pointers, statics, arrays of computed length. In: a scope. Out: statements.
import type { Declaration, Expr, Stmt } from '../program/ast.ts';
import { pointerExpr } from './pointer.ts';
import { type CType, INT, isArithmetic, type PointerType } from '../program/ctypes.ts';
import {
  anyInteger,
  anyObject,
  canBeAtomic,
  canBeQualified,
  freshName,
  type Generator,
  narrowed,
  type Scope,
  uses,
  type Variable,
} from './context.ts';
import { converted, expression } from './expr.ts';
import type { Effects, Place } from './leaf.ts';
import { initializer, staticConstant } from './literal.ts';
import { makeSizeof } from './simple.ts';
import { mayVary, rowPointer, variableDeclaration } from './vla.ts';

/** Where a statement's expression stands. */
export function at(generator: Generator, scope: Scope, effects: Effects): Place {
  return { generator, scope, depth: generator.features.has('deep-expressions') ? 5 : 3, effects };
}

/** The scope after a declaration. */
export function withVariable(scope: Scope, declaration: Declaration, global = false): Scope {
  const { name, type, qualifier, storage, least } = declaration;
  const variable: Variable = {
    name,
    type,
    writable: qualifier !== 'const',
    volatile: qualifier === 'volatile',
    atomic: qualifier === '_Atomic',
    lasting: global || storage === 'static',
    stable: true,
    addressable: qualifier !== '_Atomic' && (scope.outermost || storage === 'static'),
    ...(least === undefined ? {} : { least }),
  };
  return { ...scope, variables: [...scope.variables, variable] };
}

/** Where the elements of an array are, if not in a plain one. */
function roomFor(generator: Generator, scope: Scope, type: CType): Declaration['room'] {
  if (type.kind !== 'array') return undefined;
  const how =
    uses(generator, 'vla', 35) && mayVary(generator) ? 'vla'
    : uses(generator, 'alloca', 35) ? 'alloca'
    : undefined;
  if (how === undefined) return undefined;
  return { how, more: expression({ ...at(generator, scope, 'none'), depth: 1 }, narrowed(anyInteger(generator))) };
}

/** What makes the elements of an array that has no room in the stack frame. */
function elements(generator: Generator, scope: Scope): (type: CType) => Expr {
  return (type) => converted({ ...at(generator, scope, 'none'), depth: 1 }, type);
}

/** A length, or an array of computed length. */
function variable(generator: Generator, scope: Scope): Declaration {
  return variableDeclaration(at(generator, scope, 'none'), (own) =>
    initializer(generator, own, elements(generator, scope)),
  );
}

/** An array of computed length with a length for it, a pointer into it, and its size. */
export function variables(generator: Generator, outer: Scope): readonly Stmt[] {
  const { choices } = generator;
  const list: Declaration[] = [];
  const scope = (): Scope => list.reduce((inner, one) => withVariable(inner, one), outer);
  while (list.at(-1)?.type.kind !== 'array' && list.length < 4) list.push(variable(generator, scope()));
  const pointer = uses(generator, 'vla-pointer', 90) ? rowPointer(at(generator, scope(), 'none')) : undefined;
  if (pointer !== undefined) list.push(pointer);
  if (choices.chance(30)) list.push(variable(generator, scope()));
  if (!uses(generator, 'vla-sizeof', 60)) return list;
  return [...list, { s: 'mix', value: makeSizeof(at(generator, scope(), 'free'), INT) }];
}

/** A variable of a block. */
export function declaration(generator: Generator, scope: Scope): Stmt {
  const { choices, features } = generator;
  const name = freshName(generator, 'v');
  if (uses(generator, 'pointer', 25)) {
    const targets = scope.variables.filter(({ type, volatile, writable, addressable }) => {
      return !volatile && writable && addressable && (isArithmetic(type) || type.kind === 'record');
    });
    if (targets.length > 0) {
      const type: PointerType = { kind: 'pointer', to: choices.pick(targets).type };
      const value = pointerExpr(at(generator, scope, 'none'), type);
      return { s: 'declaration', name, type, init: { i: 'value', value }, storage: '', qualifier: '' };
    }
  }
  if (mayVary(generator) && choices.chance(10)) return variable(generator, scope);
  const type = anyObject(generator);
  const room = roomFor(generator, scope, type);
  if (room !== undefined) {
    const init = initializer(generator, type, elements(generator, scope));
    return { s: 'declaration', name, type, init, storage: '', qualifier: '', room };
  }
  const still = uses(generator, 'static-local', 20);
  const thread = still && uses(generator, 'thread-local', 30) ? { thread: true } : {};
  const qualifier =
    !canBeQualified(type) ? ''
    : uses(generator, 'volatile', 12) ? 'volatile'
    : uses(generator, 'const', 12) ? 'const'
    : canBeAtomic(type) && uses(generator, 'atomic', 30) ? '_Atomic'
    : '';
  const leaf = (leafType: CType): Expr => {
    if (still) return staticConstant(generator, leafType);
    const alone = isArithmetic(type);
    return converted({ ...at(generator, scope, alone ? 'free' : 'none'), depth: alone ? 3 : 1 }, leafType);
  };
  const whole = type.kind === 'record' && !still && features.has('struct-by-value') && choices.chance(40);
  const init =
    whole ?
      ({ i: 'value', value: expression(at(generator, scope, 'calls'), type) } as const)
    : initializer(generator, type, leaf);
  return { s: 'declaration', name, type, init, storage: still ? 'static' : '', qualifier, ...thread };
}
