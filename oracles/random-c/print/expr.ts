// Expressions as C text, with only the parentheses that the grammar asks for. In: expressions. Out: text, names of helpers.
import type { Callee, Expr, Init, Place } from '../program/ast.ts';
import {
  type CType,
  intTraits,
  type IntType,
  isArithmetic,
  isVariable,
  promote,
  unsignedOf,
  usual,
} from '../program/ctypes.ts';
import { initializerText } from './initializer.ts';
import {
  helperName,
  isNarrow,
  PRECEDENCE,
  type PrintContext,
  type Printed,
  printFloat,
  printInteger,
  typeName,
} from './literal.ts';
import { placeOperandType } from '../program/operands.ts';
import { codeUnits, spellCharacterConstant, spellString } from '../program/strings.ts';

/** An expression where the grammar wants at least this precedence. */
export function printExpr(context: PrintContext, node: Expr, least = 1): string {
  return parenthesize(print(context, node), least);
}

function parenthesize([text, precedence]: Printed, least: number): string {
  return precedence < least ? `(${text})` : text;
}

/** An lvalue. */
export function printPlace(context: PrintContext, place: Place, least = 15): string {
  return parenthesize(placeText(context, place), least);
}

function placeText(context: PrintContext, place: Place): Printed {
  switch (place.p) {
    case 'variable':
      return [context.spell(place.name), 16];
    case 'field':
      if (place.base.p === 'target' && place.base.safe !== true)
        return [`${printExpr(context, place.base.pointer, 15)}->${place.field}`, 15];
      return [`${printPlace(context, place.base)}.${place.field}`, 15];
    case 'element': {
      const length = place.base.type.kind === 'array' ? place.base.type.length : 0;
      const index = printExpr(context, place.index, place.safe === true ? 14 : 1);
      const base = printPlace(context, place.base);
      const count = isVariable(place.base.type) ? `(sizeof ${base} / sizeof ${base}[0])` : String(length);
      const inside = place.safe === true ? `(unsigned long)${index} % ${count}` : index;
      return [`${base}[${inside}]`, 15];
    }
    case 'target':
      return [`*${printPointer(context, place, 14)}`, 14];
    case 'offset': {
      const index = place.safe === true ? '0' : printExpr(context, place.index);
      return [`${printPointer(context, place, 15)}[${index}]`, 15];
    }
  }
}

/** The pointer of a place; in the safe form never null. */
function printPointer(context: PrintContext, place: Extract<Place, { p: 'target' | 'offset' }>, least: number): string {
  const { pointer, home, safe } = place;
  if (safe !== true || home === undefined) return printExpr(context, pointer, least);
  return `(${printExpr(context, pointer, 4)} ? ${printExpr(context, pointer)} : &${context.spell(home)})`;
}

/** The address of a place; an array decays into that of its first element (6.3.2.1p3). */
function printAddress(context: PrintContext, place: Place): Printed {
  if (place.p === 'element' && place.index.e === 'int' && place.index.value === 0n && place.base.type.kind === 'array')
    return placeText(context, place.base);
  return [`&${parenthesize(placeText(context, place), 14)}`, 14];
}

/** A binary operation, or its form that is defined for all operands, of operands that are text already. */
function operation(
  context: PrintContext,
  node: Extract<Expr, { e: 'binary' | 'assign' }>,
  [leftType, rightType]: readonly [CType, CType],
  [left, right]: readonly [(least: number) => string, (least: number) => string],
): Printed {
  const { op } = node;
  const precedence = PRECEDENCE[op] ?? 0;
  if (node.safe !== true) return [`${left(precedence)} ${op} ${right(precedence + 1)}`, precedence];
  if (!isArithmetic(leftType) || !isArithmetic(rightType)) throw new Error('not arithmetic');
  const shift = op === '<<' || op === '>>';
  const type = shift ? promote(leftType) : usual(leftType, rightType);
  if (type.kind === 'float') {
    const small = helperName(context, 'small', type);
    const divisor = op === '/' ? helperName(context, 'power', type) : small;
    return [`${small}(${left(2)}) ${op} ${divisor}(${right(2)})`, precedence];
  }
  const [own, wide] = [typeName(context, type), typeName(context, unsignedOf(type))];
  const count = `((unsigned int)${right(14)} & ${String(intTraits(type).bits - 1)})`;
  if (op === '/' || op === '%') {
    return [`${helperName(context, op === '/' ? 'divide' : 'remainder', type)}(${left(2)}, ${right(2)})`, 15];
  }
  if (op === '<<') return [`(${own})((${wide})${left(14)} << ${count})`, 14];
  if (op === '>>') return [`(${own})${left(14)} >> ${count}`, precedence];
  return [`(${own})((${wide})${left(14)} ${op} (${wide})${right(14)})`, 14];
}

function printAssign(context: PrintContext, node: Extract<Expr, { e: 'assign' }>): Printed {
  const place = placeText(context, node.place);
  const { value } = node;
  if (value.e === 'advance' && value.safe !== true && printExpr(context, value.pointer) === place[0]) {
    const { offset, op } = value;
    if (offset.e === 'int' && offset.value === 1n) return [`${op}${op}${parenthesize(place, 14)}`, 14];
    return [`${parenthesize(place, 14)} ${op}= ${printExpr(context, offset, 2)}`, 2];
  }
  if (node.op === '' || node.safe !== true) {
    return [`${parenthesize(place, 14)} ${node.op}= ${printExpr(context, node.value, 2)}`, 2];
  }
  const types = [placeOperandType(node.place), node.value.type] as const;
  const sides = [
    (least: number) => parenthesize(place, least),
    (least: number) => printExpr(context, node.value, least),
  ] as const;
  return [`${parenthesize(place, 14)} = ${parenthesize(operation(context, node, types, sides), 2)}`, 2];
}

function printStep(context: PrintContext, node: Extract<Expr, { e: 'step' }>): Printed {
  const place = printPlace(context, node.place);
  if (node.safe !== true) return node.prefix ? [`${node.op}${place}`, 14] : [`${place}${node.op}`, 15];
  // Only where the value is not used.
  const wide = typeName(context, unsignedOf(promote(placeOperandType(node.place)) as IntType));
  const own = typeName(context, promote(placeOperandType(node.place)));
  return [`${place} = (${own})((${wide})${place} ${node.op[0] ?? ''} 1U)`, 2];
}

function printCast(context: PrintContext, node: Extract<Expr, { e: 'cast' }>): Printed {
  if (node.safe !== true) {
    if (node.implicit === true) return print(context, node.operand);
    return [`(${typeName(context, node.type)})${printExpr(context, node.operand, 14)}`, 14];
  }
  if (node.type.kind !== 'float') {
    const { type } = node.operand;
    const what = type.kind === 'float' && type.name === 'long double' ? 'truncate' : 'integer';
    return [`${helperName(context, what, node.type)}(${printExpr(context, node.operand, 2)})`, 15];
  }
  if (node.operand.type.kind !== 'float') {
    return [`(${node.type.name})(${printExpr(context, node.operand, 13)} % 1000)`, 14];
  }
  return [`${helperName(context, 'small', node.type)}(${printExpr(context, node.operand, 2)})`, 15];
}

function printCallee(context: PrintContext, callee: Callee): string {
  switch (callee.c) {
    case 'direct':
      return context.spell(callee.name);
    case 'table':
      return `${context.spell(callee.table)}[(unsigned long)${printExpr(context, callee.index, 14)} % ${String(callee.names.length)}]`;
    case 'choice':
      return `(${printExpr(context, callee.condition, 4)} ? ${callee.names.map(context.spell).join(' : ')})`;
  }
}

/** An initializer. */
export function printInit(context: PrintContext, init: Init): string {
  return initializerText(init, (value) => printExpr(context, value, 2));
}

function printRead(context: PrintContext, node: Extract<Expr, { e: 'read' }>): Printed {
  if (node.safe === true) return [`(${typeName(context, node.type)})0`, 14];
  const text = placeText(context, node.place);
  const { place } = node;
  if (place.p !== 'field' || place.bits === undefined || isNarrow(place.type)) return text;
  // Compilers differ in whether a bit-field that is wider than int keeps its width in arithmetic.
  return [`(${typeName(context, node.type)})${parenthesize(text, 14)}`, 14];
}

/** A value that keeps its type; compilers differ in which one a bit-field has after a comma. */
function printTyped(context: PrintContext, node: Expr, least: number): string {
  const place = node.e === 'read' && node.safe !== true ? node.place : undefined;
  const field = place?.p === 'field' && place.bits !== undefined;
  const atomic = place?.p === 'variable' && place.atomic === true;
  return printExpr(context, field || atomic ? { e: 'cast', type: node.type, operand: node } : node, least);
}

function printAtomic(context: PrintContext, node: Extract<Expr, { e: 'atomic' }>): Printed {
  const address = `&${parenthesize(placeText(context, node.place), 14)}`;
  const value = printExpr(context, node.value, 2);
  const order = `__ATOMIC_${node.order}`;
  const name = `__atomic_${node.op}`;
  if (node.op === 'load_n') return [`${name}(${address}, ${order})`, 15];
  if (node.op !== 'compare_exchange_n') return [`${name}(${address}, ${value}, ${order})`, 15];
  const expected = node.expected === undefined ? '0' : printExpr(context, node.expected, 2);
  const own = `&(${typeName(context, node.place.type)}){${expected}}`;
  return [`${name}(${address}, ${own}, ${value}, 0, ${order}, __ATOMIC_RELAXED)`, 15];
}

function printUnary(context: PrintContext, node: Extract<Expr, { e: 'unary' }>): Printed {
  const operand = printExpr(context, node.operand, 14);
  if (node.safe === true) {
    const wide = typeName(context, unsignedOf(node.type as IntType));
    return [`(${typeName(context, node.type)})(0U - (${wide})${operand})`, 14];
  }
  return [`${node.op}${operand.startsWith(node.op) ? ' ' : ''}${operand}`, 14];
}

function printBlock(context: PrintContext, node: Extract<Expr, { e: 'block' }>): string {
  const text = `${context.list(node.body)}${printTyped(context, node.value, 1)};`;
  const short = text.replaceAll('\n', ' ');
  return short.length < 80 ? `({ ${short} })` : `({\n${text.replace(/^(?=.)/gm, '  ')}\n})`;
}

function print(context: PrintContext, node: Expr): Printed {
  switch (node.e) {
    case 'int':
      return printInteger(context, node.type, node.value);
    case 'float':
      return printFloat(node.type, node.value);
    case 'enumerator':
      return [context.spell(node.name), 16];
    case 'read':
      return printRead(context, node);
    case 'address':
      return printAddress(context, node.place);
    case 'unary':
      return printUnary(context, node);
    case 'binary': {
      const sides = [node.left, node.right].map((side) => (least: number) => printExpr(context, side, least));
      return operation(context, node, [node.left.type, node.right.type], sides as [never, never]);
    }
    case 'compare':
    case 'logical': {
      const precedence = PRECEDENCE[node.op] ?? 0;
      const right = printExpr(context, node.right, precedence + 1);
      return [`${printExpr(context, node.left, precedence)} ${node.op} ${right}`, precedence];
    }
    case 'conditional': {
      const condition = printExpr(context, node.condition, 4);
      return [`${condition} ? ${printExpr(context, node.yes)} : ${printExpr(context, node.no, 3)}`, 3];
    }
    case 'comma':
      return [`${printExpr(context, node.left)}, ${printTyped(context, node.right, 2)}`, 1];
    case 'cast':
      return printCast(context, node);
    case 'call':
      return [
        `${printCallee(context, node.callee)}(${node.args.map((arg) => printExpr(context, arg, 2)).join(', ')})`,
        15,
      ];
    case 'assign':
      return printAssign(context, node);
    case 'step':
      return printStep(context, node);
    case 'sizeof':
      return [`sizeof(${typeName(context, node.of)})`, 15];
    case 'size':
      return [`sizeof ${parenthesize(placeText(context, node.place), 14)}`, 14];
    case 'character':
      return node.safe === true ?
          [
            `${spellString(node.prefix, node.text)}[(unsigned long)${printExpr(context, node.index, 14)} % ${String(codeUnits(node.prefix, node.text).length + 1)}]`,
            15,
          ]
        : [`${spellString(node.prefix, node.text)}[${printExpr(context, node.index)}]`, 15];
    case 'character-constant':
      return [spellCharacterConstant(node.prefix, node.text), 16];
    case 'generic': {
      const arms = node.arms.map(({ type, value }) => `${typeName(context, type)}: ${String(value)}`);
      return [
        `_Generic(${[printTyped(context, node.control, 2), ...arms, `default: ${String(node.other)}`].join(', ')})`,
        16,
      ];
    }
    case 'block':
      return [printBlock(context, node), 16];
    case 'literal':
      return [`(${typeName(context, node.type)})${printInit(context, node.init)}`, 15];
    case 'advance': {
      const pointer = printExpr(context, node.pointer, node.safe === true ? 1 : 12);
      return node.safe === true ?
          print(context, node.pointer)
        : [`${pointer} ${node.op} ${printExpr(context, node.offset, 13)}`, 12];
    }
    case 'difference':
      if (node.safe === true) return ['0L', 16];
      return [`${printExpr(context, node.left, 12)} - ${printExpr(context, node.right, 13)}`, 12];
    case 'atomic':
      return printAtomic(context, node);
    case 'setjmp':
      return [`setjmp(${printPlace(context, node.buffer, 2)})`, 15];
    case 'null':
      return [`(${typeName(context, node.type)})0`, 14];
    case 'overflow': {
      const args = [node.left, node.right].map((side) => printExpr(context, side, 2));
      return [
        `__builtin_${node.op}_overflow(${args.join(', ')}, &${parenthesize(placeText(context, node.place), 14)})`,
        15,
      ];
    }
  }
}
