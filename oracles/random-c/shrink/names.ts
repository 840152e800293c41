// Edits of what has a name: parameters, members and initializers go, variables become their values. In: a program. Out: edits.
import type { Declaration, Expr, FunctionDefinition, Init, Place, Program } from '../program/ast.ts';
import { sameType } from '../program/ctypes.ts';
import { copyPart, type Edit, type Node, nodesOf } from './edit.ts';
import { eachExpression, substitute } from './expr.ts';
import { listWith } from './stmt.ts';
import { visit } from '../program/uses.ts';

/** A parameter goes, with the arguments for it. */
export function parameterEdits(program: Program): readonly Edit[] {
  return program.functions.flatMap((definition) =>
    definition.parameters.map((parameter): Edit => ({
      node: parameter as unknown as Node,
      holder: definition as unknown as Node,
      apply: (node, copy, holder) => dropParameter(copy, holder as unknown as FunctionDefinition, node),
    })),
  ); // prettier-ignore
}

/** The functions that stand with one in a table or in a choice, and so on. */
function twinsOf(copy: Program, name: string): ReadonlySet<string> {
  const twins = new Set([name]);
  const rows = nodesOf(copy).flatMap(({ names }) => (Array.isArray(names) ? [names as string[]] : []));
  for (let before = 0; before < twins.size;) {
    before = twins.size;
    for (const row of rows) if (row.some((one) => twins.has(one))) for (const one of row) twins.add(one);
  }
  return twins;
}

function dropParameter(copy: Program, { name, parameters, named }: FunctionDefinition, parameter: Node): boolean {
  const index = parameters.findIndex((one) => (one as unknown) === parameter);
  if (index < 0 || (index < named && named === 1 && parameters.length > 1)) return false;
  const twins = twinsOf(copy, name);
  for (const node of nodesOf(copy)) {
    if (node.e !== 'call') continue;
    const callee = node.callee as { name?: string; names?: string[] };
    if (twins.has(callee.name ?? callee.names?.[0] ?? '')) (node.args as Expr[]).splice(index, 1);
  }
  for (const definition of copy.functions) {
    if (!twins.has(definition.name)) continue;
    definition.parameters.splice(index, 1);
    if (index < definition.named) definition.named--;
  }
  return true;
}

/** A member goes that nothing but initializers mentions. */
export function fieldEdits(program: Program): readonly Edit[] {
  return program.records.flatMap((record) =>
    record.fields.map((field): Edit => ({
      node: field as unknown as Node,
      holder: record as unknown as Node,
      apply: (node, copy, holder) => {
        const fields = holder.fields as unknown[];
        const { name } = field;
        const nodes = nodesOf(copy);
        if (fields.length < 2 || nodes.some(({ p, field: used }) => p === 'field' && used === name)) return false;
        fields.splice(fields.indexOf(node), 1);
        for (const one of nodes) {
          if (one.i === 'fields') one.items = (one.items as { field: string }[]).filter((item) => item.field !== name);
        }
        return true;
      },
    })),
  ); // prettier-ignore
}

/** Whether a value is the same wherever it stands: a constant, or the address of an object or of a part of it. */
function isSteadyValue(value: Expr): boolean {
  if (value.e === 'cast') return isSteadyValue(value.operand);
  if (value.e === 'address') return isSteadyPlace(value.place);
  return value.e === 'int' || value.e === 'float' || value.e === 'enumerator';
}

function isSteadyPlace(place: Place): boolean {
  if (place.p === 'field') return isSteadyPlace(place.base);
  if (place.p === 'element') return place.index.e === 'int' && isSteadyPlace(place.base);
  return place.p === 'variable';
}

/** The object that a pointer to a known place leads to. */
function followed(place: Place): Place | undefined {
  if ((place.p !== 'target' && place.p !== 'offset') || place.pointer.e !== 'address') return undefined;
  const own = place.pointer.place;
  if (place.p === 'target') return own;
  if (place.index.e !== 'int' || place.safe === true) return undefined;
  if (own.p !== 'element') return place.index.value === 0n ? own : undefined;
  if (own.index.e !== 'int' || own.safe === true) return undefined;
  return { ...own, index: { ...own.index, value: own.index.value + place.index.value } };
}

/** Reads of a variable become its initializer; an object that an address is followed to stands for itself. */
export function propagations(program: Program): readonly Edit[] {
  const edits: Edit[] = [];
  const initial = new Map<string, Expr>();
  for (const node of nodesOf(program)) {
    if (node.s !== 'declaration') continue;
    const { name, init } = node as unknown as Declaration;
    if (init.i === 'value' && isSteadyValue(init.value)) initial.set(name, init.value);
  }
  eachExpression(program, (holder, value) => {
    if (value.e !== 'read' || value.place.p !== 'variable') return;
    const other = initial.get(value.place.name);
    if (other === undefined || !sameType(other.type, value.type)) return;
    edits.push({
      node: value,
      holder,
      apply: (node, _, around) => substitute(around, node, copyPart(other)),
    });
  });
  for (const node of nodesOf(program)) {
    for (const value of Object.values(node)) {
      const place = value as Place | null;
      if (typeof place !== 'object' || place === null || followed(place) === undefined) continue;
      edits.push({
        node: place,
        holder: node,
        apply: (target, _, around) => substitute(around, target, followed(target as unknown as Place)),
      });
    }
  }
  return edits;
}

/** Declarations become plainer, initializers shorter, calls direct. */
export function declarationEdits(program: Program): readonly Edit[] {
  const addressed = new Set<string>();
  for (const node of nodesOf(program)) {
    if (node.e !== 'address') continue;
    visit(node, (part) => {
      if (part.p === 'variable') addressed.add(part.name as string);
    });
  }
  return nodesOf(program).flatMap((node): readonly Edit[] => {
    const set = (key: string, value: unknown): Edit => ({
      node,
      apply: (target) => {
        const changed = target[key] !== value;
        target[key] = value;
        return changed;
      },
    });
    if (node.s === 'declaration') {
      const stays = addressed.has(node.name as string);
      return [
        ...(node.qualifier === '' ? [] : [set('qualifier', '')]),
        ...(node.room === undefined ? [] : [set('room', undefined)]),
        ...(node.thread === true ? [set('thread', undefined)] : []),
        ...listInstead(node),
        ...(node.storage === '' || stays ? [] : [set('storage', '')]),
      ];
    }
    if (node.c === 'table' || node.c === 'choice') {
      return [...new Set(node.names as string[])].map((name): Edit => ({
        node,
        apply: (target) => {
          for (const key of Object.keys(target)) Reflect.deleteProperty(target, key);
          Object.assign(target, { c: 'direct', name });
          return true;
        },
      })); // prettier-ignore
    }
    if (node.i === 'fields' || node.i === 'elements') return initEdits(node);
    if (node.external === true) return [set('external', false)];
    if (node.volatile === true) return [set('volatile', undefined)];
    return [];
  });
}

/** A compound literal as an initializer becomes the list that it has. */
function listInstead(node: Node): readonly Edit[] {
  const { init, storage } = node as unknown as Declaration;
  if (init.i !== 'value' || init.value.e !== 'literal' || storage !== '') return [];
  return [{
    node,
    apply: (target) => {
      const own = target as unknown as Declaration;
      if (own.init.i !== 'value' || own.init.value.e !== 'literal') return false;
      own.init = own.init.value.init;
      return true;
    },
  }]; // prettier-ignore
}

/** Items of lists go: any of a designated one, the last ones of others. */
function initEdits(node: Node): readonly Edit[] {
  const { designated, items } = node as unknown as Extract<Init, { i: 'fields' | 'elements' }>;
  return [...items].reverse().map((item): Edit => ({
    node: item,
    holder: node,
    apply: (target, _, holder) => {
      const found = listWith(holder, target);
      if (found === undefined || (!designated && found.index !== found.list.length - 1)) return false;
      found.list.splice(found.index, 1);
      return true;
    },
  })); // prettier-ignore
}
