// Evaluation of statements (C17 6.8). In: a machine and a frame. Out: effects, and how a list was left.
import { asInteger, asPointer, isTrue, readObject, writeObject } from './access.ts';
import type { Declaration, Expr, Stmt } from '../program/ast.ts';
import { setjmpOf } from '../program/jumps.ts';
import { type CType, INT, promote, isArithmetic, type IntType, isWide } from '../program/ctypes.ts';
import { evaluate, initialize } from './expr.ts';
import { folded, isExtended } from './extended.ts';
import { jump, withEnvironment } from './jump.ts';
import { type Exit, type Frame, InvalidProgram, isStatic, type Machine, mixBits, step } from './machine.ts';
import { type MemoryObject, type Pointer, scalar, type Value, zeroObject } from './memory.ts';
import { checkTarget, resolve } from './vla.ts';
import { wrap } from './values.ts';

/** Executes a block. */
export function executeList(machine: Machine, frame: Frame, list: readonly Stmt[]): Exit {
  return executeFrom(machine, frame, list, 0);
}

function executeFrom(machine: Machine, frame: Frame, list: readonly Stmt[], first: number): Exit {
  for (let index = first; index < list.length; index++) {
    const statement = list[index];
    if (statement === undefined) break;
    const setjmp = statement.s === 'expression' ? setjmpOf(statement) : undefined;
    // Jumps back to it do the rest of the list again.
    if (setjmp !== undefined) {
      return withEnvironment(machine, frame, setjmp, () => {
        execute(machine, frame, statement);
        return executeFrom(machine, frame, list, index + 1);
      });
    }
    const exit = execute(machine, frame, statement);
    if (exit !== undefined) return exit;
  }
  return undefined;
}

/** Folds a value into the checksum. */
function mixValue(machine: Machine, frame: Frame, type: CType, value: Value): void {
  if (isExtended(value)) {
    for (const part of folded(value)) mixBits(machine, frame, part);
    return;
  }
  if (typeof value === 'object') throw new InvalidProgram('only scalars are mixed');
  mixBits(machine, frame, typeof value === 'bigint' ? value : BigInt(value * 1024));
  if (isWide(type)) mixBits(machine, frame, (value as bigint) >> 64n);
}

/** Makes the object of a declaration; a static one keeps what it has. */
export function declareObject(machine: Machine, frame: Frame, node: Declaration, global = false): void {
  const stays = global || isStatic(node);
  if (stays && machine.statics.has(node.name)) return;
  const more = node.room === undefined ? 0 : Number(asInteger(evaluate(machine, frame, node.room.more)) & 3n);
  const type = node.type.kind === 'array' ? resolve(machine, frame, node.type) : node.type;
  const plain = zeroObject(type, machine.records);
  const object: MemoryObject =
    node.room === undefined || plain.o !== 'array' ? plain : { ...plain, room: { how: node.room.how, more } };
  initialize(machine, frame, object, node.init);
  if (node.type.kind === 'pointer') checkTarget(machine, frame, node.type, readObject(object));
  (stays ? machine.statics : frame.variables).set(node.name, object);
  if (!stays && node.qualifier === 'volatile') frame.volatile.add(node.name);
}

function loop(machine: Machine, frame: Frame, node: Extract<Stmt, { s: 'loop' }>): Exit {
  const counter = scalar(node.type, 0n);
  frame.variables.set(node.counter, counter);
  for (let turn = 0; turn < node.count; turn++) {
    step(machine);
    // for counts up; `while (n-- > 0)` and `do ... while (--n > 0)` count down.
    const value = { for: turn + (node.first ?? 0), while: node.count - turn - 1, do: node.count - turn }[node.form];
    writeObject(counter, BigInt(value));
    const exit = executeList(machine, frame, node.body);
    if (exit === 'break') break;
    if (typeof exit === 'object') return exit;
  }
  return undefined;
}

function walk(machine: Machine, frame: Frame, node: Extract<Stmt, { s: 'walk' }>): Exit {
  const { row } = asPointer(evaluate(machine, frame, firstElement(node)));
  for (let index = 0; index < node.count; index++) {
    step(machine);
    const value: Pointer = { o: 'pointer', row, index };
    frame.variables.set(node.name, scalar(node.type, value));
    const exit = executeList(machine, frame, node.body);
    if (exit === 'break') break;
    if (typeof exit === 'object') return exit;
  }
  return undefined;
}

/** The address of the first element of the array that a pointer runs over. */
function firstElement({ type, base }: Extract<Stmt, { s: 'walk' }>): Expr {
  const index: Expr = { e: 'int', type: INT, value: 0n };
  return { e: 'address', type, place: { p: 'element', type: type.to, base, index } };
}

function switchOver(machine: Machine, frame: Frame, node: Extract<Stmt, { s: 'switch' }>): Exit {
  const value = asInteger(evaluate(machine, frame, node.value));
  if (!isArithmetic(node.value.type)) throw new InvalidProgram('switch over what is no integer');
  const type = promote(node.value.type) as IntType;
  const control = wrap(type, value);
  const hit = node.cases.findIndex(
    ({ low, high, isDefault }) => !isDefault && wrap(type, low) <= control && control <= wrap(type, high),
  );
  const start = hit >= 0 ? hit : node.cases.findIndex(({ isDefault }) => isDefault);
  if (start < 0) return undefined;
  for (const { body, falls } of node.cases.slice(start)) {
    const exit = executeList(machine, frame, body);
    if (exit === 'break') return undefined;
    if (exit !== undefined) return exit;
    if (!falls) return undefined;
  }
  return undefined;
}

function irreducible(machine: Machine, frame: Frame, node: Extract<Stmt, { s: 'irreducible' }>): Exit {
  let left = node.count;
  let inMiddle = isTrue(evaluate(machine, frame, node.condition));
  for (;;) {
    step(machine);
    const exit =
      (inMiddle ? undefined : executeList(machine, frame, node.top)) ?? executeList(machine, frame, node.middle);
    if (exit !== undefined) return exit;
    inMiddle = false;
    left--;
    if (left <= 0) return undefined;
  }
}

function dispatch(machine: Machine, frame: Frame, node: Extract<Stmt, { s: 'dispatch' }>): Exit {
  const index = asInteger(evaluate(machine, frame, node.index));
  const start = Number(BigInt.asUintN(64, index) % BigInt(node.blocks.length));
  for (const { body, leaves } of node.blocks.slice(start)) {
    const exit = executeList(machine, frame, body);
    if (exit !== undefined) return exit;
    if (leaves) return undefined;
  }
  return undefined;
}

function execute(machine: Machine, frame: Frame, node: Stmt): Exit {
  step(machine);
  machine.reached.add(node);
  const setjmp = node.s === 'expression' ? undefined : setjmpOf(node);
  if (setjmp === undefined) return executePlain(machine, frame, node);
  return withEnvironment(machine, frame, setjmp, () => executePlain(machine, frame, node));
}

function executePlain(machine: Machine, frame: Frame, node: Stmt): Exit {
  switch (node.s) {
    case 'declaration':
      declareObject(machine, frame, node);
      return undefined;
    case 'expression':
      evaluate(machine, frame, node.value);
      return undefined;
    case 'mix':
      mixValue(machine, frame, node.value.type, evaluate(machine, frame, node.value));
      return undefined;
    case 'if':
      return executeList(machine, frame, isTrue(evaluate(machine, frame, node.condition)) ? node.then : node.otherwise);
    case 'loop':
      return loop(machine, frame, node);
    case 'walk':
      return walk(machine, frame, node);
    case 'switch':
      return switchOver(machine, frame, node);
    case 'compound':
      return executeList(machine, frame, node.body);
    case 'skip':
      return isTrue(evaluate(machine, frame, node.condition)) ? undefined : executeList(machine, frame, node.body);
    case 'irreducible':
      return irreducible(machine, frame, node);
    case 'dispatch':
      return dispatch(machine, frame, node);
    case 'jump':
      jump(machine, frame, node);
      return undefined;
    case 'break':
    case 'continue':
      return node.s;
    case 'return':
      return { result: evaluate(machine, frame, node.value) };
  }
}
