// Edits of types: an object that could as well be an int becomes one, so that only the types that matter are left.
// In: a program. Out: edits.
import type { Expr, FunctionDefinition, Program } from '../program/ast.ts';
import { type CType, INT, isArithmetic, sameType } from '../program/ctypes.ts';
import { type Edit, type Node, nodesOf } from './edit.ts';
import { substitute } from './expr.ts';
import { truncated } from '../evaluate/extended.ts';
import { fits, wrap } from '../evaluate/values.ts';

/** What has a type of its own: variables, parameters, counters of loops. */
interface Typed {
  readonly node: Node;
  readonly name: string;
  readonly type: CType;
}

function typedParts(program: Program): readonly Typed[] {
  const parameters = program.functions.flatMap(({ parameters: all, named }) => all.slice(0, named));
  return [
    ...nodesOf(program).flatMap((node): readonly Typed[] => {
      if (node.s === 'declaration') return [{ node, name: node.name as string, type: node.type as CType }];
      return node.s === 'loop' ? [{ node, name: node.counter as string, type: node.type as CType }] : [];
    }),
    ...parameters.map((one) => ({ node: one as unknown as Node, name: one.name, type: one.type })),
  ];
}

/** A scalar becomes an int. */
export function typeEdits(program: Program): readonly Edit[] {
  const fixed = fixedNames(program);
  return typedParts(program)
    .filter(({ name, type }) => isArithmetic(type) && !sameType(type, INT) && !fixed.has(name))
    .map(({ node, name, type }): Edit => ({ node, apply: (target, copy) => retype(target, copy, name, type) }))
    .concat(constantEdits(program));
}

/** A constant that is printed, or that a compound assignment takes, may be an int. */
function constantEdits(program: Program): readonly Edit[] {
  return nodesOf(program)
    .filter(({ s, e, op }) => s === 'mix' || (e === 'assign' && op !== ''))
    .map((statement) => statement.value as Expr)
    .filter((value) => value.e === 'int' && !sameType(value.type, INT) && fits(INT, value.value))
    .map((value) => ({
      node: value,
      apply: (node) => {
        node.type = INT;
        return true;
      },
    }));
}

/** The names of what has to keep its type: somebody has its address. */
function fixedNames(program: Program): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { e, place, home } of nodesOf(program)) {
    const { p, name } = (place ?? {}) as { p?: string; name?: string };
    if ((e === 'address' || e === 'atomic' || e === 'overflow') && p === 'variable' && name !== undefined)
      names.add(name);
    if (typeof home === 'string') names.add(home);
  }
  return names;
}

function retype(target: Node, copy: Program, name: string, from: CType): boolean {
  target.type = INT;
  const init = target.init as { i: string; value: Expr } | undefined;
  if (init !== undefined) {
    if (init.i !== 'value') return false;
    const { value } = init;
    if (value.e === 'int' || value.e === 'float') {
      init.value = { e: 'int', type: INT, value: wrap(INT, truncated(value.value)) };
    } else if (target.storage === 'static') return false;
    else init.value = toInt(value, true);
  }
  const nodes = nodesOf(copy);
  const changed = nodes.filter(({ place }) => isVariable(place, name));
  for (const node of changed) (node.place as { type: CType }).type = INT;
  for (const node of changed) {
    if (node.e === 'assign') {
      // What an int takes part in with a floating value is floating.
      node.value = toInt(node.value as Expr, node.op === '');
    } else if (node.e !== 'read' && node.e !== 'step') return false;
    node.type = INT;
    const holder = nodes.find((one) => Object.values(one).some((value) => value === node || (Array.isArray(value) && value.includes(node)))); // prettier-ignore
    if (holder === undefined) return false;
    if (holder.s !== 'expression') substitute(holder, node, { e: 'cast', type: from, operand: node });
  }
  const definition = copy.functions.find(({ parameters }) => (parameters as unknown[]).includes(target));
  return definition === undefined || retypeArguments(nodes, definition, target);
}

function isVariable(place: unknown, name: string): boolean {
  const { p, name: own } = (place ?? {}) as { p?: string; name?: string };
  return p === 'variable' && own === name;
}

function toInt(value: Expr, implicit: boolean): Expr {
  if (sameType(value.type, INT)) return value;
  if (!implicit && value.type.kind !== 'float') return value;
  return { e: 'cast', type: INT, operand: value, ...(implicit ? { implicit } : {}) };
}

/** False where a call goes through a table: all of its functions have one type. */
function retypeArguments(nodes: readonly Node[], { name, parameters }: FunctionDefinition, parameter: Node): boolean {
  const index = parameters.findIndex((one) => (one as unknown) === parameter);
  for (const node of nodes) {
    if (Array.isArray(node.names) && node.names.includes(name)) return false;
    const { c, name: callee } = (node.callee ?? {}) as { c?: string; name?: string };
    if (node.e !== 'call' || c !== 'direct' || callee !== name) continue;
    const args = node.args as Expr[];
    const [arg] = args.slice(index, index + 1);
    if (arg !== undefined) args[index] = toInt(arg, true);
  }
  return true;
}
