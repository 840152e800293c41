// Evaluation of expressions, calls included (C17 6.5). What would be undefined flags its node for repair and goes on with
// the value of the safe form. In: a machine and a frame. Out: values and effects.
import { arithmetic, asArithmetic, asInteger, asPointer, isTrue, readObject, writeObject } from './access.ts';
import type { Callee, Expr, Init } from '../program/ast.ts';
import { extended, isExtended, type Numeric, scaledOf } from './extended.ts';
import { type Arithmetic, INT, intTraits, type IntType, promote, sameType, sizeOf, usual } from '../program/ctypes.ts';
import { landing, noteRead } from './jump.ts';
import { canBeZero } from './keep.ts';
import { createFrame, flag, flagAnother, flagSame, type Frame, InvalidProgram, type Machine, step } from './machine.ts';
import {
  elementOf,
  fieldOf,
  type MemoryObject,
  NULL,
  samePointer,
  storeScalar,
  targetOf,
  type Value,
  zeroObject,
} from './memory.ts';
import { codeUnits } from '../program/strings.ts';
import { atomicOperator, operate, operateComparison, operateUnary } from './operate.ts';
import { placeOperandType } from '../program/operands.ts';
import { advance, difference, locate, objectAt } from './place.ts';
import { checkArgument, evaluateSize, resolve } from './vla.ts';
import { convert, convertSafely, fits, wrap } from './values.ts';

/** Initializes an object of all zeros. */
export function initialize(machine: Machine, frame: Frame, object: MemoryObject, init: Init): void {
  switch (init.i) {
    case 'value':
      writeObject(object, evaluate(machine, frame, init.value));
      return;
    case 'fields':
      for (const item of init.items) {
        if (object.o === 'record' && object.definition.union) object.active = item.field;
        initialize(machine, frame, fieldOf(object, item.field), item.init);
      }
      return;
    case 'elements':
      for (const item of init.items) {
        for (let index = item.index; index <= (item.last ?? item.index); index++) {
          initialize(machine, frame, elementOf(object, index), item.init);
        }
      }
      return;
    case 'string':
      codeUnits(init.prefix, init.text).forEach((unit, index) => {
        storeScalar(elementOf(object, index), BigInt(unit));
      });
  }
}

function evaluateCast(machine: Machine, frame: Frame, node: Extract<Expr, { e: 'cast' }>): Value {
  const operand = evaluate(machine, frame, node.operand);
  if (typeof operand === 'object' && !isExtended(operand)) return operand;
  const to = arithmetic(node.type);
  if (node.safe === true) return convertSafely(to, operand);
  const { value, defined } = convert(to, operand);
  if (defined) {
    if (typeof operand !== 'bigint' || typeof value !== 'bigint') machine.trusted.add(node);
    return value;
  }
  flagAnother(machine, node);
  return convertSafely(to, operand);
}

function evaluateAssign(machine: Machine, frame: Frame, node: Extract<Expr, { e: 'assign' }>): Value {
  const value = evaluate(machine, frame, node.value);
  const { row, index, union } = locate(machine, frame, node.place);
  const object = targetOf({ o: 'pointer', row, index });
  if (node.op === '') writeObject(object, value);
  else {
    if (union !== undefined) throw new InvalidProgram('a compound assignment reads a union member');
    const types = [placeOperandType(node.place), arithmetic(node.value.type)] as const;
    noteRead(machine, object);
    const result = operate(machine, node, types, [asArithmetic(readObject(object)), asArithmetic(value)]);
    writeObject(object, storedFloat(machine, node, types, result));
  }
  if (union !== undefined) union.object.active = union.field;
  return readObject(object);
}

/** The result of a compound assignment as its floating place holds it (6.5.16.2p3). */
function storedFloat(
  machine: Machine,
  node: Extract<Expr, { e: 'assign' }>,
  [place, value]: readonly [Arithmetic, Arithmetic],
  result: Numeric,
): Numeric {
  if (place.kind !== 'float' || sameType(usual(place, value), place)) return result;
  const stored = convert(place, result);
  if (stored.defined) return stored.value;
  flagAnother(machine, node);
  return convertSafely(place, result);
}

function evaluateStep(machine: Machine, frame: Frame, node: Extract<Expr, { e: 'step' }>): Value {
  const located = locate(machine, frame, node.place);
  if (located.union !== undefined) throw new InvalidProgram('++ reads a union member');
  const object = objectAt(located);
  noteRead(machine, object);
  const before = asInteger(readObject(object));
  const after = before + (node.op === '++' ? 1n : -1n);
  const type = promote(placeOperandType(node.place)) as IntType;
  if (intTraits(type).signed && !fits(type, after) && node.safe !== true) flagSame(machine, node);
  storeScalar(object, wrap(type, after));
  return node.prefix ? readObject(object) : before;
}

function chosen(machine: Machine, frame: Frame, callee: Callee): string {
  switch (callee.c) {
    case 'direct':
      return callee.name;
    case 'choice':
      return callee.names[isTrue(evaluate(machine, frame, callee.condition)) ? 0 : 1];
    case 'table': {
      const index = asInteger(evaluate(machine, frame, callee.index));
      return callee.names[Number(BigInt.asUintN(64, index) % BigInt(callee.names.length))] ?? '';
    }
  }
}

function call(machine: Machine, frame: Frame, node: Extract<Expr, { e: 'call' }>): Value {
  const args = node.args.map((arg) => evaluate(machine, frame, arg));
  const name = chosen(machine, frame, node.callee);
  const definition = machine.functions.get(name);
  if (definition === undefined) throw new InvalidProgram(`no function ${name}`);
  const own = createFrame(name);
  if (machine.fuel !== undefined && definition.free !== true) {
    if (machine.fuel <= 0) return evaluate(machine, own, definition.fallback);
    machine.fuel--;
  }
  definition.parameters.forEach((parameter, index) => {
    const object = zeroObject(parameter.type, machine.records);
    const value = args[index];
    if (value === undefined) throw new InvalidProgram(`${name} lacks an argument`);
    writeObject(object, value);
    own.variables.set(parameter.name, object);
    if (parameter.volatile === true) own.volatile.add(parameter.name);
  });
  definition.parameters.forEach((parameter, index) => {
    if (parameter.type.kind === 'pointer') checkArgument(machine, own, parameter, args[index] ?? 0n);
  });
  const end = machine.executeList(own, definition.body);
  if (typeof end === 'object') return end.result;
  return evaluate(machine, own, definition.fallback);
}

function overflow(machine: Machine, frame: Frame, node: Extract<Expr, { e: 'overflow' }>): Value {
  const [a, b] = [node.left, node.right].map((side) => asInteger(evaluate(machine, frame, side))) as [bigint, bigint];
  const exact = { add: a + b, sub: a - b, mul: a * b }[node.op];
  const object = objectAt(locate(machine, frame, node.place));
  storeScalar(object, exact);
  return exact === asInteger(readObject(object)) ? 0n : 1n;
}

function atomic(machine: Machine, frame: Frame, node: Extract<Expr, { e: 'atomic' }>): Value {
  const value = asInteger(evaluate(machine, frame, node.value));
  const expected = node.expected === undefined ? undefined : asInteger(evaluate(machine, frame, node.expected));
  const object = objectAt(locate(machine, frame, node.place));
  noteRead(machine, object);
  const old = asInteger(readObject(object));
  const after = atomicOperator(node.op, old, value, expected);
  storeScalar(object, after);
  if (node.op === 'compare_exchange_n') return old === expected ? 1n : 0n;
  return node.op.endsWith('_fetch') || node.op === 'store_n' ? asInteger(readObject(object)) : old;
}

function character(machine: Machine, frame: Frame, node: Extract<Expr, { e: 'character' }>): Value {
  const index = asInteger(evaluate(machine, frame, node.index));
  const units = codeUnits(node.prefix, node.text);
  const length = BigInt(units.length + 1);
  if ((index < 0n || index >= length) && node.safe !== true) flagSame(machine, node);
  const at = Number(BigInt.asUintN(64, index) % length);
  return wrap(node.type, BigInt(units[at] ?? 0));
}

function read(machine: Machine, frame: Frame, node: Extract<Expr, { e: 'read' }>): Value {
  const zero = (): Value => readObject(zeroObject(node.type, machine.records));
  if (node.safe === true) return zero();
  const located = locate(machine, frame, node.place);
  if (located.union !== undefined && located.union.object.active !== located.union.field) {
    flag(machine, node);
    return zero();
  }
  const object = objectAt(located);
  noteRead(machine, object, canBeZero(node.type) ? node : undefined);
  return readObject(object);
}

function conditional(machine: Machine, frame: Frame, node: Extract<Expr, { e: 'conditional' }>): Value {
  const value = evaluate(machine, frame, isTrue(evaluate(machine, frame, node.condition)) ? node.yes : node.no);
  return typeof value === 'bigint' ? wrap(arithmetic(node.type), value) : value;
}

/** The value of an expression. */
export function evaluate(machine: Machine, frame: Frame, node: Expr): Value {
  const value = valueOf(machine, frame, node);
  machine.values?.set(node, value);
  return value;
}

function valueOf(machine: Machine, frame: Frame, node: Expr): Value {
  step(machine);
  machine.reached.add(node);
  switch (node.e) {
    case 'int':
    case 'enumerator':
      return node.value;
    case 'float':
      return node.type.name === 'long double' ? extended(scaledOf(node.value)) : Number(node.value);
    case 'read':
      return read(machine, frame, node);
    case 'address': {
      const { row, index } = locate(machine, frame, node.place);
      return { o: 'pointer', row, index };
    }
    case 'unary':
      return operateUnary(machine, node, asArithmetic(evaluate(machine, frame, node.operand)));
    case 'binary': {
      const types = [arithmetic(node.left.type), arithmetic(node.right.type)] as const;
      const left = asArithmetic(evaluate(machine, frame, node.left));
      return operate(machine, node, types, [left, asArithmetic(evaluate(machine, frame, node.right))]);
    }
    case 'compare': {
      const left = evaluate(machine, frame, node.left);
      const right = evaluate(machine, frame, node.right);
      if (typeof left === 'object' && left.o === 'pointer') {
        const same = samePointer(left, asPointer(right));
        return same === (node.op === '==') ? 1n : 0n;
      }
      const types = [arithmetic(node.left.type), arithmetic(node.right.type)] as const;
      return operateComparison(node.op, types, [asArithmetic(left), asArithmetic(right)]);
    }
    case 'logical': {
      const left = isTrue(evaluate(machine, frame, node.left));
      if (left === (node.op === '||')) return left ? 1n : 0n;
      return isTrue(evaluate(machine, frame, node.right)) ? 1n : 0n;
    }
    case 'conditional':
      return conditional(machine, frame, node);
    case 'comma':
      evaluate(machine, frame, node.left);
      return evaluate(machine, frame, node.right);
    case 'cast':
      return evaluateCast(machine, frame, node);
    case 'call':
      return call(machine, frame, node);
    case 'assign':
      return evaluateAssign(machine, frame, node);
    case 'step':
      return evaluateStep(machine, frame, node);
    case 'sizeof':
      return BigInt(sizeOf(resolve(machine, frame, node.of)));
    case 'size':
      return evaluateSize(machine, frame, node);
    case 'character':
      return character(machine, frame, node);
    case 'character-constant':
      return BigInt(codeUnits(node.prefix, node.text)[0] ?? 0);
    case 'generic': {
      // An enumeration is compatible with int.
      const control = node.control.type.kind === 'enum' ? INT : node.control.type;
      const arm = node.arms.find(({ type }) => sameType(type, control));
      return arm?.value ?? node.other;
    }
    case 'block':
      if (machine.executeList(frame, node.body) !== undefined) throw new InvalidProgram('left an expression');
      return evaluate(machine, frame, node.value);
    case 'literal': {
      const object = zeroObject(node.type, machine.records);
      initialize(machine, frame, object, node.init);
      return object;
    }
    case 'advance':
      return advance(machine, frame, node);
    case 'difference':
      return difference(machine, frame, node);
    case 'atomic':
      return atomic(machine, frame, node);
    case 'overflow':
      return overflow(machine, frame, node);
    case 'setjmp':
      return landing(machine);
    case 'null':
      return NULL;
  }
}
