// The state of the abstract machine while a program is evaluated: variables, checksum, limits, and which nodes turned out to
// need their safe form. In: a program. Out: Machine.
import type { Declaration, Expr, FunctionDefinition, Program, Stmt } from '../program/ast.ts';
import type { LostRead, MemoryObject, Records, Value } from './memory.ts';

/** How a list of statements was left; nothing when it came to its end. */
export type Exit = 'break' | 'continue' | { readonly result: Value } | undefined;

/** The evaluator met something that no repair makes defined: the program is not one of the language. */
export class InvalidProgram extends Error {}

/** The program runs for too long. */
export class TooLong extends Error {}

export interface Frame {
  /** Of the function, for the trace. */
  readonly name: string;
  readonly variables: Map<string, MemoryObject>;
  /** The names of those that are volatile. */
  readonly volatile: Set<string>;
}

/** The variables of a call, none yet. */
export function createFrame(name: string): Frame {
  return { name, variables: new Map(), volatile: new Set() };
}

export interface Machine {
  readonly records: Records;
  readonly functions: ReadonlyMap<string, FunctionDefinition>;
  /** Globals and static locals. */
  readonly statics: Map<string, MemoryObject>;
  fuel: number | undefined;
  steps: number;
  checksum: bigint;
  /** How many nodes were found to need their safe form. */
  flips: number;
  /** Of those, how many make what was evaluated before them doubtful: the program has to be run again. */
  doubts: number;
  /** Nodes whose usual form was taken, and whose safe form has another value. */
  readonly trusted: Set<object>;
  /** The values that were mixed, when somebody wants to see them. */
  readonly trace: string[] | undefined;
  /** What is printed at once: in a plain program. */
  readonly printed: string[] | undefined;
  readonly limit: number;
  /** The places and expressions that were executed. */
  readonly reached: Set<object>;
  /** What the setjmp that is evaluated next returns. */
  landing: bigint | undefined;
  /** How often each jump was taken. */
  readonly jumps: Map<object, number>;
  /** Reads of objects that a jump has spoiled. */
  readonly lostReads: LostRead[];
  /** What each expression came to when it was last evaluated, when somebody wants to know. */
  values: Map<object, Value> | undefined;
  /** Statements are executed in a room of their own, which needs expressions, which need statements. */
  readonly executeList: (frame: Frame, list: readonly Stmt[]) => Exit;
  /** And places need expressions, which need places. */
  readonly evaluate: (frame: Frame, node: Expr) => Value;
}

const CHECKSUM_START = 0xcbf29ce484222325n;
const CHECKSUM_FACTOR = 0x100000001b3n;

/** A machine before main. */
export function createMachine(
  program: Program,
  limit: number,
  trace: boolean,
  executeList: (machine: Machine, frame: Frame, list: readonly Stmt[]) => Exit,
  evaluate: (machine: Machine, frame: Frame, node: Expr) => Value,
): Machine {
  const machine: Machine = {
    records: new Map(program.records.map((record) => [record.tag, record])),
    functions: new Map(program.functions.map((definition) => [definition.name, definition])),
    statics: new Map(),
    fuel: program.fuel,
    steps: 0,
    checksum: CHECKSUM_START,
    flips: 0,
    doubts: 0,
    trusted: new Set(),
    trace: trace ? [] : undefined,
    printed: program.plain === true ? [] : undefined,
    limit,
    reached: new Set(),
    landing: undefined,
    jumps: new Map(),
    lostReads: [],
    values: undefined,
    executeList: (frame, list) => executeList(machine, frame, list),
    evaluate: (frame, node) => evaluate(machine, frame, node),
  };
  return machine;
}

/** Counts one step. */
export function step(machine: Machine): void {
  machine.steps++;
  if (machine.steps > machine.limit) throw new TooLong('the program takes too many steps');
}

/** Folds 64 bits into the checksum, as `mix` of the printed program does. */
export function mixBits(machine: Machine, frame: Frame, bits: bigint): void {
  const value = BigInt.asUintN(64, bits);
  machine.trace?.push(`${frame.name} ${value.toString(16)}`);
  machine.printed?.push(`${value.toString(16)}\n`);
  const product = BigInt.asUintN(64, (machine.checksum ^ value) * CHECKSUM_FACTOR);
  machine.checksum = product ^ (product >> 32n);
}

/** The object of a variable. */
export function lookUp(machine: Machine, frame: Frame, name: string): MemoryObject {
  const object = frame.variables.get(name) ?? machine.statics.get(name);
  if (object === undefined) throw new InvalidProgram(`${name} is not declared`);
  return object;
}

/** Marks a node: it needs its safe form. What was evaluated before is doubtful, and the program is run again. */
export function flag(machine: Machine, node: { safe?: boolean }): void {
  flagSame(machine, node);
  machine.doubts++;
}

/** Marks a node whose safe form has the same parts, and the same value wherever the usual one is defined. */
export function flagSame(machine: Machine, node: { safe?: boolean }): void {
  node.safe = true;
  machine.flips++;
}

/** Marks a node whose safe form has the same parts and another value: that matters if the usual form was taken before. */
export function flagAnother(machine: Machine, node: { safe?: boolean }): void {
  flagSame(machine, node);
  if (machine.trusted.has(node)) machine.doubts++;
}

/** Whether a declaration lives as long as the program. */
export function isStatic(declaration: Declaration): boolean {
  return declaration.storage === 'static';
}
