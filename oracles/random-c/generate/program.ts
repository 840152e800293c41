// A whole random program: types, globals, functions, main, and the folding of all state into the checksum at its end.
// In: choices. Out: a program, not repaired yet.
import type { Declaration, Expr, FunctionDefinition, Parameter, Program, Stmt } from '../program/ast.ts';
import type { Choices } from './choices.ts';
import { type CType, DOUBLE, isArithmetic, LONG_DOUBLE, type PointerType, sameType } from '../program/ctypes.ts';
import { swarm } from '../program/features.ts';
import {
  anyArithmetic,
  anyInteger,
  anyObject,
  canBeAtomic,
  canBeQualified,
  freshName,
  type Generator,
  makeTypes,
  type Scope,
  uses,
} from './context.ts';
import { BUFFER_POINTER, environmentBehind, jumpStatement, makeJumpBuffers } from './jump.ts';
import { constant, constantInitializer, homeOf } from './literal.ts';
import { expression } from './expr.ts';
import { statements, waiting } from './stmt.ts';
import { withVariable } from './declaration.ts';
import { mixAll } from './mix_state.ts';
import { arrayParameters, hasLengths, leastOf, mayVary } from './vla.ts';

const MAIN: Scope = {
  variables: [],
  result: undefined,
  self: undefined,
  loops: 0,
  canBreak: false,
  canContinue: false,
  outermost: true,
  environments: [],
};

function makeGlobal(generator: Generator, type: CType): void {
  const { choices } = generator;
  const declaration: Declaration = {
    s: 'declaration',
    name: freshName(generator, 'g'),
    type,
    init: constantInitializer(generator, type),
    storage: choices.chance(60) ? 'static' : '',
    qualifier:
      !canBeQualified(type) ? ''
      : uses(generator, 'volatile', 12) ? 'volatile'
      : uses(generator, 'const', 12) ? 'const'
      : canBeAtomic(type) && uses(generator, 'atomic', 20) ? '_Atomic'
      : '',
    ...(uses(generator, 'thread-local', 25) ? { thread: true } : {}),
  };
  generator.program.globals.push(declaration);
}

/** The type of a parameter or result. */
function valueType(generator: Generator): CType {
  const { records } = generator.program;
  if (records.length > 0 && uses(generator, 'struct-by-value', 25)) {
    return { kind: 'record', tag: generator.choices.pick(records).tag };
  }
  return anyArithmetic(generator);
}

/** Whether a function gets a buffer that it may jump to. */
function wantsBuffer(generator: Generator): boolean {
  return generator.features.has('setjmp') && uses(generator, 'longjmp-from-callee', 40);
}

function pointerType(generator: Generator): PointerType {
  const { records } = generator.program;
  const { choices } = generator;
  const to: CType =
    records.length > 0 && choices.chance(40) ?
      { kind: 'record', tag: choices.pick(records).tag }
    : anyArithmetic(generator);
  return { kind: 'pointer', to };
}

function zero(type: CType): Expr {
  if (type.kind === 'float') return { e: 'float', type, value: 0 };
  if (type.kind === 'record') return { e: 'literal', type, init: { i: 'fields', designated: true, items: [] } };
  return { e: 'int', type, value: 0n };
}

function makeSignature(generator: Generator, others: readonly FunctionDefinition[]): FunctionDefinition {
  const { choices } = generator;
  const name = freshName(generator, 'fn');
  const external = choices.chance(30);
  const plain = others.filter((one) => !hasLengths(one));
  if (plain.length > 0 && choices.chance(35)) {
    // A twin: the two can stand in one table.
    const twin = choices.pick(plain);
    const parameters = twin.parameters.map(({ type }) => ({ name: freshName(generator, 'p'), type }));
    return { ...twin, name, external, parameters, body: [] };
  }
  const count = uses(generator, 'many-arguments', 40) ? choices.between(7, 12) : choices.between(0, 5);
  const types = Array.from({ length: count }, () =>
    uses(generator, 'pointer', 20) ? pointerType(generator) : valueType(generator),
  );
  if (wantsBuffer(generator)) types.push(BUFFER_POINTER);
  let named = types.length;
  if (uses(generator, 'varargs', 25)) {
    // The last named parameter and what comes through va_arg have types that promotion leaves alone (7.16.1.4p4).
    named = 1;
    types.splice(0, types.length, anyInteger(generator, true));
    for (let more = choices.between(0, 6); more > 0; more--) types.push(promotedType(generator));
  }
  const result = uses(generator, 'struct-by-value', 25) ? valueType(generator) : anyArithmetic(generator);
  const parameters: Parameter[] = types.map((type) => ({ name: freshName(generator, 'p'), type }));
  if (named === types.length && mayVary(generator) && uses(generator, 'vla-parameter', 50)) {
    parameters.splice(choices.between(0, Math.min(3, types.length)), types.length, ...arrayParameters(generator));
    named = parameters.length;
  }
  return { name, result, parameters, named, fallback: fallback(generator, result), external, body: [] };
}

function fallback(generator: Generator, result: CType): Expr {
  return isArithmetic(result) ? constant(generator, result) : zero(result);
}

function promotedType(generator: Generator): CType {
  if (uses(generator, 'double', 30)) return DOUBLE;
  if (uses(generator, 'long-double', 25)) return LONG_DOUBLE;
  const { records } = generator.program;
  if (records.length > 0 && uses(generator, 'struct-by-value', 25)) {
    return { kind: 'record', tag: generator.choices.pick(records).tag };
  }
  return anyInteger(generator, true);
}

function fillBody(generator: Generator, globals: Scope, definition: FunctionDefinition): void {
  const waited = definition.parameters.filter(({ type }) => sameType(type, BUFFER_POINTER));
  const environments = [...globals.environments, ...waited.map(({ name }) => environmentBehind(name))];
  let scope: Scope = { ...globals, environments, result: definition.result, self: definition.name };
  const leasts = leastOf(definition);
  for (const { name, type } of definition.parameters) {
    // Nobody writes to a length.
    const length = leasts(name);
    const qualifier = length === undefined ? '' : 'const';
    const own: Declaration = {
      s: 'declaration',
      name,
      type,
      init: { i: 'fields', designated: true, items: [] },
      storage: '',
      qualifier,
      ...length,
    };
    scope = withVariable(scope, own);
  }
  const { choices } = generator;
  const live: Stmt[] = [];
  if (uses(generator, 'many-live-values', 60)) {
    live.push(...liveValues(generator, scope));
    scope = scopeAfter(scope, live);
  }
  generator.budget = generator.features.has('long-functions') ? 260 : 110;
  const body = statements(
    generator,
    scope,
    generator.features.has('long-functions') ? choices.between(6, 20) : choices.between(2, 8),
  );
  const out = environments.length > 0 && choices.chance(60) ? jumpOut(generator, scope) : [];
  definition.body = [...live, ...body, ...out];
  definition.body.push(...mixLocals(generator, definition.body));
}

/** What is in reach behind some statements. */
function scopeAfter(scope: Scope, list: readonly Stmt[]): Scope {
  return list.reduce((outer, one) => (one.s === 'declaration' ? withVariable(outer, one) : outer), scope);
}

/** A jump to where the callers of a function wait. */
function jumpOut(generator: Generator, scope: Scope): readonly Stmt[] {
  const jump = jumpStatement({ generator, scope, depth: 0, effects: 'none' }, generator.choices.chance(40));
  return jump === undefined ? [] : [jump];
}

/** Many scalars that are all folded at the end of the function, more than a machine has registers. */
function liveValues(generator: Generator, scope: Scope): Declaration[] {
  const { choices } = generator;
  return Array.from({ length: choices.between(6, 24) }, () => {
    const type = anyArithmetic(generator);
    const value = expression({ generator, scope, depth: 1, effects: 'none' }, type);
    const name = freshName(generator, 'v');
    return { s: 'declaration', name, type, init: { i: 'value', value }, storage: '', qualifier: '' };
  });
}

/** Which translation unit defines what. */
function divide({ program, choices }: Generator): void {
  for (const one of [...program.functions, ...program.globals]) if (choices.chance(45)) one.unit = 1;
}

function homes(generator: Generator): (type: CType) => string {
  return (type) => homeOf(generator, type).name;
}

/** Folds the outermost locals, so that a wrong value in one is seen. */
function mixLocals(generator: Generator, body: readonly Stmt[]): Stmt[] {
  const locals = body.flatMap((one) => (one.s === 'declaration' ? [{ name: one.name, type: one.type }] : []));
  return mixAll(generator.program, locals, homes(generator));
}

/** Makes a program; `without` names features that it must not use. */
export function makeProgram(choices: Choices, without: ReadonlySet<string>): Program {
  const program: Program = {
    records: [],
    enums: [],
    globals: [],
    functions: [],
    main: [],
    fuel: choices.between(5, 60),
  };
  const features = swarm(choices, without);
  const generator: Generator = {
    choices,
    program,
    features,
    callable: program.functions,
    numbers: new Map(),
    budget: 0,
  };
  makeTypes(generator);
  const environments = makeJumpBuffers(generator);
  for (let count = choices.between(2, 8); count > 0; count--) makeGlobal(generator, anyObject(generator));
  if (features.has('call')) {
    for (let count = choices.between(1, 5); count > 0; count--) {
      program.functions.push(makeSignature(generator, program.functions));
    }
  }
  const start: Scope = { ...MAIN, environments };
  const scope = program.globals.reduce((outer, one) => withVariable(outer, one, true), start);
  for (const definition of program.functions) fillBody(generator, scope, definition);
  generator.budget = 200;
  program.main = statements(generator, scope, choices.between(3, 10));
  if (uses(generator, 'setjmp', 80)) program.main.push(waiting(generator, scopeAfter(scope, program.main)));
  program.main.push(...mixLocals(generator, program.main), ...mixAll(program, program.globals, homes(generator)));
  if (features.has('two-units')) divide(generator);
  return program;
}
