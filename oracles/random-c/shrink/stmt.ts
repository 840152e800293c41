// Edits that remove statements, or put what is inside of one in its place. In: a program. Out: edits.
import type { Expr, Program, Stmt } from '../program/ast.ts';
import { INT, isArithmetic } from '../program/ctypes.ts';
import { setjmpOf } from '../program/jumps.ts';
import { copyPart, type Edit, type Node } from './edit.ts';
import { effectless } from './expr.ts';
import { namesIn, type Part, partsOf } from '../program/uses.ts';

/** Whether something is a list of statements that is not empty. */
export function isStmtList(value: unknown): value is Stmt[] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((item) => typeof item === 'object' && item !== null && 's' in item)
  );
}

/** The list of a holder that a node stands in, and where. */
export function listWith(holder: Node, node: Node): { readonly list: unknown[]; readonly index: number } | undefined {
  for (const value of Object.values(holder)) {
    if (!Array.isArray(value)) continue;
    const index = value.indexOf(node);
    if (index >= 0) return { list: value, index };
  }
  return undefined;
}

function remove(node: Node, _copy: Program, holder: Node): boolean {
  const found = listWith(holder, node);
  found?.list.splice(found.index, 1);
  return found !== undefined;
}

/** Every statement with what holds it and how deep that is. */
export function eachStatement(program: Program, see: (holder: Node, statement: Stmt, depth: number) => void): void {
  const down = (holder: Node, depth: number): void => {
    for (const [key, value] of Object.entries(holder)) {
      const listed = isStmtList(value) && key !== 'globals';
      for (const inner of partsOf([value])) {
        if ('kind' in inner) continue;
        if (listed) see(holder, inner as unknown as Stmt, depth);
        down(inner, listed ? depth + 1 : depth);
      }
    }
  };
  down(program as unknown as Node, 0);
}

/** Statements of one level of nesting go. */
export function statementEdits(program: Program, level: number): readonly Edit[] {
  const edits: Edit[] = [];
  eachStatement(program, (holder, statement, depth) => {
    if (depth === level) edits.push({ node: statement as unknown as Node, holder, apply: remove });
  });
  return edits;
}

/** Cases of switches and blocks of dispatches go. */
export function caseEdits(program: Program): readonly Edit[] {
  const edits: Edit[] = [];
  eachStatement(program, (_, statement) => {
    const rows = statement.s === 'switch' ? statement.cases : statement.s === 'dispatch' ? statement.blocks : []; // prettier-ignore
    for (const row of rows) {
      edits.push({
        node: row as unknown as Node,
        holder: statement as unknown as Node,
        apply: (node, copy, holder) => (listWith(holder, node)?.list.length ?? 0) > 1 && remove(node, copy, holder),
      });
    }
  });
  return edits;
}

/** A loop with one entry, that turns as often. */
function asLoop({ label, count, top, middle }: Extract<Stmt, { s: 'irreducible' }>): Stmt {
  return { s: 'loop', form: 'for', counter: `${label}_turn`, type: INT, count, body: [...top, ...middle] };
}

/** The lists of statements that can take the place of a statement. */
function insides(statement: Stmt): readonly (readonly Stmt[])[] {
  switch (statement.s) {
    case 'if':
      return [statement.then, statement.otherwise];
    case 'loop':
    case 'walk':
    case 'compound':
    case 'skip':
      return [statement.body];
    case 'irreducible':
      return [[...statement.top, ...statement.middle], statement.top, statement.middle, [asLoop(statement)]];
    case 'switch':
      return statement.cases.map(({ body }) => body);
    case 'dispatch':
      return statement.blocks.map(({ body }) => body);
    case 'declaration':
    case 'expression':
    case 'mix':
    case 'jump':
    case 'break':
    case 'continue':
    case 'return':
      return [];
  }
}

/** What a statement evaluates, where that alone may be what matters. */
function evaluated(statement: Stmt): Expr | undefined {
  switch (statement.s) {
    case 'if':
    case 'skip':
      return setjmpOf(statement) ?? statement.condition;
    case 'irreducible':
      return statement.condition;
    case 'switch':
      return setjmpOf(statement) ?? statement.value;
    case 'jump':
    case 'mix':
      return statement.value;
    case 'declaration':
      return statement.init.i === 'value' && statement.storage === '' ? statement.init.value : undefined;
    case 'dispatch':
      return statement.index;
    case 'expression':
    case 'loop':
    case 'walk':
    case 'compound':
    case 'break':
    case 'continue':
    case 'return':
      return undefined;
  }
}

/** The parts of a statement whose value may be all that matters of it. */
function exposed(statement: Stmt): readonly Expr[] {
  const root = statement.s === 'expression' ? statement.value : evaluated(statement);
  if (root === undefined) return [];
  const found = statement.s === 'expression' || statement.s === 'mix' ? [] : [root];
  if (root.e === 'assign') found.push(root.value);
  if (root.e === 'call') {
    found.push(...root.args);
    if (root.callee.c === 'choice') found.push(root.callee.condition);
    if (root.callee.c === 'table') found.push(root.callee.index);
  }
  return found.filter(({ type }) => isArithmetic(type));
}

/** A statement becomes the output of a value in it. */
export function exposureEdits(program: Program): readonly Edit[] {
  const edits: Edit[] = [];
  eachStatement(program, (holder, statement) => {
    exposed(statement).forEach((_, which) => {
      edits.push({
        node: statement as unknown as Node,
        holder,
        apply: (node, _copy, around) => {
          const value = exposed(node as unknown as Stmt)[which];
          if (value?.e === 'cast') delete value.implicit;
          return value !== undefined && replaceStatement(around, node, [{ s: 'mix', value }]);
        },
      });
    });
  });
  return edits;
}

/** What is inside of a statement takes its place; the counter of a loop becomes its first value. */
export function unwrapEdits(program: Program): readonly Edit[] {
  const edits: Edit[] = [];
  eachStatement(program, (holder, statement) => {
    const value = evaluated(statement);
    if (value !== undefined && !effectless(value)) {
      edits.push({
        node: statement as unknown as Node,
        holder,
        apply: (node, _copy, around) => {
          const inner = evaluated(node as unknown as Stmt);
          return inner !== undefined && replaceStatement(around, node, [{ s: 'expression', value: inner }]);
        },
      });
    }
    insides(statement).forEach((_, which) => {
      edits.push({
        node: statement as unknown as Node,
        holder,
        apply: (node, _copy, around) => {
          const own = node as unknown as Stmt;
          const inside = insides(own)[which] ?? [];
          const body =
            own.s === 'loop' ? withoutCounter(own, inside)
            : own.s === 'walk' ? atFirst(own, inside)
            : inside;
          return replaceStatement(around, node, body);
        },
      });
    });
  });
  return edits;
}

function replaceStatement(holder: Node, node: Node, others: readonly Stmt[]): boolean {
  const found = listWith(holder, node);
  found?.list.splice(found.index, 1, ...others);
  return found !== undefined;
}

/** The body of a walk, its pointer declared as one to the first element. */
function atFirst({ name, type, base }: Extract<Stmt, { s: 'walk' }>, body: readonly Stmt[]): readonly Stmt[] {
  const place = { p: 'element', type: type.to, base, index: { e: 'int', type: INT, value: 0n } } as const;
  const value: Expr = { e: 'address', type, place: copyPart(place) };
  return [
    { s: 'declaration', name, type, init: { i: 'value', value }, storage: '', qualifier: '' },
    ...copyPart([...body]),
  ];
}

/** The body of a loop, its counter declared as a variable. */
function withoutCounter(node: Extract<Stmt, { s: 'loop' }>, body: readonly Stmt[]): readonly Stmt[] {
  const value = node.form === 'for' ? 0n : BigInt(node.form === 'do' ? node.count : node.count - 1);
  return withVariable(node, value, copyPart([...body]));
}

/** Statements that know the counter of a loop as a variable, where they mention it. */
function withVariable(
  { counter: name, type }: Extract<Stmt, { s: 'loop' }>,
  value: bigint,
  list: readonly Stmt[],
): readonly Stmt[] {
  if (!namesIn(list as unknown as Part[]).has(name)) return list;
  const init = { i: 'value', value: { e: 'int', type, value } } as const;
  return [{ s: 'declaration', name, type, init, storage: '', qualifier: '' }, ...list];
}

/** How long a body of a loop is turned round. */
const LONGEST_ROTATION = 5;

/** The statements of a loop stand there once, beginning with another one than the first. */
export function rotations(program: Program): readonly Edit[] {
  const edits: Edit[] = [];
  eachStatement(program, (holder, statement) => {
    if (statement.s !== 'loop' || statement.body.length > LONGEST_ROTATION) return;
    for (let first = 1; first < statement.body.length; first++) {
      edits.push({
        node: statement,
        holder,
        apply: (node, _, around) => {
          const own = node as unknown as Extract<Stmt, { s: 'loop' }>;
          const list = [...own.body.slice(first), ...own.body.slice(0, first)];
          return replaceStatement(around, node, withVariable(own, own.form === 'for' ? 1n : 0n, list));
        },
      });
    }
  });
  return edits;
}
