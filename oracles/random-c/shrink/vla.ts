// Edits of arrays whose length is computed: they get a constant one, parameters become pointers. In: a program. Out: edits.
import type { Declaration, Expr, FunctionDefinition, Parameter, Program } from '../program/ast.ts';
import { type CType, withArrays } from '../program/ctypes.ts';
import { observedValues } from '../evaluate/answer.ts';
import { type Edit, type Node, nodesOf } from './edit.ts';
import { visit } from '../program/uses.ts';

function isType(value: unknown): value is CType {
  return typeof value === 'object' && value !== null && 'kind' in value;
}

/** Changes the types of nodes. */
export function changeTypes(nodes: readonly Node[], change: (type: CType) => CType): void {
  for (const node of nodes) {
    for (const [key, value] of Object.entries(node)) if (isType(value)) node[key] = change(value);
  }
}

/** The variables that are lengths. */
export function lengthNames(part: object): ReadonlySet<string> {
  const names = new Set<string>();
  visit(part as Node, ({ kind, vary, bound }) => {
    if (kind === 'array' && typeof vary === 'string') names.add(vary);
    if (typeof bound === 'string') names.add(bound);
  });
  return names;
}

/** What makes the value of a variable: its initializer, or an argument. */
function sourceOf(program: Program, name: string): { node: Node; value: Expr } | undefined {
  for (const node of nodesOf(program)) {
    if (node.s !== 'declaration' || node.name !== name) continue;
    const { init } = node as unknown as Declaration;
    return init.i === 'value' ? { node, value: init.value } : undefined;
  }
  for (const { name: callee, parameters } of program.functions) {
    const index = parameters.findIndex((parameter) => parameter.name === name);
    if (index < 0) continue;
    const call = nodesOf(program).find(({ e, callee: own }) => e === 'call' && mentions(own, callee));
    const value = (call?.args as Expr[] | undefined)?.[index];
    return value === undefined ? undefined : { node: parameters[index] as unknown as Node, value };
  }
  return undefined;
}

function mentions(callee: unknown, name: string): boolean {
  const { name: own, names } = callee as { name?: string; names?: string[] };
  return own === name || names?.includes(name) === true;
}

/** A length becomes the constant that it was at last. */
function constantLengths(program: Program): readonly Edit[] {
  const names = [...lengthNames(program)];
  if (names.length === 0) return [];
  const values = observedValues(program);
  return names.flatMap((name): readonly Edit[] => {
    const source = sourceOf(program, name);
    const value = source === undefined ? undefined : values.get(source.value);
    if (source === undefined || typeof value !== 'bigint') return [];
    return [{
      node: source.node,
      apply: (_, copy) => {
        makeConstant(copy, name, Number(value));
        return true;
      },
    }]; // prettier-ignore
  });
}

function makeConstant(copy: Program, name: string, length: number): void {
  const nodes = nodesOf(copy);
  changeTypes(nodes, (type) =>
    withArrays(type, (array) => (array.vary === name ? { kind: 'array', of: array.of, length } : array)),
  );
  for (const { array, ...node } of nodes as unknown as Partial<Parameter>[]) {
    if (array?.bound === name) dropArray(copy, node.name);
  }
}

function dropArray({ functions }: Program, name: string | undefined): boolean {
  for (const { parameters } of functions) {
    for (const parameter of parameters) {
      if (parameter.name !== name || parameter.array === undefined) continue;
      delete parameter.array;
      return true;
    }
  }
  return false;
}

/** Parameters and declarations of such arrays are written in a plainer way. */
function plainerEdits(program: Program): readonly Edit[] {
  const parameters = program.functions.flatMap((definition: FunctionDefinition) => definition.parameters);
  const arrays = parameters.filter(({ array }) => array !== undefined);
  const aliases = nodesOf(program).filter(({ s, alias }) => s === 'declaration' && alias === true);
  return [
    ...arrays.map(({ name, ...rest }): Edit => ({
      node: parameters.find((one) => one.name === name) as unknown as Node,
      apply: (_, copy) => rest.array !== undefined && dropArray(copy, name),
    })),
    ...aliases.map((node): Edit => ({ node, apply: (target) => delete target.alias })),
  ]; // prettier-ignore
}

/** Arrays of computed length become plainer. */
export function variableArrayEdits(program: Program): readonly Edit[] {
  return [...constantLengths(program), ...plainerEdits(program)];
}
