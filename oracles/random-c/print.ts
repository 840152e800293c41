// A program as one C translation unit that includes nothing but <stdarg.h>, and that only when it is needed.
// In: a program. Out: C text.
import type { Declaration, FunctionDefinition, Program, RecordDefinition, Stmt } from './ast.ts';
import { declare, intTraits, isInteger } from './ctypes.ts';
import { type PrintContext, printExpr, printInit, typeName } from './print_expr.ts';
import { callTables, usedNames } from './uses.ts';

function indent(text: string): string {
  return text.replace(/^(?=.)/gm, '  ');
}

function braces(context: PrintContext, body: readonly Stmt[]): string {
  return body.length === 0 ? '{}' : `{\n${indent(printList(context, body))}}`;
}

function printDeclaration(context: PrintContext, node: Declaration): string {
  const words = [node.storage, node.qualifier].filter((word) => word !== '').join(' ');
  // A qualified pointer is not generated: the qualifier is about the object.
  const text = `${declare(node.type, node.name, context.unions)} = ${printInit(context, node.init)};\n`;
  return words === '' ? text : `${words} ${text}`;
}

function printList(context: PrintContext, list: readonly Stmt[]): string {
  return list.map((statement) => printStatement(context, statement)).join('');
}

function printLoop(context: PrintContext, node: Extract<Stmt, { s: 'loop' }>): string {
  const [type, count] = [typeName(context, node.type), String(node.count)];
  const body = braces(context, node.body);
  switch (node.form) {
    case 'for':
      return `for (${type} ${node.counter} = 0; ${node.counter} < ${count}; ${node.counter}++) ${body}\n`;
    case 'while':
      return `{\n  ${type} ${node.counter} = ${count};\n  while (${node.counter}-- > 0) ${indent(body).trimStart()}\n}\n`;
    case 'do':
      return `{\n  ${type} ${node.counter} = ${count};\n  do ${indent(body).trimStart()} while (--${node.counter} > 0);\n}\n`;
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
  return [
    `{\n  int ${label}_left = ${String(node.count)};`,
    `  if (${printExpr(context, node.condition)}) goto ${label}_middle;`,
    `${label}_top: ${braces(context, node.top)}`,
    `${label}_middle: ${braces(context, node.middle)}`,
    `  if (--${label}_left > 0) goto ${label}_top;\n}\n`,
  ].join('\n');
}

function printDispatch(context: PrintContext, node: Extract<Stmt, { s: 'dispatch' }>): string {
  const { label, blocks } = node;
  const names = blocks.map((_, index) => `${label}_${String(index)}`);
  const index = `(unsigned long)${printExpr(context, node.index, 14)} % ${String(blocks.length)}`;
  const parts = blocks.map(
    ({ body, leaves }, at) => `${names[at] ?? ''}: ${braces(context, body)}${leaves ? ` goto ${label}_end;` : ''}`,
  );
  return [
    `{\n  static void *const ${label}_to[] = {${names.map((name) => `&&${name}`).join(', ')}};`,
    `  goto *${label}_to[${index}];`,
    ...parts,
    `${label}_end:;\n}\n`,
  ].join('\n');
}

function printStatement(context: PrintContext, node: Stmt): string {
  switch (node.s) {
    case 'declaration':
      return printDeclaration(context, node);
    case 'expression':
      return `${printExpr(context, node.value)};\n`;
    case 'mix':
      return node.value.type.kind === 'float' ?
          `mix((unsigned long long)(long long)(${printExpr(context, node.value, 13)} * 1024.0));\n`
        : `mix(${printExpr(context, node.value, 2)});\n`;
    case 'if': {
      const then = `if (${printExpr(context, node.condition)}) ${braces(context, node.then)}`;
      return `${then}${node.otherwise.length === 0 ? '' : ` else ${braces(context, node.otherwise)}`}\n`;
    }
    case 'loop':
      return printLoop(context, node);
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
    case 'break':
    case 'continue':
      return `${node.s};\n`;
    case 'return':
      return `return ${printExpr(context, node.value)};\n`;
  }
}

function printRecord(context: PrintContext, { tag, union, fields }: RecordDefinition): string {
  const members = fields.map(({ name, type, bits }) => {
    return `  ${declare(type, name, context.unions)}${bits === undefined ? '' : ` : ${String(bits)}`};\n`;
  });
  return `${union ? 'union' : 'struct'} ${tag} {\n${members.join('')}};\n`;
}

function signature(context: PrintContext, definition: FunctionDefinition): string {
  const named = definition.parameters.slice(0, definition.named);
  const parameters = named.map(({ name, type }) => declare(type, name, context.unions));
  if (definition.named < definition.parameters.length) parameters.push('...');
  const declarator = `${definition.name}(${parameters.length === 0 ? 'void' : parameters.join(', ')})`;
  return `${definition.external ? '' : 'static '}${declare(definition.result, declarator, context.unions)}`;
}

function printFunction(context: PrintContext, definition: FunctionDefinition): string {
  const fallback = `return ${printExpr(context, definition.fallback)};\n`;
  const extra = definition.parameters.slice(definition.named);
  const last = definition.parameters[definition.named - 1]?.name ?? '';
  const fetched = extra.map(
    ({ name, type }) => `${declare(type, name, context.unions)} = va_arg(rest, ${typeName(context, type)});\n`,
  );
  const open = extra.length === 0 ? '' : `va_list rest;\nva_start(rest, ${last});\n${fetched.join('')}va_end(rest);\n`;
  const count = context.fuel ? `if (fuel <= 0) ${fallback}fuel--;\n` : '';
  const body = `${count}${open}${printList(context, definition.body)}`;
  return `${signature(context, definition)} {\n${indent(body + fallback)}}\n`;
}

function printHelpers(context: PrintContext): string {
  return [...context.helpers].map(([name, { what, type }]) => {
    const own = typeName(context, type);
    if (what === 'small') return `static ${own} ${name}(double x) { return x > -100 && x < 100 ? (${own})(int)x : 1; }\n`;
    if (what === 'power') return `static ${own} ${name}(double x) { return x < 0 ? 2 : 4; }\n`;
    if (!isInteger(type)) throw new Error('a helper for integers');
    const { bits, signed } = intTraits(type);
    const lowest = signed ? `-${String(2 ** (bits - 1))}.0` : '0.0';
    if (what === 'integer') {
      const above = `${String(BigInt(2 ** (signed ? bits - 1 : bits)))}.0`;
      return `static ${own} ${name}(double x) { return x > ${lowest} - 1 && x < ${above} ? (${own})x : 0; }\n`;
    }
    const overflow = signed ? ` || (b == -1 && a == -(${own})${String((1n << BigInt(bits - 1)) - 1n)} - 1)` : '';
    const op = what === 'divide' ? '/' : '%';
    return `static ${own} ${name}(${own} a, ${own} b) { return b == 0${overflow} ? a : a ${op} b; }\n`;
  }).join(''); // prettier-ignore
}

const MIX = `static unsigned long long checksum = 0xcbf29ce484222325ULL;
static void mix(unsigned long long v) { checksum = (checksum ^ v) * 0x100000001b3ULL, checksum ^= checksum >> 32; }
`;
const TRACING_MIX = MIX.replace('{ ', '{ printf("%llx\\n", v); ');

/** The program as C text. What nothing refers to is not printed. `trace`: it prints what goes into the checksum, too. */
export function printProgram(program: Program, trace = false): string {
  const used = usedNames(program);
  const unions = new Set(program.records.filter(({ union }) => union).map(({ tag }) => tag));
  const context: PrintContext = {
    unions,
    helpers: new Map(),
    fuel: program.fuel !== undefined,
    list: (body) => indent(printList(context, body)),
  };
  const functions = program.functions.filter(({ name }) => used.has(name));
  const enums = program.enums.filter(({ tag }) => used.has(tag)).map(({ tag, items }) => {
    const list = items.map(({ name, value }) => `${name} = ${String(value)}`);
    return `enum ${tag} { ${list.join(', ')} };\n`;
  }); // prettier-ignore
  const records = program.records.filter(({ tag }) => used.has(tag)).map((record) => printRecord(context, record));
  const globals = program.globals
    .filter(({ name }) => used.has(name))
    .map((declaration) => printDeclaration(context, declaration));
  const bodies = functions.map((definition) => printFunction(context, definition));
  const main = indent(
    `${printList(context, program.main)}printf("%016llx\\n", checksum);\nreturn (int)(checksum & 63);\n`,
  );
  const byName = new Map(functions.map((definition) => [definition.name, definition]));
  const tables = [...callTables(program, used)].map(([table, names]) => {
    const first = byName.get(names[0] ?? '');
    if (first === undefined) throw new Error('a table of functions that are not there');
    const parameters = first.parameters.map(({ type }) => declare(type, '', unions).trim()).join(', ');
    const declarator = `(*const ${table}[])(${parameters === '' ? 'void' : parameters})`;
    return `static ${declare(first.result, declarator, unions)} = {${names.join(', ')}};\n`;
  });
  return [
    functions.some(({ named, parameters }) => named < parameters.length) ? '#include <stdarg.h>\n' : '',
    'int printf(const char *, ...);\n',
    ...enums,
    ...records,
    trace ? TRACING_MIX : MIX,
    functions.length === 0 || program.fuel === undefined ? '' : `static int fuel = ${String(program.fuel)};\n`,
    printHelpers(context),
    ...functions.map((definition) => `${signature(context, definition)};\n`),
    ...globals,
    ...tables,
    ...bodies,
    `int main(void) {\n${main}}\n`,
  ].join('');
}
