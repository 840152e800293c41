// Which names a program refers to, and whether every reference has a declaration in scope: the static half of validity,
// which shrinking has to preserve. In: a program. Out: names, or nothing wrong.
import type { Expr, FunctionDefinition, Place, Program, Stmt } from './ast.ts';

/** Any part of a program, for walks that do not care which one. */
export type Part = Readonly<Record<string, unknown>>;

/** The parts that a part consists of, in order. */
export function partsOf(value: unknown): readonly Part[] {
  if (Array.isArray(value)) return value.flatMap((item) => (isPart(item) ? [item] : partsOf(item)));
  if (!isPart(value)) return [];
  return Object.values(value).flatMap((item) =>
    isPart(item) ? [item]
    : Array.isArray(item) ? partsOf(item)
    : [],
  );
}

function isPart(value: unknown): value is Part {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Calls a function for a part and everything inside of it. It is most of what making a program costs: nothing is allocated. */
export function visit(part: Part, see: (part: Part) => void): void {
  see(part);
  for (const key in part) visitValue(part[key], see);
}

function visitValue(value: unknown, see: (part: Part) => void): void {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) for (const item of value) visitValue(item, see);
  else visit(value as Part, see);
}

/** Calls a function for each name and tag that one part mentions by itself. */
function eachMention(part: Part, see: (name: string) => void): void {
  if (part.p === 'variable' || part.e === 'enumerator' || part.c === 'direct') see(part.name as string);
  else if (part.home !== undefined && part.safe === true) see(part.home as string);
  else if (part.c === 'choice' || part.c === 'table') {
    for (const name of part.names as string[]) see(name);
    if (part.c === 'table') see(part.table as string);
  } else if (part.kind === 'array' && part.vary !== undefined) see(part.vary as string);
  else if (typeof part.bound === 'string') see(part.bound);
  else if (part.kind === 'record' || part.kind === 'enum') see(part.tag as string);
}

/** The names that some parts mention. */
export function namesIn(parts: readonly Part[]): ReadonlySet<string> {
  const names = new Set<string>();
  const see = (name: string): void => void names.add(name);
  for (const part of parts) {
    visit(part, (inner) => {
      eachMention(inner, see);
    });
  }
  return names;
}

/** Names that printing adds to every program. */
const PRINTED = ['main', 'checksum', 'mix', 'fuel'];

/** Tells the names of file scope, tags, enumerators, tables and helpers too, from all others. */
export function fileScopeNames(program: Program, { tables }: NameUse): (name: string) => boolean {
  const names = new Set<string>([...PRINTED, ...tables.keys()]);
  for (const { tag } of [...program.records, ...program.enums]) names.add(tag);
  for (const { items } of program.enums) for (const { name } of items) names.add(name);
  for (const { name } of [...program.globals, ...program.functions]) names.add(name);
  // Helpers are called divide_int and the like; no other name has an underscore but labels and the counters of mixing.
  return (name) => names.has(name) || (name.includes('_') && HELPER.test(name));
}

const HELPER = /^(?:divide|remainder|small|power|integer|truncate|mix)_/;

/** What main reaches, all of it found in one walk. */
export interface NameUse {
  readonly used: ReadonlySet<string>;
  /** The names that each function mentions. */
  readonly byFunction: ReadonlyMap<string, ReadonlySet<string>>;
  /** The tables of function pointers that calls go through. */
  readonly tables: ReadonlyMap<string, readonly string[]>;
}

/** What a name of file scope stands for. */
function definitionsOf(program: Program): ReadonlyMap<string, Part> {
  const definitions = new Map<string, Part>();
  const globals = program.globals as unknown as Part[];
  const functions = program.functions as unknown as Part[];
  for (const part of [...globals, ...functions]) definitions.set(part.name as string, part);
  for (const part of [...program.records, ...program.enums] as unknown as Part[])
    definitions.set(part.tag as string, part);
  for (const { tag, items } of program.enums) {
    for (const { name } of items) definitions.set(name, { kind: 'enum', tag });
  }
  return definitions;
}

/** Finds what main reaches. */
export function nameUse(program: Program): NameUse {
  const definitions = definitionsOf(program);
  const used = new Set<string>();
  const byFunction = new Map<string, Set<string>>();
  const tables = new Map<string, readonly string[]>();
  const open: Part[] = [{ body: program.main }];
  let own: Set<string> | undefined;
  const see = (name: string): void => {
    own?.add(name);
    if (used.has(name)) return;
    used.add(name);
    const definition = definitions.get(name);
    if (definition !== undefined) open.push(definition);
  };
  const seePart = (part: Part): void => {
    eachMention(part, see);
    if (part.c === 'table') tables.set(part.table as string, part.names as string[]);
  };
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    own = 'parameters' in part ? new Set() : undefined;
    if (own !== undefined) byFunction.set(part.name as string, own);
    visit(part, seePart);
  }
  return { used, byFunction, tables };
}

/** Every name that main reaches. */
export function usedNames(program: Program): ReadonlySet<string> {
  return nameUse(program).used;
}

type Scope = ReadonlySet<string>;

/** Whether every variable is declared where it is used, and every function exists. */
export function isWellFormed(program: Program): boolean {
  const names = program.functions.map(({ name }) => name);
  const globals = new Set<string>(names);
  for (const declaration of program.globals) {
    if (!partIsFine(declaration.init, globals)) return false;
    globals.add(declaration.name);
  }
  return (
    listIsFine(program.main, globals) && program.functions.every((definition) => functionIsFine(definition, globals))
  );
}

function functionIsFine({ parameters, body }: FunctionDefinition, globals: Scope): boolean {
  const scope = new Set([...globals, ...parameters.map(({ name }) => name)]);
  return parameters.every((one) => partIsFine(one as unknown as Part, scope)) && listIsFine(body, scope);
}

function listIsFine(list: readonly Stmt[], outer: Scope, value?: Expr): boolean {
  const scope = new Set(outer);
  for (const statement of list) {
    const own = statement.s === 'loop' ? statement.counter : statement.s === 'walk' ? statement.name : undefined; // prettier-ignore
    const inside = own === undefined ? scope : new Set([...scope, own]);
    if (!partIsFine(statement as unknown as Part, inside)) return false;
    if (statement.s === 'declaration') scope.add(statement.name);
  }
  return value === undefined || partIsFine(value, scope);
}

function partIsFine(part: Part, scope: Scope): boolean {
  const place = part as unknown as Place;
  if (part.p === 'variable' && !scope.has(place.p === 'variable' ? place.name : '')) return false;
  if (part.c === 'direct' && !scope.has(part.name as string)) return false;
  const length = part.kind === 'array' ? part.vary : part.bound;
  if (typeof length === 'string' && !scope.has(length)) return false;
  if ((part.c === 'choice' || part.c === 'table') && !(part.names as string[]).every((name) => scope.has(name)))
    return false;
  if (part.e === 'block') return listIsFine(part.body as Stmt[], scope, part.value as Expr);
  return Object.values(part).every((item) => {
    if (isPart(item)) return partIsFine(item, scope);
    if (!Array.isArray(item)) return true;
    const first: unknown = item[0];
    if (isPart(first) && 's' in first) return listIsFine(item as Stmt[], scope);
    return item.every((one: unknown) => !isPart(one) || partIsFine(one, scope));
  });
}
