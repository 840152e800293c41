// A program as C text: one translation unit, or two that are linked together, or a part of a unit that holds many programs
// under prefixed names. Nothing is included but what the program needs. In: a program. Out: C text.
import type { FunctionDefinition, Program, RecordDefinition } from '../program/ast.ts';
import { declare, declareQualified, type Names } from '../program/ctypes.ts';
import { printExpr } from './expr.ts';
import { printHelper } from './helper.ts';
import { type Listing, parameterList } from './parameters.ts';
import { type PrintContext, typeName } from './literal.ts';
import { indent, printDeclaration, printList } from './stmt.ts';
import { fileScopeNames, namesIn, type NameUse, nameUse, type Part, visit } from '../program/uses.ts';

/** How a program is printed. */
export interface PrintOptions {
  /** What is folded into the checksum is printed, too, behind the name of the function. */
  readonly trace?: boolean;
  /** Stands before every name of file scope; main becomes a static function of that kind. */
  readonly prefix?: string;
}

/** What both units of a program, or all programs of a batch, have to say once, and what one program adds to it. */
export interface PrintedPart {
  readonly includes: readonly string[];
  readonly text: string;
}

/** Everything that printing a program needs to know of it. */
interface Printing {
  readonly program: Program;
  readonly options: PrintOptions;
  readonly names: Names;
  readonly use: NameUse;
  /** Which translation unit, of how many. */
  readonly unit: number;
  readonly units: number;
  /** The names of file scope that the other unit refers to. */
  readonly shared: ReadonlySet<string>;
}

function printRecord(names: Names, { tag, union, fields }: RecordDefinition): string {
  const members = fields.map(({ name, type, bits }) => {
    return `${declare(type, name, names)}${bits === undefined ? '' : ` : ${String(bits)}`};`;
  });
  const head = `${union ? 'union' : 'struct'} ${names.spell(tag)}`;
  const line = `${head} { ${members.join(' ')} };\n`;
  return line.length < 100 ? line : `${head} {\n${members.map((member) => `  ${member}\n`).join('')}};\n`;
}

function signature({ names, shared }: Printing, definition: FunctionDefinition, listing: Listing): string {
  const declarator = `${names.spell(definition.name)}(${parameterList(names, definition, listing)})`;
  const local = !definition.external && !shared.has(definition.name);
  return `${local ? 'static ' : ''}${declare(definition.result, declarator, names)}`;
}

function printFunction(printing: Printing, context: PrintContext, definition: FunctionDefinition): string {
  const fallback = `return ${printExpr(context, definition.fallback)};\n`;
  const fuel = context.spell('fuel');
  const count =
    printing.program.fuel === undefined || definition.free === true ? '' : `if (${fuel}-- <= 0) ${fallback}`;
  const body = `${count}${fetchRest(context, definition)}${printList(context, definition.body)}`;
  const end = definition.body.at(-1)?.s === 'return' ? '' : fallback;
  return `${signature(printing, definition, 'definition')} {\n${indent(body + end)}}\n`;
}

/** Declares what the prototype does not name (7.16). */
function fetchRest(context: PrintContext, { parameters, named }: FunctionDefinition): string {
  const fetched = parameters.slice(named).map(({ name, type, volatile }) => {
    const declared = declareQualified(type, volatile === true ? 'volatile' : '', name, context);
    return `${declared} = va_arg(rest, ${typeName(context, type)});`;
  });
  if (fetched.length === 0) return '';
  const lines = [`va_list rest; va_start(rest, ${parameters[named - 1]?.name ?? ''});`, ...fetched, 'va_end(rest);'];
  return `${lines.join(lines.join(' ').length < 100 ? ' ' : '\n')}\n`;
}

/** The checksum, its function, and the count of calls: in the first unit; the second refers to them. */
function printState({ program, options, names, unit, units }: Printing): string {
  const [checksum, mix, fuel] = ['checksum', 'mix', 'fuel'].map(names.spell) as [string, string, string];
  const counted = program.fuel !== undefined && (program.functions.length > 0 || countsJumps(program));
  const lines: string[] = [];
  const storage = units > 1 ? '' : 'static ';
  if (program.plain !== true && unit > 0) lines.push(`void ${mix}(unsigned long long);`);
  if (program.plain !== true && unit === 0) {
    lines.push(
      `static unsigned long long ${checksum} = 0xcbf29ce484222325ULL;`,
      `${storage}void ${mix}(unsigned long long v) { ${checksum} = (${checksum} ^ v) * 0x100000001b3ULL, ${checksum} ^= ${checksum} >> 32; }`,
    );
  }
  if (counted) lines.push(unit > 0 ? `extern int ${fuel};` : `${storage}int ${fuel} = ${String(program.fuel)};`);
  if (options.trace === true) {
    const fold = program.plain === true ? '' : ` (${mix})(v);`;
    // What was printed is not lost when the program dies.
    const print = String.raw`printf("%s %llx\n", at, v); fflush((void *)0);`;
    lines.push('int fflush(void *);', `#define ${mix}(v) trace_mix(__func__, v)`);
    lines.push(`static void trace_mix(const char *at, unsigned long long v) { ${print}${fold} }`);
  }
  return lines.map((line) => `${line}\n`).join('');
}

function countsJumps(program: Program): boolean {
  let found = false;
  visit(program as unknown as Part, ({ counted }) => {
    if (counted === true) found = true;
  });
  return found;
}

const MAIN = 'int main(void)';

function printMain({ program, names, options }: Printing, context: PrintContext): string {
  const list = printList(context, program.main);
  const checksum = names.spell('checksum');
  const end = program.plain === true ? '' : `printf("%016llx\\n", ${checksum});\nreturn (int)(${checksum} & 63);\n`;
  const head = options.prefix === undefined ? MAIN : `static int ${names.spell('main')}(void)`;
  const zero = program.plain === true && options.prefix !== undefined ? 'return 0;\n' : '';
  return `${head} {\n${indent(list + end + zero)}}\n`;
}

function printTables(printing: Printing, mentioned: ReadonlySet<string>): string[] {
  const { program, names, use } = printing;
  const byName = new Map(program.functions.map((definition) => [definition.name, definition]));
  return [...use.tables]
    .filter(([table]) => mentioned.has(table))
    .map(([table, members]) => {
      const first = byName.get(members[0] ?? '');
      if (first === undefined) throw new Error('a table of functions that are not there');
      const declarator = `(*const ${names.spell(table)}[])(${parameterList(names, first, 'type')})`;
      return `static ${declare(first.result, declarator, names)} = {${members.map(names.spell).join(', ')}};\n`;
    });
}

/** One translation unit, without its includes. */
function printUnit(printing: Printing): PrintedPart {
  const { program, options, names, use, unit, shared } = printing;
  const { used } = use;
  const here = (item: { unit?: number }): boolean => printing.units === 1 || (item.unit ?? 0) === unit;
  const functions = program.functions.filter(({ name }) => used.has(name));
  const own = functions.filter(here);
  const context: PrintContext = {
    ...names,
    helpers: new Map(),
    plain: program.plain === true,
    trace: options.trace === true,
    fuel: program.fuel === undefined ? undefined : names.spell('fuel'),
    counters: counters(program),
    list: (body) => printList(context, body),
  };
  const mentioned = printing.units === 1 ? used : namesOfUnit(program, use, unit);
  const enums = program.enums.filter(({ tag }) => used.has(tag)).map(({ tag, items }) => {
    const list = items.map(({ name, value }) => `${names.spell(name)} = ${String(value)}`);
    return `enum ${names.spell(tag)} { ${list.join(', ')} };\n`;
  }); // prettier-ignore
  const records = program.records.filter(({ tag }) => used.has(tag)).map((record) => printRecord(names, record));
  const globals = program.globals
    .filter(({ name }) => used.has(name))
    .flatMap((declaration) => {
      const { name } = declaration;
      if (!here(declaration)) return mentioned.has(name) ? [printDeclaration(context, declaration, 'extern')] : [];
      return [printDeclaration(context, declaration, shared.has(name) ? 'shared' : 'own')];
    });
  const bodies = own.map((definition) => printFunction(printing, context, definition));
  const main = unit === 0 ? printMain(printing, context) : '';
  const tables = printTables(printing, mentioned);
  const prototypes = functions
    .filter((definition) => {
      if (!here(definition)) return namesReach(definition.name, mentioned, printing);
      // What is called before it is defined, or stands in a table.
      const before = own.slice(0, own.indexOf(definition));
      return tables.length > 0 || before.some(({ name }) => use.byFunction.get(name)?.has(definition.name) === true);
    })
    .map((definition) => `${signature(printing, definition, 'prototype')};\n`);
  const helpers = [...context.helpers].map(([name, { what, type }]) => printHelper(context, name, what, type));
  const state = printState(printing);
  const text = [...enums, ...records, state, ...helpers, ...prototypes, ...globals, ...tables, ...bodies, main].join(
    '',
  );
  return { includes: includesOf(text, own), text };
}

/** What a text of some functions needs. */
function includesOf(text: string, own: readonly FunctionDefinition[]): readonly string[] {
  const variadic = own.some(({ named, parameters }) => named < parameters.length);
  return [...(variadic ? ['<stdarg.h>'] : []), ...(/\b(?:jmp_buf|longjmp)\b/.test(text) ? ['<setjmp.h>'] : [])];
}

/** The counters that have a name of their own in a plain program: their declaration needs no block around it. */
function counters(program: Program): ReadonlySet<string> {
  const seen = new Map<string, number>();
  if (program.plain !== true) return new Set();
  visit(program as unknown as Part, ({ s, name, counter, label }) => {
    const own =
      s === 'loop' ? counter
      : s === 'irreducible' || s === 'dispatch' ? label
      : name;
    if (typeof own === 'string' && s !== undefined) seen.set(own, (seen.get(own) ?? 0) + 1);
  });
  return new Set([...seen].filter(([, times]) => times === 1).map(([name]) => name));
}

/** Whether a unit calls a function, by name or through one of its tables. */
function namesReach(name: string, mentioned: ReadonlySet<string>, { use }: Printing): boolean {
  if (mentioned.has(name)) return true;
  return [...use.tables].some(([table, members]) => mentioned.has(table) && members.includes(name));
}

/** The names that one of two units mentions. */
function namesOfUnit(program: Program, { used, byFunction }: NameUse, unit: number): ReadonlySet<string> {
  const names = new Set<string>(unit === 0 ? namesIn(program.main as unknown as Part[]) : []);
  const inUnit = (one: { name: string; unit?: number }): boolean => used.has(one.name) && (one.unit ?? 0) === unit;
  for (const { name } of program.functions.filter(inUnit)) {
    for (const mentioned of byFunction.get(name) ?? []) names.add(mentioned);
  }
  // Initializers of pointers mention other globals.
  for (const name of namesIn(program.globals.filter(inUnit).map(({ init }) => init))) names.add(name);
  return names;
}

/** What is referred to from the unit that it is not in. */
function sharedNames(program: Program, use: NameUse): ReadonlySet<string> {
  const shared = new Set<string>();
  const units = [0, 1].map((unit) => namesOfUnit(program, use, unit));
  for (const { name, unit } of [...program.globals, ...program.functions]) {
    if (units[1 - (unit ?? 0)]?.has(name) === true) shared.add(name);
  }
  return shared;
}

function prepare(
  program: Program,
  options: PrintOptions,
  units: number,
  use: NameUse = nameUse(program),
): readonly PrintedPart[] {
  const { prefix } = options;
  const fileScope = prefix === undefined ? undefined : fileScopeNames(program, use);
  const names: Names = {
    unions: new Set(program.records.filter(({ union }) => union).map(({ tag }) => tag)),
    spell: (name) => (prefix !== undefined && fileScope?.(name) === true ? prefix + name : name),
  };
  const shared = units > 1 ? sharedNames(program, use) : new Set<string>();
  return Array.from({ length: units }, (_, unit) => {
    return printUnit({ program, options, names, use, unit, units, shared });
  });
}

const PRINTF = 'int printf(const char *, ...);\n';

function whole({ includes, text }: PrintedPart): string {
  return [...includes.map((file) => `#include ${file}\n`), text.includes('printf(') ? PRINTF : '', text].join('');
}

/** The program as the C texts of its translation units; the first one has main. What nothing refers to is not printed. */
export function printUnits(program: Program, options: PrintOptions = {}): readonly string[] {
  const use = nameUse(program);
  return prepare(program, options, hasSecond(program, use) ? 2 : 1, use).map(whole);
}

/** The program as one C text, whatever its units. */
export function printProgram(program: Program, options: PrintOptions = {}): string {
  return prepare(program, options, 1).map(whole).join('');
}

function hasSecond(program: Program, { used }: NameUse): boolean {
  return program.functions.some(({ unit, name }) => unit === 1 && used.has(name));
}

/** A program for a text that holds many, and by itself. */
export interface PrintedBoth {
  /** Includes and printf's declaration are for the whole to say. */
  readonly part: PrintedPart;
  /** The part as two units, in programs that have two. */
  readonly apart?: readonly PrintedPart[];
  readonly units: readonly string[];
}

/** Both at once: the text of one unit is that of the part without the prefix, which must be unlike anything in a program. */
export function printBoth(program: Program, prefix: string): PrintedBoth {
  const use = nameUse(program);
  const [part] = prepare(program, { prefix }, 1, use);
  if (part === undefined) throw new Error('nothing was printed');
  const alone = ({ includes, text }: PrintedPart): string =>
    whole({ includes, text: text.replaceAll(prefix, '').replace(`static ${MAIN}`, MAIN) });
  if (!hasSecond(program, use)) return { part, units: [alone(part)] };
  const apart = prepare(program, { prefix }, 2, use);
  return { part, apart, units: apart.map(alone) };
}
