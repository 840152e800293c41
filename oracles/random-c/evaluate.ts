// The reference: what a program prints and returns, and the repair that makes a program defined. Both are one evaluation: a
// node that would be undefined for the operands that it meets is marked safe, until a whole run meets none.
// In: a program. Out: its answer.
import type { Program } from './ast.ts';
import { declareObject, executeList } from './evaluate_stmt.ts';
import { createMachine, type Frame, type Machine, TooLong } from './machine.ts';

/** What a program does. */
export interface Answer {
  readonly stdout: string;
  readonly exitCode: number;
  readonly steps: number;
  /** What was folded into the checksum, in order; only when it was asked for. */
  readonly trace: readonly bigint[] | undefined;
}

const STEP_LIMIT = 60_000;

function run(program: Program, trace: boolean): Machine {
  const machine = createMachine(program, STEP_LIMIT, trace, executeList);
  const frame: Frame = { variables: new Map() };
  for (const declaration of program.globals) declareObject(machine, frame, declaration, true);
  executeList(machine, frame, program.main);
  return machine;
}

function answerOf(machine: Machine): Answer {
  const digits = machine.checksum.toString(16).padStart(16, '0');
  return {
    stdout: `${digits}\n`,
    exitCode: Number(machine.checksum & 63n),
    steps: machine.steps,
    trace: machine.trace,
  };
}

/** The answer of a program that has been repaired. */
export function answer(program: Program, trace = false): Answer {
  const machine = run(program, trace);
  if (machine.flips > 0) throw new Error('the program was not repaired');
  return answerOf(machine);
}

/** Marks, in place, what has to be written in its safe form, and bounds the calls until the program is short enough. */
export function repair(program: Program): Answer {
  for (;;) {
    try {
      const machine = run(program, false);
      if (machine.flips === 0) return answerOf(machine);
    } catch (error) {
      if (!(error instanceof TooLong) || program.fuel === 0) throw error;
      program.fuel = Math.floor(program.fuel / 2);
    }
  }
}
