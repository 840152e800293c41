// Statements and declarations as C text. In: statements. Out: text.
import type { Declaration, Expr, Init, Stmt } from '../program/ast.ts';
import { type CType, declare, declareQualified, elementOfAll, isFoldedTwice, isVariable } from '../program/ctypes.ts';
import { printExpr, printInit, printPlace } from './expr.ts';
import { helperName, type PrintContext, typeName } from './literal.ts';
import { codeUnits } from '../program/strings.ts';

/** Two columns to the right. */
export function indent(text: string): string {
  return text.replace(/^(?=.)/gm, '  ');
}

function braces(context: PrintContext, body: readonly Stmt[]): string {
  if (body.length === 0) return '{}';
  const text = printList(context, body);
  const short = body.length === 1 && text.length < 80 && text.indexOf('\n') === text.length - 1;
  return short ? `{ ${text.trimEnd()} }` : `{\n${indent(text)}}`;
}

/** Where a global stands: in its own unit alone, in its own unit for both, or in the other one. */
export type Linkage = 'own' | 'shared' | 'extern';

/** A declaration with its initializer. */
export function printDeclaration(context: PrintContext, node: Declaration, linkage: Linkage = 'own'): string {
  if (node.room !== undefined) return printRoom(context, node, node.room);
  if (isVariable(node.type)) return printVariable(context, node);
  const storage = { own: node.storage, shared: '', extern: 'extern' }[linkage];
  const thread = node.thread === true ? '_Thread_local' : '';
  const words = [storage, thread].filter((word) => word !== '').join(' ');
  const declarator = declareQualified(node.type, node.qualifier, context.spell(node.name), context);
  const bare = linkage === 'extern' || elementOfAll(node.type).kind === 'jump-buffer';
  const text = `${declarator}${bare ? '' : ` = ${printInit(context, node.init)}`};\n`;
  return words === '' ? text : `${words} ${text}`;
}

/** An array of computed length: all zeros, and then what the initializer has for single elements. */
function printRoom(
  context: PrintContext,
  node: Declaration,
  { how, more, bare }: NonNullable<Declaration['room']>,
): string {
  if (node.type.kind !== 'array') throw new Error('only arrays have a length');
  const { of, length } = node.type;
  const count = `${String(length)} + (${printExpr(context, more, 8)} & 3)`;
  const stores = printStores(context, node.name, node.type, node.init).join('');
  if (how === 'vla') {
    const declarator = declare(of, `${node.name}[${count}]`, context);
    const zeros = bare === true ? '' : `__builtin_memset(${node.name}, 0, sizeof ${node.name});\n`;
    return `${declarator};\n${zeros}${stores}`;
  }
  const pointer = declare({ kind: 'pointer', to: of }, node.name, context);
  const zeros = bare === true ? '' : `__builtin_memset(${node.name}, 0, ${String(length)} * sizeof *${node.name});\n`;
  return `${pointer} = __builtin_alloca((${count}) * sizeof *${node.name});\n${zeros}${stores}`;
}

/** An array whose length is computed has no initializer (6.7.9p3). */
function printVariable(context: PrintContext, { name, type, init, alias }: Declaration): string {
  const own =
    alias === true ?
      `typedef ${declare(type, `${name}_t`, context)};\n${name}_t ${name}`
    : declare(type, name, context);
  const stores = printStores(context, name, type, init).join('');
  return `${own};\n__builtin_memset(${name}, 0, sizeof ${name});\n${stores}`;
}

/** Assignments that do what an initializer says. */
function printStores(context: PrintContext, place: string, type: CType, init: Init): readonly string[] {
  if (type.kind !== 'array' || init.i === 'value' || init.i === 'fields') {
    const literal = init.i === 'value' ? '' : `(${typeName(context, type)})`;
    return [`${place} = ${literal}${printInit(context, init)};\n`];
  }
  if (init.i === 'string') {
    return codeUnits(init.prefix, init.text).map((unit, index) => `${place}[${String(index)}] = ${String(unit)};\n`);
  }
  return init.items.flatMap(({ index, last = index, init: inner }) =>
    Array.from({ length: last - index + 1 }, (_, offset) =>
      printStores(context, `${place}[${String(index + offset)}]`, type.of, inner),
    ).flat(),
  );
}

/** A list of statements. */
export function printList(context: PrintContext, list: readonly Stmt[]): string {
  return list.map((statement) => printStatement(context, statement)).join('');
}

/** Lines that declare something: in a block of their own, but where its name is the only one of its kind. */
function within({ counters }: PrintContext, name: string, lines: readonly string[]): string {
  const text = lines.map((line) => `${line}\n`).join('');
  return counters.has(name) ? text : `{\n${indent(text)}}\n`;
}

function printLoop(context: PrintContext, node: Extract<Stmt, { s: 'loop' }>): string {
  const [type, count] = [typeName(context, node.type), String(node.count)];
  const { first = 0 } = node;
  const body = braces(context, node.body);
  switch (node.form) {
    case 'for':
      return `for (${type} ${node.counter} = ${String(first)}; ${node.counter} < ${String(first + node.count)}; ${node.counter}++) ${body}\n`;
    case 'while':
      return within(context, node.counter, [
        `${type} ${node.counter} = ${count};`,
        `while (${node.counter}-- > 0) ${body}`,
      ]);
    case 'do':
      return within(context, node.counter, [
        `${type} ${node.counter} = ${count};`,
        `do ${body} while (--${node.counter} > 0);`,
      ]);
  }
}

function printSwitch(context: PrintContext, node: Extract<Stmt, { s: 'switch' }>): string {
  const cases = node.cases.map(({ low, high, body, falls, isDefault }) => {
    const range = low === high ? String(low) : `${String(low)} ... ${String(high)}`;
    const head = isDefault ? 'default' : `case ${range}`;
    return `${head}: ${braces(context, body)}${falls ? '' : ' break;'}\n`;
  });
  return `switch (${printExpr(context, node.value)}) {\n${cases.join('')}}\n`;
}

function printIrreducible(context: PrintContext, node: Extract<Stmt, { s: 'irreducible' }>): string {
  const { label } = node;
  return within(context, label, [
    `int ${label}_left = ${String(node.count)};`,
    `if (${printExpr(context, node.condition)}) goto ${label}_middle;`,
    `${label}_top: ${braces(context, node.top)}`,
    `${label}_middle: ${braces(context, node.middle)}`,
    `if (--${label}_left > 0) goto ${label}_top;`,
  ]);
}

function printDispatch(context: PrintContext, node: Extract<Stmt, { s: 'dispatch' }>): string {
  const { label, blocks } = node;
  const names = blocks.map((_, index) => `${label}_${String(index)}`);
  const index = `(unsigned long)${printExpr(context, node.index, 14)} % ${String(blocks.length)}`;
  const parts = blocks.map(
    ({ body, leaves }, at) => `${names[at] ?? ''}: ${braces(context, body)}${leaves ? ` goto ${label}_end;` : ''}`,
  );
  const end = blocks.some(({ leaves }) => leaves) ? [`${label}_end:;`] : [];
  return within(context, label, [
    `static void *const ${label}_to[] = {${names.map((name) => `&&${name}`).join(', ')}};`,
    `goto *${label}_to[${index}];`,
    ...parts,
    ...end,
  ]);
}

/** A plain program prints what others fold. */
function printMix(context: PrintContext, value: Expr): string {
  if (isFoldedTwice(value.type)) return `${helperName(context, 'mix', value.type)}(${printExpr(context, value, 2)});\n`;
  const scalar =
    value.type.kind === 'float' ?
      `(long long)(${printExpr(context, value, 13)} * 1024.0)`
    : printExpr(context, value, context.plain && !context.trace ? 14 : 2);
  if (context.plain && !context.trace) return `printf("%llx\\n", (unsigned long long)${scalar});\n`;
  return `${context.spell('mix')}(${value.type.kind === 'float' ? '(unsigned long long)' : ''}${scalar});\n`;
}

/** A jump that is never taken is there to be compiled. */
function printJump(context: PrintContext, { buffer, value, counted, safe }: Extract<Stmt, { s: 'jump' }>): string {
  const call = `longjmp(${printPlace(context, buffer, 2)}, ${printExpr(context, value, 2)});\n`;
  if (safe === true) return `if (0) ${call}`;
  return counted === true && context.fuel !== undefined ? `if (${context.fuel}-- > 0) ${call}` : call;
}

function printStatement(context: PrintContext, node: Stmt): string {
  switch (node.s) {
    case 'declaration':
      return printDeclaration(context, node);
    case 'expression':
      return `${printExpr(context, node.value)};\n`;
    case 'mix':
      return printMix(context, node.value);
    case 'if': {
      const then = `if (${printExpr(context, node.condition)}) ${braces(context, node.then)}`;
      return `${then}${node.otherwise.length === 0 ? '' : ` else ${braces(context, node.otherwise)}`}\n`;
    }
    case 'loop':
      return printLoop(context, node);
    case 'walk': {
      const { name, type, base, count } = node;
      const [declared, array] = [declare(type, name, context), printPlace(context, base)];
      return `for (${declared} = ${array}; ${name} < ${array} + ${String(count)}; ${name}++) ${braces(context, node.body)}\n`;
    }
    case 'switch':
      return printSwitch(context, node);
    case 'compound':
      return `${braces(context, node.body)}\n`;
    case 'skip':
      return `if (${printExpr(context, node.condition)}) goto ${node.label};\n${braces(context, node.body)}\n${node.label}:;\n`;
    case 'irreducible':
      return printIrreducible(context, node);
    case 'dispatch':
      return printDispatch(context, node);
    case 'jump':
      return printJump(context, node);
    case 'break':
    case 'continue':
      return `${node.s};\n`;
    case 'return':
      return `return ${printExpr(context, node.value)};\n`;
  }
}
