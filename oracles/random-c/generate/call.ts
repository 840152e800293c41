// Calls: direct, through a table of function pointers, through a choice between two functions. Every call of a generated
// function costs fuel, so that any call graph ends. In: the functions. Out: call expressions.
import type { Callee, Expr, FunctionDefinition } from '../program/ast.ts';
import { type CType, INT, typeKey } from '../program/ctypes.ts';
import { arrayArguments } from './vla.ts';
import { freshName, type Generator, type Scope, uses } from './context.ts';

/** What two functions must have in common to stand in one table. */
function signatureKey({ result, parameters, named }: FunctionDefinition): string {
  const list = parameters.map(({ type, array }) => `${typeKey(type)}${array?.bound ?? ''}`);
  return [typeKey(result), String(named), ...list].join();
}

/** A call of a function whose result will do, or nothing. Arguments that the prototype does not name are not converted. */
export function callExpr(
  generator: Generator,
  scope: Scope,
  accept: (result: CType, definition: FunctionDefinition) => boolean,
  named: (type: CType) => Expr,
  rest: (type: CType) => Expr,
): Expr | undefined {
  const { choices, callable } = generator;
  const suited = callable.filter(
    (one) => accept(one.result, one) && (one.name !== scope.self || uses(generator, 'recursion')),
  );
  if (suited.length === 0 || generator.budget <= 0) return undefined;
  const target = choices.pick(suited);
  const equals = callable.filter((other) => signatureKey(other) === signatureKey(target)).map(({ name }) => name);
  const arrays = arrayArguments(generator, scope, target);
  const args = target.parameters.map(
    ({ type }, index) => arrays.get(index) ?? (index < target.named ? named(type) : rest(type)),
  );
  return { e: 'call', type: target.result, callee: makeCallee(generator, target.name, equals, rest), args };
}

function makeCallee(
  generator: Generator,
  name: string,
  equals: readonly string[],
  pure: (type: CType) => Expr,
): Callee {
  const { choices } = generator;
  if (uses(generator, 'function-table', 30)) {
    const names = Array.from({ length: choices.between(1, 4) }, () => choices.pick(equals));
    return { c: 'table', names, table: freshName(generator, 't'), index: pure(INT) };
  }
  if (equals.length > 1 && uses(generator, 'function-choice', 40)) {
    return { c: 'choice', condition: pure(INT), names: [choices.pick(equals), choices.pick(equals)] };
  }
  return { c: 'direct', name };
}
