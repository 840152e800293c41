// Edits of objects: an aggregate of which one part is used becomes that part, an assignment becomes the initializer, an
// object that is read once becomes its value. In: a program. Out: edits.
import type { Declaration, Expr, Init, Place, Program } from '../program/ast.ts';
import { type CType, INT, isArithmetic, isFoldedTwice, sameType, ULONG } from '../program/ctypes.ts';
import { copyPart, type Edit, type Node, nodesOf } from './edit.ts';
import { effectless, plainValue, substitute } from './expr.ts';
import { eachStatement, listWith } from './stmt.ts';
import { visit } from '../program/uses.ts';

/** One step down into an object. */
type Step = { readonly field: string } | { readonly index: number };

function declarationsOf(program: Program): readonly Declaration[] {
  return nodesOf(program).filter(({ s }) => s === 'declaration') as unknown as Declaration[];
}

/** Whether an object stands in for the targets of null pointers. */
function isHome(program: Program, name: string): boolean {
  return nodesOf(program).some(({ home }) => home === name);
}

/** Everything that refers to a variable by its place, and what holds that. */
function mentions(program: Program, name: string): readonly { holder: Node; node: Node }[] {
  return nodesOf(program).flatMap((holder) =>
    Object.values(holder).flatMap((value: unknown) =>
      (Array.isArray(value) ? (value as unknown[]) : [value]).flatMap((one) => {
        const node = one as Node | null;
        return typeof node === 'object' && node?.p === 'variable' && node.name === name ? [{ holder, node }] : [];
      }),
    ),
  );
}

/** The one part of an object that all mentions of it go to. */
function onlyStep(program: Program, name: string): { step: Step; type: CType; bits?: number } | undefined {
  let only: ReturnType<typeof onlyStep>;
  for (const { holder } of mentions(program, name)) {
    const place = holder as unknown as Place;
    let step: Step;
    if (place.p === 'field') step = { field: place.field };
    else if (place.p === 'element' && place.index.e === 'int' && place.safe !== true)
      step = { index: Number(place.index.value) };
    else return undefined;
    if (only !== undefined && JSON.stringify(only.step) !== JSON.stringify(step)) return undefined;
    only = { step, type: place.type, ...(place.p === 'field' && place.bits !== undefined ? { bits: place.bits } : {}) };
  }
  return only;
}

function partOfInit(init: Init, step: Step, type: CType): Init {
  if ('field' in step && init.i === 'fields') {
    const item = init.items.find(({ field }) => field === step.field);
    if (item !== undefined) return item.init;
  }
  if ('index' in step && init.i === 'elements') {
    const { index } = step;
    const item = init.items.find((one) => one.index <= index && index <= (one.last ?? one.index));
    if (item !== undefined) return item.init;
  }
  const zero = plainValue(type, type.kind === 'float' ? 0 : 0n);
  if (zero !== undefined) return { i: 'value', value: zero };
  return type.kind === 'array' ?
      { i: 'elements', designated: true, items: [] }
    : { i: 'fields', designated: true, items: [] };
}

/** A struct or array becomes its only part that is used. */
export function partEdits(program: Program): readonly Edit[] {
  return declarationsOf(program).flatMap((declaration): readonly Edit[] => {
    const { name, type, init } = declaration;
    if ((type.kind !== 'record' && type.kind !== 'array') || init.i === 'value' || init.i === 'string') return [];
    const only = isHome(program, name) ? undefined : onlyStep(program, name);
    if (only === undefined || only.bits !== undefined || only.type.kind === 'pointer') return [];
    return [{
      node: declaration as unknown as Node,
      apply: (node, copy) => {
        const own = node as unknown as Declaration;
        own.init = partOfInit(own.init, only.step, only.type);
        own.type = only.type;
        delete own.room;
        for (const { holder, node: variable } of mentions(copy, name)) replaceByVariable(holder, variable, only.type);
        return true;
      },
    }]; // prettier-ignore
  });
}

/** A place that goes into a variable becomes the variable. */
function replaceByVariable(holder: Node, variable: Node, type: CType): void {
  const { name } = variable;
  for (const key of Object.keys(holder)) Reflect.deleteProperty(holder, key);
  Object.assign(holder, { p: 'variable', type, name });
}

/** `T v = 0; ... v = value;` in one list becomes `T v = value;` at the second place, or at the first one. */
export function initializerEdits(program: Program): readonly Edit[] {
  const edits: Edit[] = [];
  eachStatement(program, (holder, statement) => {
    if (statement.s !== 'expression' || statement.value.e !== 'assign' || statement.value.op !== '') return;
    const { place } = statement.value;
    if (place.p !== 'variable') return;
    const declared = (list: readonly unknown[]): number =>
      list.findIndex((one) => {
        const { s, name, storage } = one as Node;
        return s === 'declaration' && name === place.name && storage === '';
      });
    for (const moved of [true, false]) {
      edits.push({
        node: statement,
        holder,
        apply: (node, _, around) => {
          const found = listWith(around, node);
          const at = found === undefined ? -1 : declared(found.list);
          if (found === undefined || at < 0 || at > found.index) return false;
          const declaration = found.list[at] as Declaration;
          const { value } = node.value as Extract<Expr, { e: 'assign' }>;
          declaration.init = { i: 'value', value };
          found.list.splice(found.index, 1, ...(moved ? [declaration] : []));
          if (moved) found.list.splice(at, 1);
          return true;
        },
      });
    }
  });
  return edits;
}

/** The only read of a variable becomes its initializer. */
export function singleUseEdits(program: Program): readonly Edit[] {
  return declarationsOf(program).flatMap((declaration): readonly Edit[] => {
    const { name, init, type, storage, qualifier } = declaration;
    if (init.i !== 'value' || storage !== '' || qualifier !== '' || !effectless(init.value)) return [];
    const [one, ...others] = mentions(program, name);
    if (one === undefined || others.length > 0 || one.holder.e !== 'read') return [];
    return [{
      node: one.holder,
      apply: (node, copy) => {
        const own = declarationsOf(copy).find((other) => other.name === name);
        if (own?.init.i !== 'value') return false;
        const { value } = own.init;
        const fitted: Expr = sameType(value.type, type) ? value : { e: 'cast', type, operand: value };
        if (fitted.e === 'cast') delete fitted.implicit;
        const holder = nodesOf(copy).find((around) => holds(around, node));
        return holder !== undefined && substitute(holder, node, copyPart(fitted)) && removeDeclaration(copy, own);
      },
    }]; // prettier-ignore
  });
}

function holds(holder: Node, node: Node): boolean {
  return Object.values(holder).some((value) => value === node || (Array.isArray(value) && value.includes(node)));
}

function removeDeclaration(copy: Program, declaration: Declaration): boolean {
  for (const holder of nodesOf(copy)) {
    const found = listWith(holder, declaration as unknown as Node);
    if (found === undefined) continue;
    found.list.splice(found.index, 1);
    return true;
  }
  return false;
}

/** An operation that is written in its safe form gets operands with which it needs none. */
export function tameEdits(program: Program): readonly Edit[] {
  return nodesOf(program).flatMap((node): readonly Edit[] => {
    if (node.safe !== true) return [];
    const set = (values: Node): Edit => ({
      node,
      apply: (target) => {
        Object.assign(target, copyPart(values), { safe: false });
        return true;
      },
    });
    const number = (type: CType, value: 0 | 1): Expr | undefined =>
      isArithmetic(type) ? plainValue(type, type.kind === 'float' ? value : BigInt(value)) : undefined;
    const of = (value: unknown): CType => (value as Expr).type;
    if (node.e === 'binary') {
      const [left, right] = [number(of(node.left), 1), number(of(node.right), 1)];
      const [zero] = [number(of(node.left), 0)];
      return [set({ right }), set({ left: zero, right }), set({ left, right })];
    }
    if (node.e === 'assign' && node.op !== '') return [set({ value: number(of(node.value), 1) })];
    if (node.e === 'cast') return [set({ operand: number(of(node.operand), 1) })];
    if (node.p === 'element' || node.p === 'offset' || node.e === 'character') {
      const index = (value: bigint): Edit => set({ index: { e: 'int', type: INT, value } });
      const { index: own, base } = node as unknown as { index: Expr; base?: Place };
      if (own.e !== 'int' || base?.type.kind !== 'array') return [index(0n)];
      // The element that it is.
      return [index(BigInt.asUintN(64, own.value) % BigInt(base.type.length)), index(0n)];
    }
    return [];
  });
}

/** A value that takes two lines of output becomes the lower half of it, or its integer part. */
export function narrowEdits(program: Program): readonly Edit[] {
  const edits: Edit[] = [];
  eachStatement(program, (_, statement) => {
    if (statement.s !== 'mix' || !isFoldedTwice(statement.value.type)) return;
    edits.push({
      node: statement,
      apply: (node) => {
        const operand = node.value as Expr;
        if (operand.e === 'cast') delete operand.implicit;
        node.value = { e: 'cast', type: ULONG, operand };
        return true;
      },
    });
  });
  return edits;
}

/** An array of computed length that nothing mentions need not be zeroed; enumerators that nothing mentions go. */
export function unusedEdits(program: Program): readonly Edit[] {
  const names = new Set<string>();
  visit(program as unknown as Node, (part) => {
    if (part.p === 'variable' || part.e === 'enumerator') names.add(part.name as string);
  });
  const rooms = declarationsOf(program).flatMap(({ name, room, init }): readonly Edit[] => {
    const empty = init.i === 'fields' || (init.i === 'elements' && init.items.length === 0);
    if (room === undefined || room.bare === true || !empty || names.has(name)) return [];
    return [{ node: room, apply: (node) => (node.bare = true) }];
  });
  // The first one is negative, and makes the type what it is.
  const items = program.enums.flatMap(({ items }) => items.slice(1)).filter(({ name }) => !names.has(name));
  const enums = program.enums.flatMap((definition) =>
    items.filter((item) => definition.items.includes(item)).map((item): Edit => ({
      node: item,
      holder: definition as unknown as Node,
      apply: (node, _, holder) => {
        const found = listWith(holder, node);
        found?.list.splice(found.index, 1);
        return found !== undefined;
      },
    })),
  ); // prettier-ignore
  return [...rooms, ...enums];
}
