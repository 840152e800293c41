// The reference: what a program prints and returns, and the repair that makes a program defined. Both are one evaluation: a
// node that would be undefined for the operands that it meets is marked safe, until a whole run meets none.
// In: a program. Out: its answer.
import type { Program } from '../program/ast.ts';
import { type CType, isArithmetic } from '../program/ctypes.ts';
import { evaluate } from './expr.ts';
import { declareObject, executeList } from './stmt.ts';
import { keepValues } from './keep.ts';
import { createFrame, createMachine, type Machine, TooLong } from './machine.ts';
import type { Value } from './memory.ts';
import { type Part, visit } from '../program/uses.ts';

/** What a program does. */
export interface Answer {
  readonly stdout: string;
  readonly exitCode: number;
  readonly steps: number;
  /** The function and the value, for each that was folded into the checksum; only when it was asked for. */
  readonly trace: readonly string[] | undefined;
}

const STEP_LIMIT = 60_000;
/** What has been changed without a change of its meaning may take longer, and has to keep its fuel. */
const VARIANT_STEP_LIMIT = 8 * STEP_LIMIT;

interface RunOptions {
  readonly steps?: number;
  readonly trace?: boolean;
  readonly values?: Map<object, Value>;
}

function run(program: Program, { steps = VARIANT_STEP_LIMIT, trace = false, values }: RunOptions = {}): Machine {
  const machine = createMachine(program, steps, trace, executeList, evaluate);
  machine.values = values;
  const frame = createFrame('main');
  for (const declaration of program.globals) declareObject(machine, frame, declaration, true);
  executeList(machine, frame, program.main);
  return machine;
}

function answerOf(machine: Machine): Answer {
  const digits = machine.checksum.toString(16).padStart(16, '0');
  return {
    stdout: machine.printed?.join('') ?? `${digits}\n`,
    exitCode: machine.printed === undefined ? Number(machine.checksum & 63n) : 0,
    steps: machine.steps,
    trace: machine.trace,
  };
}

/** The answer of a program that has been repaired. */
export function answer(program: Program, trace = false): Answer {
  const machine = run(program, { trace });
  if (machine.flips > 0) throw new Error('the program was not repaired');
  return answerOf(machine);
}

/** The statements, places and expressions that a program executes. */
export function reachedParts(program: Program): ReadonlySet<object> {
  return run(program).reached;
}

/** What each expression that is executed came to at last. */
export function observedValues(program: Program): ReadonlyMap<object, Value> {
  const values = new Map<object, Value>();
  run(program, { values });
  return values;
}

/**
 * What is never executed is written in its safe form too: compilers may evaluate operands that the abstract machine leaves
 * out, and then report them, or refuse an address that is out of range.
 */
function secureUnreached(program: Program, reached: ReadonlySet<object>): void {
  visit(program as unknown as Part, (part) => {
    if (!reached.has(part) && isRisky(part)) (part as { safe?: boolean }).safe = true;
  });
}

function isRisky(part: Part): boolean {
  if (part.e === 'advance' || part.e === 'difference') return true;
  if (part.p === 'element' || part.p === 'offset' || part.e === 'character' || part.e === 'step') return true;
  if (part.e === 'unary') return part.op === '-' && (part.type as CType).kind === 'int';
  if (part.e === 'binary' || part.e === 'assign')
    return ['+', '-', '*', '/', '%', '<<', '>>'].includes(part.op as string);
  if (part.e !== 'cast') return false;
  const [to, from] = [part.type as CType, (part.operand as { type: CType }).type];
  return isArithmetic(to) && isArithmetic(from) && (to.kind === 'float' || from.kind === 'float');
}

/** Marks, in place, what has to be written in its safe form, and bounds the calls until the program is short enough. */
export function repair(program: Program): Answer {
  return repaired(program, STEP_LIMIT);
}

/** The same for a program that a repaired one was made into. */
export function repairVariant(program: Program): Answer {
  return repaired(program, VARIANT_STEP_LIMIT);
}

function repaired(program: Program, steps: number): Answer {
  for (;;) {
    try {
      const machine = run(program, { steps });
      if (machine.doubts === 0) {
        secureUnreached(program, machine.reached);
        return answerOf(machine);
      }
      keepValues(program, machine.lostReads);
    } catch (error) {
      if (!(error instanceof TooLong) || program.fuel === undefined || program.fuel === 0) throw error;
      program.fuel = Math.floor(program.fuel / 2);
    }
  }
}
