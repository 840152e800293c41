// Edits of what has a name: functions are put in the place of their call, parameters, members and initializers go, variables
// become their values. In: a program. Out: edits.
import type { Declaration, Expr, FunctionDefinition, Init, Program, Stmt } from './ast.ts';
import { sameType } from './ctypes.ts';
import { copyPart, type Edit, type Node, nodesOf } from './shrink_edit.ts';
import { eachExpression, effectless, substitute } from './shrink_expr.ts';
import { eachStatement, listWith } from './shrink_stmt.ts';
import { visit } from './uses.ts';

function callsOf(program: Program, name: string): readonly Node[] {
  return nodesOf(program).filter(
    ({ c, ...node }) => (c === 'direct' && node.name === name) || (Array.isArray(node.names) && node.names.includes(name)),
  ); // prettier-ignore
}

function returns({ body }: FunctionDefinition): boolean {
  let found = false;
  visit({ body }, (part) => {
    if (part.s === 'return') found = true;
  });
  return found;
}

/** A function that one statement calls directly becomes a block before that statement. */
export function inlineEdits(program: Program): readonly Edit[] {
  const edits: Edit[] = [];
  eachStatement(program, (holder, statement) => {
    const call = rootCall(statement);
    if (call?.callee.c !== 'direct') return;
    const { name } = call.callee;
    const definition = program.functions.find((one) => one.name === name);
    if (definition === undefined || returns(definition) || callsOf(program, name).length !== 1) return;
    edits.push({
      node: statement as unknown as Node,
      holder,
      apply: (node, copy, around) => inline(node as unknown as Stmt, copy, around, name),
    });
  });
  return edits;
}

/** The call that a statement consists of, but for a conversion or an assignment of its value. */
function rootCall(statement: Stmt): Extract<Expr, { e: 'call' }> | undefined {
  let value: Expr | undefined;
  if (statement.s === 'expression' || statement.s === 'mix' || statement.s === 'return') ({ value } = statement);
  if (statement.s === 'declaration' && statement.init.i === 'value' && statement.storage === '') ({ value } = statement.init); // prettier-ignore
  while (value?.e === 'cast' || (value?.e === 'assign' && effectless(placeOf(value)))) {
    value = value.e === 'cast' ? value.operand : value.value;
  }
  return value?.e === 'call' ? value : undefined;
}

function placeOf(value: Extract<Expr, { e: 'assign' }>): Expr {
  return { e: 'read', type: value.type, place: value.place };
}

function inline(statement: Stmt, copy: Program, holder: Node, name: string): boolean {
  const definition = copy.functions.find((one) => one.name === name);
  const found = listWith(holder, statement as unknown as Node);
  const call = rootCall(statement);
  if (definition === undefined || found === undefined || call === undefined) return false;
  const parameters = definition.parameters.map((parameter, index): Declaration => {
    const value = call.args[index] ?? definition.fallback;
    return { s: 'declaration', ...parameter, init: { i: 'value', value }, storage: '', qualifier: '' };
  });
  const before: Stmt = { s: 'compound', body: [...parameters, ...definition.body] };
  const kept = replaceIn(statement, call, copyPart(definition.fallback));
  found.list.splice(found.index, 1, before, ...(kept ? [statement] : []));
  copy.functions = copy.functions.filter((one) => one !== definition);
  return true;
}

/** Puts a value in the place of the call; false if the statement was nothing but the call. */
function replaceIn(statement: Stmt, call: Expr, value: Expr): boolean {
  if (statement.s === 'expression' && statement.value === call) return false;
  let done = false;
  visit(statement as unknown as Node, (part) => {
    if (!done) done = substitute(part, call, value);
  });
  return done;
}

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

function dropParameter(copy: Program, definition: FunctionDefinition, parameter: Node): boolean {
  const { name, parameters } = definition;
  const index = parameters.findIndex((one) => (one as unknown) === parameter);
  if (index < 0 || (index < definition.named && definition.named === 1 && parameters.length > 1)) return false;
  const holders = callsOf(copy, name);
  if (holders.some(({ c }) => c !== 'direct')) return false;
  for (const node of nodesOf(copy)) {
    if (node.e === 'call' && holders.includes(node.callee as Node)) (node.args as Expr[]).splice(index, 1);
  }
  parameters.splice(index, 1);
  if (index < definition.named) definition.named--;
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

/** Whether a value is the same wherever it stands: a constant, or the address of a whole object. */
function isSteadyValue(value: Expr): boolean {
  if (value.e === 'cast') return isSteadyValue(value.operand);
  if (value.e === 'address') return value.place.p === 'variable';
  return value.e === 'int' || value.e === 'float' || value.e === 'enumerator';
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
      const place = value as { p?: string; pointer?: Expr } | null;
      if (typeof place !== 'object' || place?.p !== 'target' || place.pointer?.e !== 'address') continue;
      edits.push({
        node: place,
        holder: node,
        apply: (target, _, around) => substitute(around, target, (target.pointer as { place: unknown }).place),
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
    return [];
  });
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
