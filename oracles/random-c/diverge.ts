// The first function that does something else than it has to: the program is printed with a trace, run where it fails, and
// compared with the trace of the evaluator. In: a program, and what its traced units print. Out: a function's name.
import type { ProgramUnit } from 'kit-harness';
import type { Program } from './program/ast.ts';
import { answer } from './evaluate/answer.ts';
import { printUnits } from './print/program.ts';

/** The units of a program that says in which function each value is folded or printed. */
export function tracedUnits(program: Program): readonly ProgramUnit[] {
  return printUnits(program, { trace: true }).map((text, index) => ({ name: `trace${String(index)}.c`, text }));
}

/** The function of the first line that is another one than it has to be; nothing when the traces are equal. */
export function firstDivergence(program: Program, printed: string): string | undefined {
  const expected = answer(program, true).trace ?? [];
  const seen = printed.split('\n').filter((line) => / [\da-f]+$/.test(line));
  const at = expected.findIndex((line, index) => line !== seen[index]);
  const line = at < 0 ? seen[expected.length] : expected[at];
  return line?.split(' ')[0];
}
