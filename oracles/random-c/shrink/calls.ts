// Edits of calls: the body of a function takes the place of its only call, and a recursion becomes a few functions that call
// one another, which needs no count of calls. In: a program. Out: edits.
import type { Declaration, Expr, FunctionDefinition, Program, Stmt } from '../program/ast.ts';
import { copyPart, type Edit, type Node, nodesOf } from './edit.ts';
import { effectless, isExpr, substitute } from './expr.ts';
import { eachStatement, isStmtList, listWith } from './stmt.ts';
import { withArrays } from '../program/ctypes.ts';
import { type Part, partsOf, visit } from '../program/uses.ts';
import { changeTypes } from './vla.ts';

type Call = Extract<Expr, { e: 'call' }>;

/** What names a function as one that may be called. */
function callsOf(program: Program, name: string): readonly Node[] {
  return nodesOf(program).filter(
    ({ c, ...node }) => (c === 'direct' && node.name === name) || (Array.isArray(node.names) && node.names.includes(name)),
  ); // prettier-ignore
}

function returnsOf({ body }: Pick<FunctionDefinition, 'body'>): readonly Part[] {
  const found: Part[] = [];
  visit({ body }, (part) => {
    if (part.s === 'return') found.push(part);
  });
  return found;
}

/** Whether a function is left at its end only. */
function endsAtEnd({ body }: FunctionDefinition): boolean {
  const returns = returnsOf({ body });
  return returns.length === 0 || (returns.length === 1 && returns[0] === (body.at(-1) as unknown));
}

/** The calls that a statement makes by itself, not in a list of statements inside of it. */
function ownCalls(statement: Stmt): readonly Call[] {
  const found: Call[] = [];
  const down = (part: Part): void => {
    if (isExpr(part) && part.e === 'call') found.push(part);
    if (part.e === 'block') return;
    for (const value of Object.values(part)) {
      if (isStmtList(value)) continue;
      for (const inner of partsOf([value])) if (!('kind' in inner) && !('body' in inner)) down(inner);
    }
  };
  if (statement.s !== 'declaration' || statement.storage === '') down(statement as unknown as Part);
  return found;
}

/** A function that only one statement calls, directly, becomes statements before that one. */
export function inlineEdits(program: Program): readonly Edit[] {
  const edits: Edit[] = [];
  eachStatement(program, (holder, statement) => {
    for (const { callee } of ownCalls(statement)) {
      if (callee.c !== 'direct') continue;
      const definition = program.functions.find(({ name }) => name === callee.name);
      if (definition === undefined || !endsAtEnd(definition) || callsOf(program, callee.name).length !== 1) continue;
      edits.push({
        node: statement as unknown as Node,
        holder,
        apply: (node, copy, around) => inline(node as unknown as Stmt, copy, around, callee.name),
      });
    }
  });
  return edits;
}

function inline(statement: Stmt, copy: Program, holder: Node, name: string): boolean {
  const definition = copy.functions.find((one) => one.name === name);
  const found = listWith(holder, statement as unknown as Node);
  const call = ownCalls(statement).find(({ callee }) => callee.c === 'direct' && callee.name === name);
  if (definition === undefined || found === undefined || call === undefined) return false;
  const parameters = definition.parameters.map(({ name: own, type, volatile }, index): Declaration => {
    const init = { i: 'value', value: call.args[index] ?? definition.fallback } as const;
    return { s: 'declaration', name: own, type, init, storage: '', qualifier: volatile === true ? 'volatile' : '' };
  });
  const last = definition.body.at(-1);
  const body = last?.s === 'return' ? definition.body.slice(0, -1) : definition.body;
  const result = last?.s === 'return' ? last.value : copyPart(definition.fallback);
  // The conversion to the result's type is written where nothing else asks for it.
  if (result.e === 'cast') delete result.implicit;
  const bare = statement.s === 'expression' && statement.value === call;
  const kept: Stmt[] =
    bare && effectless(result) ? []
    : replaceIn(statement, call, result) ? [statement]
    : [];
  found.list.splice(found.index, 1, ...parameters, ...body, ...kept);
  copy.functions = copy.functions.filter((one) => one !== definition);
  return true;
}

/** Puts a value in the place of the call. */
function replaceIn(statement: Stmt, call: Expr, value: Expr): boolean {
  let done = false;
  visit(statement as unknown as Node, (part) => {
    if (!done) done = substitute(part, call, value);
  });
  return done;
}

/** Every call of a function becomes what it returns without fuel. */
export function replaceCalls(within: Program | FunctionDefinition, name: string, fallback: Expr): boolean {
  let changed = false;
  const replaced = (value: unknown): unknown => {
    if (!isExpr(value) || value.e !== 'call') return value;
    const { callee } = value;
    if (callee.c === 'direct' ? callee.name !== name : !callee.names.includes(name)) return value;
    changed = true;
    return copyPart(fallback);
  };
  for (const holder of nodesOf(within)) {
    for (const [key, value] of Object.entries(holder)) {
      holder[key] = Array.isArray(value) ? value.map(replaced) : replaced(value);
    }
  }
  return changed;
}

/** How many functions, or calls, a recursion becomes. */
const DEPTHS = [2, 3];

/** A function that calls itself becomes a row of functions; nothing counts calls any more. */
export function unwindEdits(program: Program): readonly Edit[] {
  if (program.fuel === undefined) return [];
  return program.functions.flatMap((definition) => {
    const { name } = definition;
    if (!nodesOf(definition).some((node) => namesFunction(node, name))) return [];
    return DEPTHS.map((depth): Edit => ({
      node: definition as unknown as Node,
      apply: (node, copy) => unwind(copy, node as unknown as FunctionDefinition, depth),
    }));
  });
}

function namesFunction({ c, name, names }: Node, wanted: string): boolean {
  return (c === 'direct' && name === wanted) || (Array.isArray(names) && names.includes(wanted));
}

function unwind(copy: Program, first: FunctionDefinition, depth: number): boolean {
  const row = [first, ...Array.from({ length: depth - 1 }, () => copyPart(first))];
  for (const one of row.slice(1)) {
    renameAll(one, freshNames(copy, row));
    delete one.unit;
  }
  row.forEach((one, index) => {
    const next = row[index + 1];
    // In the copies the function itself has the new name already.
    if (next === undefined) replaceCalls(one, one.name, first.fallback);
    else redirect(one, one.name, next.name);
  });
  // What is called stands first.
  copy.functions.splice(copy.functions.indexOf(first), 0, ...row.slice(1).reverse());
  copy.fuel = undefined;
  return true;
}

function redirect(definition: FunctionDefinition, from: string, to: string): void {
  for (const node of nodesOf(definition.body)) {
    if (node.c === 'direct' && node.name === from) node.name = to;
    if (Array.isArray(node.names)) node.names = node.names.map((name: unknown) => (name === from ? to : name));
  }
}

const NAME = /^([A-Za-z]+)(\d+)/;

/** Gives a name that nothing has for each one that it is asked for: the letters stay, the number is another one. */
function freshNames(...taken: readonly object[]): (name: string) => string {
  const last = new Map<string, number>();
  for (const node of taken.flatMap(nodesOf)) {
    for (const value of Object.values(node)) {
      const [, letters = '', digits = ''] = typeof value === 'string' ? (NAME.exec(value) ?? []) : [];
      last.set(letters, Math.max(last.get(letters) ?? 0, Number(digits)));
    }
  }
  return (name) => {
    const letters = NAME.exec(name)?.[1] ?? 'v';
    const number = (last.get(letters) ?? 0) + 1;
    last.set(letters, number);
    return `${letters}${String(number)}`;
  };
}

/** Gives new names to a function and to all that it declares, its labels and tables. */
function renameAll(definition: FunctionDefinition, fresh: (name: string) => string): void {
  const nodes = nodesOf(definition);
  const renamed = new Map<unknown, string>();
  const add = (name: unknown): void => {
    if (typeof name === 'string' && !renamed.has(name)) renamed.set(name, fresh(name));
  };
  add(definition.name);
  for (const { name } of definition.parameters) add(name);
  for (const node of nodes) {
    if (node.s === 'declaration' || node.s === 'walk') add(node.name);
    for (const key of ['counter', 'label', 'table']) add(node[key]);
  }
  for (const node of nodes) {
    for (const key of ['name', 'counter', 'home', 'label', 'table', 'bound'])
      node[key] = renamed.get(node[key]) ?? node[key];
    if (Array.isArray(node.names)) node.names = node.names.map((name: unknown) => renamed.get(name) ?? name);
  }
  changeTypes(nodes, (type) =>
    withArrays(type, (array) => {
      const vary = renamed.get(array.vary);
      return vary === undefined ? array : { ...array, vary };
    }),
  );
  // A walk over the nodes sets what was not there.
  for (const node of nodes) for (const key of Object.keys(node)) if (node[key] === undefined) Reflect.deleteProperty(node, key); // prettier-ignore
}

/** A function that calls itself does not, and is called as often by others. */
export function repeatEdits(program: Program): readonly Edit[] {
  if (program.fuel === undefined) return [];
  const edits: Edit[] = [];
  eachStatement(program, (holder, statement) => {
    if (statement.s !== 'expression') return;
    for (const { callee } of ownCalls(statement)) {
      const definition = program.functions.find(({ name }) => callee.c === 'direct' && name === callee.name);
      if (definition === undefined || !nodesOf(definition).some((node) => namesFunction(node, definition.name)))
        continue;
      edits.push(...DEPTHS.map((depth): Edit => ({
        node: statement,
        holder,
        apply: (node, copy, around) => repeat(node, copy, around, definition, depth),
      }))); // prettier-ignore
    }
  });
  return edits;
}

function repeat(
  node: Node,
  copy: Program,
  holder: Node,
  { name, fallback }: FunctionDefinition,
  depth: number,
): boolean {
  const definition = copy.functions.find((one) => one.name === name);
  const found = listWith(holder, node);
  if (definition === undefined || found === undefined) return false;
  const times = Array.from({ length: depth - 1 }, () => copyPart(node));
  replaceCalls(definition, name, fallback);
  found.list.splice(found.index, 0, ...times);
  copy.fuel = undefined;
  return true;
}
