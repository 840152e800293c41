// Statements that wait for jumps (C17 7.13.1.1p4): a controlling expression, or a statement that is nothing but setjmp.
// In: a scope, and who makes the statements inside. Out: statements.
import type {
  Comparison,
  Declaration,
  Expr,
  FunctionDefinition,
  Place as AstPlace,
  Stmt,
  SwitchCase,
} from '../program/ast.ts';
import { type CType, INT, JUMP_BUFFER, sameType } from '../program/ctypes.ts';
import { freshName, type Generator, type Scope, uses } from './context.ts';
import { BUFFER_POINTER, environmentBehind, holdsBuffers, isPartOf, jumpStatement } from './jump.ts';

/** Makes statements of a block, and a call. */
interface Inside {
  readonly list: (scope: Scope) => Stmt[];
  readonly call: (scope: Scope, accept: (result: CType, definition: FunctionDefinition) => boolean) => Stmt;
}

const int = (value: number): Expr => ({ e: 'int', type: INT, value: BigInt(value) });

/** A statement with a buffer of its own or one of file scope. */
export function setjmpStatement(generator: Generator, scope: Scope, inside: Inside): Stmt {
  const { choices } = generator;
  const before: Stmt[] = [];
  const buffer = globalBuffer(generator, scope) ?? ownBuffer(generator, before);
  const pointer =
    generator.features.has('longjmp-from-callee') && !isLocal(buffer, before) ? pointerOf(scope) : undefined;
  const restore = pointer === undefined || choices.chance(40) ? [] : announce(generator, buffer, pointer, before);
  // Nothing may leave the statement but by its end and by jumps, where the pointer has to be restored.
  const stays = restore.length === 0 ? {} : { result: undefined, canBreak: false, canContinue: false };
  const waiting: Scope = { ...scope, ...stays, outermost: false, environments: [...scope.environments, { buffer }] };
  const caught: Scope = choices.chance(30) ? waiting : { ...waiting, environments: scope.environments };
  const body = (): Stmt[] => tried(generator, waiting, inside, restore.length > 0);
  const handler = (): Stmt[] => [...structuredClone(restore), ...inside.list(caught)];
  const saved: Expr = { e: 'setjmp', type: INT, buffer: structuredClone(buffer) };
  const list = [...before, ...wait(generator, saved, body, handler), ...restore];
  return list.length === 1 && list[0] !== undefined ? list[0] : { s: 'compound', body: list };
}

/** What is done while somebody waits: it tends to jump. */
function tried(generator: Generator, scope: Scope, inside: Inside, announced: boolean): Stmt[] {
  const { choices } = generator;
  const list = inside.list(scope);
  const takes: Parameters<Inside['call']>[1] = (_, { parameters }) => {
    return announced || parameters.some(({ type }) => sameType(type, BUFFER_POINTER));
  };
  if (uses(generator, 'longjmp-from-callee', 60)) list.push(inside.call(scope, takes));
  const at = { generator, scope, depth: 0, effects: 'none' } as const;
  const jump = choices.chance(80) ? jumpStatement(at, choices.chance(45)) : undefined;
  return jump === undefined ? list : [...list, jump];
}

type Make = () => Stmt[];

function wait(generator: Generator, saved: Expr, body: Make, handler: Make): Stmt[] {
  const { choices } = generator;
  switch (choices.pick(['switch', 'switch', 'zero', 'not', 'truth', 'compare', 'skip', 'again'] as const)) {
    case 'switch':
      return [waitingSwitch(generator, saved, body, handler)];
    case 'zero':
      return [either({ e: 'compare', type: INT, op: '==', left: saved, right: int(0) }, body(), handler())];
    case 'not':
      return [either({ e: 'unary', type: INT, op: '!', operand: saved }, body(), handler())];
    case 'truth':
      return [either(saved, handler(), body())];
    case 'compare': {
      const op = choices.pick<Comparison>(['<', '>', '<=', '>=', '!=']);
      const [left, right] =
        choices.chance(50) ? [saved, int(choices.between(0, 3))] : [int(choices.between(0, 3)), saved];
      const first = body();
      const second = choices.chance(60) ? handler() : body();
      return [either({ e: 'compare', type: INT, op, left, right }, first, second)];
    }
    case 'skip':
      return [{ s: 'skip', label: freshName(generator, 'L'), condition: saved, body: body() }];
    case 'again':
      return [{ s: 'compound', body: again(generator, saved, body) }];
  }
}

function either(condition: Expr, then: Stmt[], otherwise: Stmt[]): Stmt {
  return { s: 'if', condition, then, otherwise };
}

function waitingSwitch(generator: Generator, value: Expr, body: Make, handler: Make): Stmt {
  const { choices } = generator;
  const count = choices.between(2, 4);
  const cases = Array.from({ length: count }, (_, index): SwitchCase => {
    const label = BigInt(index);
    const falls = uses(generator, 'fallthrough', 20);
    return { low: label, high: label, body: index === 0 ? body() : handler(), falls, isDefault: false };
  });
  const last = cases.at(-1);
  if (last !== undefined && choices.chance(75)) last.isDefault = true;
  return { s: 'switch', value, cases };
}

/** What stands behind a setjmp is done again after each jump, a few times. */
function again(generator: Generator, saved: Expr, body: Make): Stmt[] {
  const { choices } = generator;
  const name = freshName(generator, 'v');
  const init = { i: 'value', value: int(choices.between(1, 3)) } as const;
  const place: AstPlace = { p: 'variable', type: INT, name };
  const step: Expr = { e: 'step', type: INT, place, op: '--', prefix: choices.chance(50) };
  const buffer = saved.e === 'setjmp' ? structuredClone(saved.buffer) : place;
  const jump: Stmt = { s: 'jump', buffer, value: int(choices.between(0, 3)) };
  return [
    { s: 'declaration', name, type: INT, init, storage: '', qualifier: 'volatile' },
    { s: 'expression', value: saved },
    ...body(),
    {
      s: 'if',
      condition: { e: 'compare', type: INT, op: '>', left: step, right: int(0) },
      then: [jump],
      otherwise: [],
    },
  ];
}

/** A buffer of file scope, rarely one that is in use. */
function globalBuffer({ choices }: Generator, { variables, environments }: Scope): AstPlace | undefined {
  const there = variables.filter(({ type, lasting }) => lasting && holdsBuffers(type));
  const free = there.filter(({ name }) => !environments.some(({ buffer }) => isPartOf(buffer, name)));
  const suited = choices.chance(8) ? there : free;
  if (suited.length === 0 || choices.chance(40)) return undefined;
  const { name, type } = choices.pick(suited);
  const place: AstPlace = { p: 'variable', type, name };
  if (type.kind !== 'array') return place;
  return { p: 'element', type: type.of, base: place, index: int(choices.between(0, type.length - 1)) };
}

function ownBuffer(generator: Generator, before: Stmt[]): AstPlace {
  const name = freshName(generator, 'v');
  const storage = uses(generator, 'static-local', 30) ? 'static' : '';
  const init = { i: 'fields', designated: true, items: [] } as const;
  before.push({ s: 'declaration', name, type: JUMP_BUFFER, init: { ...init, items: [] }, storage, qualifier: '' });
  return { p: 'variable', type: JUMP_BUFFER, name };
}

function isLocal(buffer: AstPlace, before: readonly Stmt[]): boolean {
  return before.some((one) => one.s === 'declaration' && isPartOf(buffer, one.name));
}

/** The global that points to the buffer that is waited at. */
function pointerOf({ variables }: Scope): string | undefined {
  return variables.find(({ type, lasting }) => lasting && type.kind === 'pointer' && type.to.kind === 'jump-buffer')
    ?.name;
}

/** The pointer points to the buffer, and afterwards again to what it pointed to before. */
function announce(generator: Generator, buffer: AstPlace, pointer: string, before: Stmt[]): Stmt[] {
  const name = freshName(generator, 'v');
  const type = BUFFER_POINTER;
  const place: AstPlace = { p: 'variable', type, name: pointer };
  const read = (from: string): Expr => environmentBehind(from).guard;
  const init: Declaration['init'] = { i: 'value', value: read(pointer) };
  const address: Expr = { e: 'address', type, place: structuredClone(buffer) };
  const assign = (value: Expr): Stmt => ({
    s: 'expression',
    value: { e: 'assign', type, place: { ...place }, op: '', value },
  });
  before.push({ s: 'declaration', name, type, init, storage: '', qualifier: '' }, assign(address));
  return [assign(read(name))];
}
