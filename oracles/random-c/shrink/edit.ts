// Edits of programs for shrinking. An edit names nodes of one program; it is applied to a copy, and survives the acceptance of
// other edits as long as its nodes do. In: programs. Out: copies with a map from old nodes to new ones.
import type { Expr, Program } from '../program/ast.ts';
import { type CType, INT, isArithmetic, isFoldedTwice, sameType } from '../program/ctypes.ts';
import { type Part, partsOf, usedNames } from '../program/uses.ts';

/** A node of the syntax tree, by identity. */
export type Node = Record<string, unknown>;

/** A change around one node; says whether it changed anything. The copy is the whole program. */
export interface Edit {
  readonly node: Node;
  /** Another node that it needs: the holder of the first one. */
  readonly holder?: Node;
  readonly apply: (node: Node, copy: Program, holder: Node) => boolean;
}

export interface Copied {
  readonly copy: Program;
  readonly map: ReadonlyMap<object, Node>;
}

/** A deep copy; types are shared, since nothing changes them in place. */
export function copyWithMap(program: Program): Copied {
  const map = new Map<object, Node>();
  const clone = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(clone);
    if (typeof value !== 'object' || value === null || 'kind' in value) return value;
    const made: Node = {};
    map.set(value, made);
    for (const [key, inner] of Object.entries(value)) made[key] = clone(inner);
    return made;
  };
  return { copy: clone(program) as Program, map };
}

/** A copy of one part. */
export function copyPart<T>(part: T): T {
  return structuredClone(part);
}

/** All nodes in the order of a walk, types left out. */
export function nodesOf(program: object): readonly Node[] {
  const nodes: Node[] = [];
  const see = (part: Part): void => {
    if ('kind' in part) return;
    nodes.push(part);
    for (const inner of partsOf(part)) see(inner);
  };
  see(program as Part);
  return nodes;
}

/** Applies edits to a copy of a program, or nothing if none of them changed anything. */
export function applyEdits(program: Program, edits: readonly Edit[]): Copied | undefined {
  const copied = copyWithMap(program);
  let changed = false;
  for (const { node, holder, apply } of edits) {
    const target = copied.map.get(node);
    const around = holder === undefined ? target : copied.map.get(holder);
    if (target === undefined || around === undefined) continue;
    if (apply(target, copied.copy, around)) changed = true;
  }
  return changed ? copied : undefined;
}

/** The edits that still mean something after others were accepted. */
export function carried(edits: readonly Edit[], { copy, map }: Copied): readonly Edit[] {
  const alive = new Set<Node>(nodesOf(copy));
  return edits.flatMap((edit) => {
    const node = map.get(edit.node);
    const holder = edit.holder === undefined ? undefined : map.get(edit.holder);
    if (node === undefined || !alive.has(node)) return [];
    if (edit.holder === undefined) return [{ node, apply: edit.apply }];
    return holder === undefined || !alive.has(holder) ? [] : [{ node, holder, apply: edit.apply }];
  });
}

/** Drops what main does not reach. */
export function prune(program: Program): void {
  const used = usedNames(program);
  program.functions = program.functions.filter(({ name }) => used.has(name));
  program.globals = program.globals.filter(({ name }) => used.has(name));
  program.records = program.records.filter(({ tag }) => used.has(tag));
  program.enums = program.enums.filter(({ tag }) => used.has(tag));
}

/** An int needs no thought; others may need a few conversions less when they are one. */
function typeWeight(type: CType): number {
  // A struct of one member is no less than that.
  if (type.kind === 'record') return 4;
  if (type.kind === 'array') return typeWeight(type.of) + (type.vary === undefined ? 0 : 2);
  if (type.kind === 'pointer' && type.to.kind === 'array') return typeWeight(type.to);
  return isArithmetic(type) && !sameType(type, INT) ? 4 : 0;
}

/** What one node adds to the weight beside being there: long numbers and words around declarations. */
function extraWeight(node: Node): number {
  if (node.home !== undefined) return 0.2;
  if (node.counted === true) return 1.5;
  if (node.safe === true) return node.s === 'jump' ? 1.1 : 0.1;
  if (node.e === 'int')
    return (
      (sameType(node.type as CType, INT) ? 0 : 0.05) + String(node.value).length / 64 + (node.value === 0n ? 0 : 1 / 64)
    );
  if (node.e === 'float') return String(node.value).length / 64 + (Number(node.value) === 0 ? 0 : 1 / 64);
  if (node.s === 'declaration')
    return (
      typeWeight(node.type as CType) +
      (node.qualifier === '' ? 0 : 0.5) +
      (node.storage === '' ? 0 : 0.25) +
      (node.thread === true ? 0.5 : 0) +
      (node.alias === true ? 0.5 : 0)
    );
  if (node.s === 'loop') return 1 + typeWeight(node.type as CType) + Number(node.count) / 64;
  if (node.s === 'walk' || node.s === 'irreducible') return 1 + Number(node.count) / 64;
  if (node.s === 'if' || node.s === 'skip' || node.s === 'switch' || node.s === 'jump') return 1;
  if (node.s === 'mix') return isFoldedTwice((node.value as Expr).type) ? 3 : 0.5;
  if (node.external === true) return 0.25;
  if (node.volatile === true) return 0.5;
  if (node.how !== undefined && node.bare !== true) return 0.5;
  if (node.c === 'table' || node.c === 'choice') return 4;
  return 0;
}

/** Smaller is better: how much there is to read and to understand. */
export function weigh(program: Program): number {
  let weight = 0;
  for (const node of nodesOf(program)) weight += 1 + extraWeight(node);
  if (program.plain !== true) weight += 1000;
  if (program.fuel !== undefined) weight += 200 + program.fuel / 64;
  for (const { unit } of [...program.functions, ...program.globals]) if (unit === 1) weight += 5;
  for (const { parameters } of program.functions) {
    weight += 20 + parameters.length;
    for (const { type } of parameters) weight += typeWeight(type);
  }
  return weight;
}
