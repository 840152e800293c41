// Random expressions of a wanted type. Unsequenced operands never have effects that the other could see: an operand with
// effects stands beside constants only. In: a scope. Out: expressions.
import type { ArithmeticOperator, Comparison, Expr, Stmt } from '../program/ast.ts';
import {
  type Arithmetic,
  type CType,
  type EnumType,
  floats,
  type FloatType,
  INT,
  int,
  type IntType,
  isArithmetic,
  isInteger,
  isWide,
  promote,
  type RecordType,
  sameType,
  ULONG,
  UINT,
  usual,
} from '../program/ctypes.ts';
import { atomicExpr } from './atomic.ts';
import { callExpr } from './call.ts';
import { anyArithmetic, anyInteger, freshName, type Generator, narrowed, passing, type Scope } from './context.ts';
import { jumpStatement } from './jump.ts';
import { coerce, type Effects, leaf, type Place, shallowIndex, under } from './leaf.ts';
import { anyString, constant, recordInitializer } from './literal.ts';
import { lastingPointer, pointerExpr, pointerTest } from './pointer.ts';
import { findPlace, hasOwnType, only } from './place.ts';
import { type Maker, makeCharacterConstant, makeSizeof, makeStep, makeVolatile } from './simple.ts';
import { elementType } from '../program/strings.ts';
import { mayVary } from './vla.ts';

/** An expression of exactly this type. */
export function expression(at: Place, type: CType): Expr {
  at.generator.budget--;
  switch (type.kind) {
    case 'int':
    case 'enum':
      return coerce(integerExpr(at, type), type);
    case 'float':
      return floatExpr(at, type);
    case 'pointer':
      return lastingPointer(at, type);
    case 'record':
      return recordExpr(at, type);
    case 'array':
    case 'jump-buffer':
      throw new Error('arrays are no values');
  }
}

/** An expression where the language converts to the type by itself. */
export function converted(at: Place, type: CType): Expr {
  const { generator } = at;
  const { choices } = generator;
  if (!isArithmetic(type) || !choices.chance(isInteger(type) ? 60 : 25)) return expression(at, type);
  const any = !isInteger(type) || choices.chance(10);
  return coerce(expression(at, any ? anyArithmetic(generator) : anyInteger(generator)), type, true);
}

/** An argument: its target may be a local. */
export function argument(at: Place, type: CType): Expr {
  return type.kind === 'pointer' ? pointerExpr(at, type) : converted(at, type);
}

/** A small index, often the counter of a loop. */
export function makeIndex(generator: Generator): (scope: Scope) => Expr {
  return (scope) => {
    const { choices } = generator;
    if (choices.chance(40)) return { e: 'int', type: INT, value: BigInt(choices.between(0, 3)) };
    const at: Place = { generator, scope, depth: choices.chance(30) ? 1 : 0, effects: 'none' };
    return expression(at, choices.pick([INT, INT, UINT, ...(generator.features.has('long-integers') ? [ULONG] : [])]));
  };
}

/** Two operands, of which one may have the effects that are allowed here, and the other is then constant. */
function pair(at: Place, left: Arithmetic, right: Arithmetic): readonly [Expr, Expr] {
  const { generator, effects } = at;
  if (effects === 'none' || !generator.choices.chance(50))
    return [expression(under(at), left), expression(under(at), right)];
  return generator.choices.chance(50) ?
      [expression(under(at, effects), left), constant(generator, right)]
    : [constant(generator, left), expression(under(at, effects), right)];
}

function binary(at: Place, op: ArithmeticOperator, left: Arithmetic, right: Arithmetic): Expr {
  const [a, b] = pair(at, left, right);
  const shift = op === '<<' || op === '>>';
  return { e: 'binary', type: shift ? promote(left) : usual(left, right), op, left: a, right: b };
}

const comparisons: readonly Comparison[] = ['<', '>', '<=', '>=', '==', '!='];

/** A type for an operand: often the wanted one. */
function operandType(at: Place, type: IntType | EnumType): IntType | EnumType {
  return at.generator.choices.chance(40) ? type : anyInteger(at.generator);
}

const makeArithmetic: Maker = (at, type) => {
  const op = at.generator.choices.pick<ArithmeticOperator>(['+', '-', '*', '&', '|', '^']);
  return binary(at, op, operandType(at, type), operandType(at, type));
};
const makeDivision: Maker = (at, type) =>
  binary(at, at.generator.choices.pick(['/', '%']), operandType(at, type), operandType(at, type));
const makeShift: Maker = (at, type) => {
  const { choices } = at.generator;
  const node = binary(at, choices.pick(['<<', '>>']), operandType(at, type), INT);
  if (node.e !== 'binary' || !choices.chance(50) || at.effects !== 'none') return node;
  return { ...node, right: { e: 'int', type: INT, value: BigInt(choices.between(0, 31)) } };
};
const makeUnary: Maker = (at, type) => {
  const op = at.generator.choices.pick(['-', '~', '!', '+'] as const);
  const operand = expression(under(at, at.effects), operandType(at, type));
  return { e: 'unary', type: op === '!' ? INT : promote(operand.type as Arithmetic), op, operand };
};
const makeCompare: Maker = (at) => {
  const { generator } = at;
  const one = anyArithmetic(generator);
  const other =
    one.kind === 'float' ? one
    : generator.choices.chance(50) ? one
    : anyInteger(generator);
  const [left, right] = pair(at, one, other);
  return { e: 'compare', type: INT, op: generator.choices.pick(comparisons), left, right };
};
const makeLogical: Maker = (at) => {
  const { generator } = at;
  const first: Effects = at.effects === 'none' ? 'none' : 'free';
  const left = expression(under(at, first), anyArithmetic(generator));
  const right = expression(under(at, at.effects), anyInteger(generator));
  return { e: 'logical', type: INT, op: generator.choices.pick(['&&', '||']), left, right };
};
const makeConditional: Maker = (at, type) => {
  const condition = expression(under(at, at.effects === 'none' ? 'none' : 'free'), anyInteger(at.generator));
  const yes = expression(under(at, at.effects), operandType(at, type));
  const no = expression(under(at, at.effects), operandType(at, type));
  return { e: 'conditional', type: usual(yes.type as Arithmetic, no.type as Arithmetic), condition, yes, no };
};
const makeComma: Maker = (at, type) => {
  const left = expression(under(at, at.effects === 'none' ? 'none' : 'free'), anyInteger(at.generator));
  return { e: 'comma', type, left, right: expression(under(at, at.effects), type) };
};
const makeCast: Maker = (at) => expression(under(at, at.effects), anyArithmetic(at.generator));
const makeCharacter: Maker = (at) => {
  const { prefix, text } = anyString(at.generator);
  return { e: 'character', type: elementType(prefix), prefix, text, index: makeIndex(at.generator)(at.scope) };
};
const makeGeneric: Maker = (at) => {
  const control = expression(under(at), anyArithmetic(at.generator));
  const names = ['int', 'long', 'char', 'unsigned char', 'short', 'unsigned int', 'unsigned long'] as const;
  const types: readonly Arithmetic[] = [...names.map(int), ...(control.type.kind === 'float' ? floats : [])];
  const arms = types.map((of, index) => ({ type: of, value: BigInt(index + 1) }));
  return { e: 'generic', type: INT, control, arms, other: 99n };
};
const makeCall: Maker = (at) => {
  const call = callExpr(at.generator, at.scope, (result) => result.kind === 'int', (type) => argument(under(at), type), (type) => expression(under(at), type)); // prettier-ignore
  return call ?? leaf(at, INT);
};
const makeAssign: Maker = (at) => {
  const { generator, scope } = at;
  const place = findPlace(generator, scope, 'write', isInteger, shallowIndex(generator));
  if (place === undefined || hasOwnType(place)) return leaf(at, INT);
  return { e: 'assign', type: place.type, place, op: '', value: converted(under(at), place.type) };
};
const makeOverflow: Maker = (at) => {
  const { generator, scope } = at;
  const plain = (type: CType): boolean => type.kind === 'int' && type.name !== '_Bool' && !isWide(type);
  const place = findPlace(generator, scope, 'address', plain, shallowIndex(generator));
  if (place === undefined) return leaf(at, INT);
  const op = generator.choices.pick(['add', 'sub', 'mul'] as const);
  const [left, right] = [
    expression(under(at), narrowed(anyInteger(generator, true))),
    expression(under(at), narrowed(anyInteger(generator, true))),
  ];
  return { e: 'overflow', type: int('_Bool'), op, left, right, place };
};
const makeAtomic: Maker = (at) => atomicExpr(at, false) ?? leaf(at, INT);
const makePointerTest: Maker = (at) => pointerTest(at) ?? leaf(at, INT);
const makeBlock: Maker = (at, type) => {
  const { generator, scope } = at;
  const own = anyInteger(generator);
  const name = freshName(generator, 'v');
  const init = { i: 'value', value: converted(under(at, 'calls'), own) } as const;
  const body: Stmt[] = [{ s: 'declaration', name, type: own, init, storage: '', qualifier: '' }];
  const variable = { ...passing(name, own), writable: true };
  const inner = { ...under(at), scope: { ...scope, variables: [...scope.variables, variable] } };
  const jump = generator.choices.chance(15) ? jumpStatement(inner) : undefined;
  if (jump !== undefined) body.push(jump);
  return { e: 'block', type, body, value: expression(inner, type) };
};

function makers(at: Place): readonly (readonly [number, Maker])[] {
  const has = (feature: Parameters<Generator['features']['has']>[0], weight: number): number =>
    at.generator.features.has(feature) ? weight : 0;
  const [some, all] = [at.effects !== 'none', at.effects === 'free'];
  return [
    [30, makeArithmetic],
    [has('division', 8), makeDivision],
    [has('shift', 8), makeShift],
    [8, makeUnary],
    [8, makeCompare],
    [has('logical', 6), makeLogical],
    [has('conditional', 6), makeConditional],
    [has('comma', 3), makeComma],
    [6, makeCast],
    [Math.max(has('sizeof', 2), mayVary(at.generator) ? has('vla-sizeof', 4) : 0), makeSizeof],
    [has('string', 3), makeCharacter],
    [has('string', 1), makeCharacterConstant],
    [has('generic', 2), makeGeneric],
    [has('pointer-arithmetic', 3), makePointerTest],
    [some ? has('call', 12) : 0, makeCall],
    [some ? has('statement-expression', 6) : 0, makeBlock],
    [all ? has('assignment-value', 5) : 0, makeAssign],
    [all ? has('increment-decrement', 5) : 0, makeStep],
    [all ? has('overflow-builtin', 6) : 0, makeOverflow],
    [all ? has('atomic-builtin', 6) : 0, makeAtomic],
    [all ? has('volatile', 6) : 0, makeVolatile],
  ];
}

function integerExpr(at: Place, type: IntType | EnumType): Expr {
  const { choices, budget } = at.generator;
  if (at.depth <= 0 || budget <= 0) return leaf(at, type);
  const all = makers(at);
  let ticket = choices.between(0, all.reduce((sum, [weight]) => sum + weight, 0) - 1);
  for (const [weight, make] of all) {
    ticket -= weight;
    if (ticket < 0) return make(at, type);
  }
  return leaf(at, type);
}

function floatExpr(at: Place, type: FloatType): Expr {
  const { choices, budget } = at.generator;
  if (at.depth <= 0 || budget <= 0) return leaf(at, type);
  const kind = choices.between(0, 9);
  if (kind < 5) {
    const other = choices.chance(80) ? type : anyArithmetic(at.generator);
    // The common type is the wanted one.
    const narrower = sameType(usual(type, other), type) ? other : type;
    const [left, right] = choices.chance(50) ? [type, narrower] : [narrower, type];
    return binary(at, choices.pick(['+', '-', '*', '/']), left, right);
  }
  if (kind === 5) return { e: 'unary', type, op: choices.pick(['-', '+']), operand: expression(under(at), type) };
  if (kind === 6) {
    const others = floats.filter(({ name }) => name !== type.name && (name !== 'long double' || at.generator.features.has('long-double'))); // prettier-ignore
    return coerce(expression(under(at), choices.pick(others)), type);
  }
  if (kind === 7 && at.generator.features.has('conditional')) {
    const condition = expression(under(at), anyInteger(at.generator));
    return { e: 'conditional', type, condition, yes: expression(under(at), type), no: expression(under(at), type) };
  }
  if (kind === 8) return coerce(expression(under(at), anyInteger(at.generator)), type);
  return leaf(at, type);
}

function recordExpr(at: Place, type: RecordType): Expr {
  const { generator, scope } = at;
  const { choices } = generator;
  if (at.effects !== 'none' && choices.chance(40)) {
    const call = callExpr(generator, scope, (result) => sameType(result, type), (to) => argument(under(at), to), (to) => expression(under(at), to)); // prettier-ignore
    if (call !== undefined) return call;
  }
  const place =
    choices.chance(75) ? findPlace(generator, scope, 'read', only(type), shallowIndex(generator)) : undefined;
  if (place !== undefined) return { e: 'read', type, place };
  return {
    e: 'literal',
    type,
    init: recordInitializer(generator, type, (leafType) => expression({ ...under(at), depth: 0 }, leafType)),
  };
}

/** A condition: anything arithmetic. */
export function condition(at: Place): Expr {
  return expression(at, at.generator.choices.chance(90) ? anyInteger(at.generator) : anyArithmetic(at.generator));
}
