// Random statements. In: a scope. Out: lists of statements whose loops end.
import type { ArithmeticOperator, Expr, Stmt, SwitchCase } from '../program/ast.ts';
import { INT, intTraits, isArithmetic, isInteger, type PointerType, promote } from '../program/ctypes.ts';
import { callExpr } from './call.ts';
import {
  anyArithmetic,
  anyInteger,
  freshName,
  type Generator,
  narrowed,
  passing,
  type Scope,
  uses,
} from './context.ts';
import { atomicExpr } from './atomic.ts';
import { argument, condition, converted, expression, makeIndex } from './expr.ts';
import { recordInitializer } from './literal.ts';
import { jumpStatement } from './jump.ts';
import { pointerAssignment } from './pointer.ts';
import { setjmpStatement } from './setjmp.ts';
import { anyNumber, findPlace, only } from './place.ts';
import { at, declaration, variables, withVariable } from './declaration.ts';
import { mayVary } from './vla.ts';

/** A block of statements; what it declares is in reach until its end. */
export function statements(generator: Generator, outer: Scope, count: number): Stmt[] {
  const { choices } = generator;
  const list: Stmt[] = [];
  let scope = outer;
  for (let left = count; left > 0 && generator.budget > 0; left--) {
    generator.budget--;
    const variable = mayVary(generator) && choices.chance(scope.outermost ? 8 : 3);
    const made = variable ? variables(generator, scope) : [make(generator, scope)];
    list.push(...made);
    for (const one of made) if (one.s === 'declaration') scope = withVariable(scope, one);
  }
  return list;
}

/** The scope inside a nested block. */
function inner(scope: Scope, more: Partial<Scope> = {}): Scope {
  return { ...scope, outermost: false, ...more };
}

function nested(generator: Generator, scope: Scope, more: Partial<Scope> = {}): Stmt[] {
  return statements(generator, inner(scope, more), generator.choices.between(1, 3));
}

/** Whether finding the place reads nothing that a call could change. */
function isSteady(place: AstPlace): boolean {
  if (place.p === 'variable') return true;
  if (place.p === 'field') return isSteady(place.base);
  return place.p === 'element' && place.index.e === 'int' && isSteady(place.base);
}

function assignment(generator: Generator, scope: Scope): Stmt {
  const { choices } = generator;
  if (uses(generator, 'increment-decrement', 15)) {
    const place = findPlace(generator, scope, 'update', isInteger, makeIndex(generator));
    if (place !== undefined && !isWideField(place)) {
      const value: Expr = {
        e: 'step',
        type: place.type,
        place,
        op: choices.pick(['++', '--']),
        prefix: choices.chance(50),
      };
      return { s: 'expression', value };
    }
  }
  if (uses(generator, 'stored-pointer', 12) || uses(generator, 'pointer-arithmetic', 8)) {
    const value = pointerAssignment(at(generator, scope, 'none'));
    if (value !== undefined) return { s: 'expression', value };
  }
  if (uses(generator, 'atomic-builtin', 15)) {
    const value = atomicExpr(at(generator, scope, 'none'), true);
    if (value !== undefined) return { s: 'expression', value };
  }
  if (uses(generator, 'compound-assignment', 35)) {
    const place = findPlace(generator, scope, 'update', anyNumber, makeIndex(generator));
    if (place !== undefined && !isWideField(place))
      return { s: 'expression', value: compound(generator, scope, place) };
  }
  if (uses(generator, 'struct-by-value', 20) && generator.program.records.length > 0) {
    const type = { kind: 'record', tag: choices.pick(generator.program.records).tag } as const;
    const place = findPlace(generator, scope, 'write', only(type), makeIndex(generator));
    if (place !== undefined) {
      const value = expression(at(generator, scope, isSteady(place) ? 'calls' : 'none'), type);
      return { s: 'expression', value: { e: 'assign', type, place, op: '', value } };
    }
  }
  const place = findPlace(generator, scope, 'write', anyNumber, makeIndex(generator));
  if (place === undefined) return mix(generator, scope);
  const value = converted(at(generator, scope, isSteady(place) ? 'calls' : 'none'), place.type);
  return { s: 'expression', value: { e: 'assign', type: place.type, place, op: '', value } };
}

type AstPlace = Extract<Expr, { e: 'read' }>['place'];

function isWideField(place: AstPlace): boolean {
  return (
    place.p === 'field' &&
    place.bits !== undefined &&
    place.type.kind === 'int' &&
    intTraits(place.type).rank > intTraits(INT).rank
  );
}

function compound(generator: Generator, scope: Scope, place: AstPlace): Expr {
  const { choices } = generator;
  if (place.type.kind === 'float') {
    const other = choices.chance(75) ? place.type : anyArithmetic(generator);
    const value = expression(at(generator, scope, 'none'), other);
    return { e: 'assign', type: place.type, place, op: choices.pick(['+', '-', '*', '/']), value };
  }
  const operators: ArithmeticOperator[] = ['+', '-', '*', '&', '|', '^'];
  if (generator.features.has('shift')) operators.push('<<', '>>');
  if (generator.features.has('division')) operators.push('/', '%');
  const value = expression(at(generator, scope, 'none'), anyInteger(generator));
  return { e: 'assign', type: place.type, place, op: choices.pick(operators), value };
}

function mix(generator: Generator, scope: Scope): Stmt {
  const effects = generator.choices.chance(30) ? 'free' : 'none';
  return { s: 'mix', value: condition(at(generator, scope, effects)) };
}

function loop(generator: Generator, scope: Scope): Stmt {
  const { choices, features } = generator;
  const forms = (['for', 'while', 'do'] as const).filter((form) => features.has(form));
  if (forms.length === 0 || scope.loops >= 2) return assignment(generator, scope);
  const type = choices.chance(60) ? INT : anyInteger(generator);
  const safe = type.name === '_Bool' ? INT : type;
  const counter = freshName(generator, 'i');
  const body = nested(generator, scope, {
    variables: [...scope.variables, passing(counter, safe)],
    loops: scope.loops + 1,
    canBreak: true,
    canContinue: true,
  });
  return { s: 'loop', form: choices.pick(forms), counter, type: safe, count: choices.between(1, 6), body };
}

/** A pointer runs over an array that is in reach. */
function walk(generator: Generator, scope: Scope): Stmt {
  const arrays = scope.variables.filter(({ type, volatile, writable }) => {
    return type.kind === 'array' && !volatile && writable && (isArithmetic(type.of) || type.of.kind === 'record');
  });
  if (arrays.length === 0 || scope.loops >= 2) return assignment(generator, scope);
  const { name: base, type: whole } = generator.choices.pick(arrays);
  if (whole.kind !== 'array') throw new Error('no array');
  const name = freshName(generator, 'w');
  const type: PointerType = { kind: 'pointer', to: whole.of };
  const more = { loops: scope.loops + 1, canBreak: true, canContinue: true };
  const body = nested(generator, scope, { ...more, variables: [...scope.variables, passing(name, type)] });
  return { s: 'walk', name, type, base: { p: 'variable', type: whole, name: base }, count: whole.length, body };
}

function switchOver(generator: Generator, scope: Scope): Stmt {
  const { choices } = generator;
  const value = expression(at(generator, scope, choices.chance(20) ? 'free' : 'none'), narrowed(anyInteger(generator)));
  const { signed } = intTraits(promote(value.type as typeof INT) as typeof INT);
  let next = signed ? choices.between(-8, 2) : choices.between(0, 3);
  const count = choices.between(1, 5);
  const other = choices.between(0, count);
  const cases: SwitchCase[] = [];
  for (let index = 0; index < count; index++) {
    const high = next + (uses(generator, 'case-range', 30) ? choices.between(1, 9) : 0);
    const body = nested(generator, scope, { canBreak: true });
    cases.push({
      low: BigInt(next),
      high: BigInt(high),
      body,
      falls: uses(generator, 'fallthrough', 35),
      isDefault: index === other,
    });
    next = high + choices.between(1, choices.chance(20) ? 1000 : 4);
  }
  return { s: 'switch', value, cases };
}

function jumps(generator: Generator, scope: Scope): Stmt {
  const { choices, features } = generator;
  const label = freshName(generator, 'L');
  const kinds = (['goto', 'irreducible-loop', 'computed-goto'] as const).filter((name) => features.has(name));
  if (kinds.length === 0) return assignment(generator, scope);
  const pure = at(generator, scope, 'none');
  switch (choices.pick(kinds)) {
    case 'goto':
      return { s: 'skip', label, condition: condition(pure), body: nested(generator, scope) };
    case 'irreducible-loop': {
      if (scope.loops >= 2) return assignment(generator, scope);
      const more = { loops: scope.loops + 1 };
      const [top, middle] = [nested(generator, scope, more), nested(generator, scope, more)];
      return { s: 'irreducible', label, condition: condition(pure), count: choices.between(1, 5), top, middle };
    }
    case 'computed-goto': {
      const blocks = Array.from({ length: choices.between(1, 4) }, () => ({
        body: nested(generator, scope),
        leaves: choices.chance(60),
      }));
      return { s: 'dispatch', label, index: expression(pure, INT), blocks };
    }
  }
}

function leave(generator: Generator, scope: Scope): Stmt {
  const { choices } = generator;
  const exits: Stmt[] = [];
  if (uses(generator, 'break-continue')) {
    if (scope.canBreak) exits.push({ s: 'break' });
    if (scope.canContinue) exits.push({ s: 'continue' });
  }
  if (scope.result !== undefined && uses(generator, 'early-return', 30)) {
    exits.push({ s: 'return', value: converted(at(generator, scope, 'free'), scope.result) });
  }
  if (exits.length === 0) return assignment(generator, scope);
  return { s: 'if', condition: condition(at(generator, scope, 'none')), then: [choices.pick(exits)], otherwise: [] };
}

function callStatement(generator: Generator, scope: Scope, accept: Parameters<typeof callExpr>[2] = () => true): Stmt {
  const pure = at(generator, scope, 'none');
  const call = callExpr(generator, scope, accept, (type) => argument(pure, type), (type) => expression(pure, type)); // prettier-ignore
  return call === undefined ? assignment(generator, scope) : { s: 'expression', value: call };
}

function literalUse(generator: Generator, scope: Scope): Stmt {
  const { choices, program } = generator;
  const record = choices.pick(program.records);
  const type = { kind: 'record', tag: record.tag } as const;
  const place = findPlace(generator, scope, 'write', only(type), makeIndex(generator));
  if (place === undefined) return mix(generator, scope);
  const pure = { ...at(generator, scope, 'none'), depth: 1 };
  const init = recordInitializer(generator, type, (leaf) => converted(pure, leaf));
  return { s: 'expression', value: { e: 'assign', type, place, op: '', value: { e: 'literal', type, init } } };
}

/** A statement that waits for jumps. */
export function waiting(generator: Generator, scope: Scope): Stmt {
  const list = (inside: Scope): Stmt[] => nested(generator, inside);
  return setjmpStatement(generator, scope, {
    list,
    call: (inside, accept) => callStatement(generator, inside, accept),
  });
}

function make(generator: Generator, scope: Scope): Stmt {
  const { choices } = generator;
  if (uses(generator, 'setjmp', 4)) return waiting(generator, scope);
  if (scope.environments.length > 0 && choices.chance(8)) {
    const jump = jumpStatement(at(generator, scope, 'none'));
    if (jump !== undefined) return jump;
  }
  const kind = choices.between(0, 99);
  if (kind < 22) return declaration(generator, scope);
  if (kind < 52) return assignment(generator, scope);
  if (kind < 58) return mix(generator, scope);
  if (kind < 66) {
    const otherwise = choices.chance(50) ? nested(generator, scope) : [];
    const test = condition(at(generator, scope, choices.chance(30) ? 'free' : 'none'));
    return { s: 'if', condition: test, then: nested(generator, scope), otherwise };
  }
  if (kind < 69 && uses(generator, 'pointer-walk')) return walk(generator, scope);
  if (kind < 76) return loop(generator, scope);
  if (kind < 82 && uses(generator, 'switch')) return switchOver(generator, scope);
  if (kind < 87) return jumps(generator, scope);
  if (kind < 91) return leave(generator, scope);
  if (kind < 97 && uses(generator, 'call')) return callStatement(generator, scope);
  if (uses(generator, 'compound-literal') && generator.program.records.length > 0) return literalUse(generator, scope);
  return { s: 'compound', body: nested(generator, scope) };
}
