// Structural shrinking: every program that is one removal away, big removals first. Statements, expressions, functions,
// members of types and numbers go; the caller repairs what is left and keeps what is smaller. In: a program. Out: programs.
import type { Expr, Program, Stmt } from './ast.ts';
import { isArithmetic, sameType } from './ctypes.ts';
import { reachedParts } from './evaluate.ts';
import { isWellFormed, type Part, partsOf } from './uses.ts';

/** A candidate, and where in the row of all candidates it stands. */
export interface Candidate {
  readonly program: Program;
  readonly position: number;
}

/** A change of a copy of the program; says whether it changed anything. */
type Change = (copy: Program) => boolean;

/** The candidates, from a position on and then from the beginning: what failed a moment ago is tried last. */
export function* candidates(program: Program, start: number): Generator<Candidate> {
  const changes = allChanges(program);
  for (let turn = 0; turn < changes.length; turn++) {
    const position = (start + turn) % changes.length;
    const change = changes[position];
    const copy = structuredClone(program);
    if (change?.(copy) === true && isWellFormed(copy)) yield { program: copy, position };
  }
}

function allChanges(program: Program): readonly Change[] {
  return [
    dropUnreached,
    (copy) => {
      const counted = copy.fuel !== undefined;
      copy.fuel = undefined;
      return counted;
    },
    ...dropRanges(program.functions.length, (copy) => copy.functions),
    ...program.functions.map(
      ({ name }) =>
        (copy: Program) =>
          replaceCalls(copy, name),
    ),
    ...statementLists(program),
    ...dropRanges(program.globals.length, (copy) => copy.globals),
    ...expressionChanges(program),
    ...parameterChanges(program),
    ...fieldChanges(program),
    ...numberChanges(program),
  ];
}

/** Everything that is never executed goes at once. */
function dropUnreached(copy: Program): boolean {
  const reached = reachedParts(copy);
  for (const part of walk(copy)) {
    const holder = part as Record<string, unknown>;
    for (const [key, value] of Object.entries(part)) {
      if (isStmtList(value) && key !== 'globals') holder[key] = value.filter((one) => reached.has(one));
      else if (isExpr(value) && !reached.has(value) && key !== 'fallback') holder[key] = plain(value.type, 0n) ?? value;
    }
  }
  return true;
}

/** Removes halves, quarters, ... single items. */
function dropRanges(length: number, list: (copy: Program) => unknown[]): readonly Change[] {
  const changes: Change[] = [];
  for (let size = length; size >= 1; size = Math.floor(size / 2)) {
    for (let at = 0; at < length; at += size) {
      changes.push((copy) => list(copy).splice(at, size).length > 0);
    }
  }
  return changes;
}

/** All parts in the order of a walk; the same walk over a copy finds the same parts. */
function walk(program: Program): readonly Part[] {
  const parts: Part[] = [];
  const see = (part: Part): void => {
    parts.push(part);
    for (const inner of partsOf(part)) see(inner);
  };
  see(program as unknown as Part);
  return parts;
}

function isStmtList(value: unknown): value is Stmt[] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((item) => typeof item === 'object' && item !== null && 's' in item)
  );
}

function isExpr(value: unknown): value is Expr {
  return typeof value === 'object' && value !== null && 'e' in value;
}

/** Ranges of every list of statements go, long lists first; then nested statements take the place of what holds them. */
function statementLists(program: Program): readonly Change[] {
  const ranges: { size: number; change: Change }[] = [];
  const hoists: Change[] = [];
  walk(program).forEach((part, number) => {
    for (const [key, value] of Object.entries(part)) {
      if (key === 'globals' || !isStmtList(value)) continue;
      const listOf = (copy: Program): Stmt[] => walk(copy)[number]?.[key] as Stmt[];
      for (let size = value.length; size >= 1; size = Math.floor(size / 2)) {
        for (let at = 0; at < value.length; at += size) {
          ranges.push({ size, change: (copy) => listOf(copy).splice(at, size).length > 0 });
        }
      }
      value.forEach((statement, index) => {
        hoists.push(...hoistsOf(statement).map((take): Change => (copy) => {
          const list = listOf(copy);
          const target = list[index];
          if (target === undefined) return false;
          list.splice(index, 1, ...take(target));
          return true;
        })); // prettier-ignore
      });
    }
  });
  return [...ranges.sort((a, b) => b.size - a.size).map(({ change }) => change), ...hoists];
}

/** The ways to replace a statement by what is inside of it. */
function hoistsOf(statement: Stmt): readonly ((target: Stmt) => readonly Stmt[])[] {
  return Object.entries(statement).flatMap(([key, value]) => {
    if (isStmtList(value)) return [(target: Stmt) => (target as unknown as Part)[key] as Stmt[]];
    if (!Array.isArray(value) || (key !== 'cases' && key !== 'blocks')) return [];
    const bodies = value as readonly { body: Stmt[] }[];
    const drops = bodies.map((_, index) => (target: Stmt): readonly Stmt[] => {
      (target as unknown as Record<string, unknown[]>)[key]?.splice(index, bodies.length > 1 ? 1 : 0);
      return [target];
    });
    return [
      ...bodies.map((_, index) => (target: Stmt) => {
        return (target as unknown as Record<string, { body: Stmt[] }[]>)[key]?.[index]?.body ?? [];
      }),
      ...drops,
    ];
  });
}

/** A plain value of a type. */
function plain(type: Expr['type'], value: bigint): Expr | undefined {
  if (!isArithmetic(type)) {
    return type.kind === 'record' && value === 0n ?
        { e: 'literal', type, init: { i: 'fields', designated: true, items: [] } }
      : undefined;
  }
  return type.kind === 'float' ? { e: 'float', type, value: Number(value) } : { e: 'int', type, value };
}

/** What may stand in the place of an expression: 0, 1, and its own operands. */
function replacements(node: Expr): readonly Expr[] {
  if (node.e === 'int' || node.e === 'float') return [];
  const simple = [plain(node.type, 0n), plain(node.type, 1n)].filter((value) => value !== undefined);
  const operands = Object.entries(node).flatMap(([key, value]) => {
    // What stands before a comma is not used as a value, and may be something that has none.
    if (!isExpr(value) || (node.e === 'comma' && key === 'left')) return [];
    return [fitted(value, node.type)];
  });
  return [...simple, ...operands.filter((value) => value !== undefined)];
}

function fitted(value: Expr, type: Expr['type']): Expr | undefined {
  const bare = value.e === 'cast' ? { ...value, implicit: false } : value;
  if (sameType(bare.type, type)) return bare;
  return isArithmetic(type) && isArithmetic(bare.type) ? { e: 'cast', type, operand: bare } : undefined;
}

function setPart(copy: Program, number: number, key: string, index: number | undefined, value: unknown): boolean {
  const part = walk(copy)[number] as unknown as Record<string, unknown>;
  if (index === undefined) part[key] = value;
  else (part[key] as unknown[])[index] = value;
  return true;
}

function expressionChanges(program: Program): readonly Change[] {
  return walk(program).flatMap((part, number) =>
    Object.entries(part).flatMap(([key, value]): readonly Change[] => {
      if (isExpr(value)) {
        if (part.s === 'expression' && value.e === 'int') return [];
        return replacements(value).map(
          (other) => (copy) => setPart(copy, number, key, undefined, structuredClone(other)),
        );
      }
      if (!Array.isArray(value)) return [];
      return value.flatMap((item: unknown, index) =>
        isExpr(item) ?
          replacements(item).map(
            (other): Change =>
              (copy) =>
                setPart(copy, number, key, index, structuredClone(other)),
          )
        : [],
      );
    }),
  );
}

/** Every call of a function becomes what it returns without fuel, and the function goes. */
function replaceCalls(copy: Program, name: string): boolean {
  const definition = copy.functions.find((one) => one.name === name);
  if (definition === undefined) return false;
  for (const part of walk(copy)) {
    for (const [key, value] of Object.entries(part)) {
      if (!isExpr(value) || value.e !== 'call') continue;
      const { callee } = value;
      if (callee.c === 'direct' ? callee.name !== name : !callee.names.includes(name)) continue;
      (part as Record<string, unknown>)[key] = structuredClone(definition.fallback);
    }
  }
  copy.functions = copy.functions.filter((one) => one !== definition);
  return true;
}

/** A parameter goes, with the arguments for it; not where several functions share a table. */
function parameterChanges(program: Program): readonly Change[] {
  return program.functions.flatMap(({ name, parameters }) =>
    parameters.map((_, index): Change => (copy) => {
      const definition = copy.functions.find((one) => one.name === name);
      if (definition === undefined) return false;
      if (index < definition.named && definition.named === 1 && definition.parameters.length > 1) return false;
      definition.parameters.splice(index, 1);
      if (index < definition.named) definition.named--;
      return walk(copy).every((part) => {
        if (part.e !== 'call') return true;
        const { callee, args } = part as unknown as Extract<Expr, { e: 'call' }>;
        if (callee.c !== 'direct' && callee.names.includes(name)) return false;
        if (callee.c === 'direct' && callee.name === name) args.splice(index, 1);
        return true;
      });
    }),
  );
}

/** A member goes, if nothing but an initializer mentions it. */
function fieldChanges(program: Program): readonly Change[] {
  return program.records.flatMap(({ tag, fields }) =>
    fields.map(({ name }): Change => (copy) => {
      const record = copy.records.find((one) => one.tag === tag);
      if (record === undefined || record.fields.length < 2) return false;
      record.fields = record.fields.filter((field) => field.name !== name);
      return walk(copy).every((part) => {
        if (part.p === 'field') return part.field !== name;
        if (part.i !== 'fields') return true;
        const init = part as unknown as { items: { field: string }[] };
        init.items = init.items.filter(({ field }) => field !== name);
        return true;
      });
    }),
  );
}

/** Numbers become smaller, types of storage plainer, initializers shorter. */
function numberChanges(program: Program): readonly Change[] {
  return walk(program).flatMap((part, number): readonly Change[] => {
    const set =
      (key: string, value: unknown): Change =>
      (copy) =>
        setPart(copy, number, key, undefined, value);
    const changes: Change[] = [];
    if (part.e === 'int') {
      const value = part.value as bigint;
      changes.push(
        ...[0n, 1n, value / 2n, value < 0n ? -value : value]
          .filter((one) => one !== value)
          .map((one) => set('value', one)),
      );
    }
    if (part.e === 'float' && part.value !== 0) changes.push(set('value', 0), set('value', 1));
    if (part.s === 'loop' || part.s === 'irreducible') changes.push(set('count', 1), set('count', 2));
    if (part.s === 'declaration') changes.push(set('qualifier', ''), set('storage', ''));
    if (part.safe === true) changes.push(set('safe', false));
    if (part.c === 'table' || part.c === 'choice') changes.push((copy) => {
      const holder = walk(copy)[number] as unknown as { names: string[] };
      const call = walk(copy).find(({ callee }) => (callee) === holder) as { callee?: unknown } | undefined;
      if (call !== undefined) call.callee = { c: 'direct', name: holder.names[0] ?? '' };
      return call !== undefined;
    }); // prettier-ignore
    if ((part.i === 'fields' || part.i === 'elements') && Array.isArray(part.items)) {
      const { length } = part.items;
      for (let at = 0; at < length; at++) changes.push((copy) => {
        (walk(copy)[number] as unknown as { items: unknown[] }).items.splice(at, part.designated === true ? 1 : length);
        return true;
      }); // prettier-ignore
    }
    return changes;
  });
}
