// Many programs in one executable: their parts, and a main that calls one after the other and says after each how it went.
// With a number as its argument it begins there and gives each program a process and a time limit of its own, so that one
// that dies takes no other along. In: parts. Out: a C translation unit; answers from its output.
import type { PartUnit, ProgramPart } from '../model/generator.ts';

// No header is included that no part wants: the lane may lack any, and the parts may declare the same names. Nothing is
// computed that need not be: a compiler that is wrong about it would be wrong about every batch.
const mainText = (programs: number, seconds: number): string => `
int printf(const char *, ...);
int atoi(const char *);
int fork(void);
int waitpid(int, int *, int);
unsigned alarm(unsigned);
void _exit(int);
int main(int argc, char **argv) {
  unsigned long i = argc > 1 ? (unsigned long)atoi(argv[1]) : 0, n = ${String(programs)};
  for (; i < n; i++) {
    int child, status = 0;
    if (argc < 2) {
      printf("=%lu exit %d\\n", i, batch_entries[i]());
      continue;
    }
    fflush(0);
    child = fork();
    if (child < 0) return 1;
    if (child == 0) {
      int code;
      alarm(${String(seconds)});
      code = batch_entries[i]();
      fflush(0);
      _exit(code);
    }
    waitpid(child, &status, 0);
    if (status & 127) printf("=%lu signal %d\\n", i, status & 127);
    else printf("=%lu exit %d\\n", i, status >> 8 & 255);
  }
  return 0;
}
`;

/** What stands before the parts. */
function headOf(parts: readonly PartUnit[]): string {
  const includes = [...new Set(parts.flatMap((part) => part.includes))].map((file) => `#include ${file}\n`);
  return `${includes.join('')}int printf(const char *, ...);\n`;
}

/** The part that a line of the unit belongs to, by its position. */
export function partAtLine(parts: readonly ProgramPart[], line: number): number | undefined {
  const linesOf = (text: string): number => text.split('\n').length - 1;
  let last = linesOf(headOf(parts));
  if (line <= last) return undefined;
  const found = parts.findIndex(({ text }) => line <= (last += linesOf(text)));
  return found < 0 ? undefined : found;
}

/** The units of a batch of programs that have two: the first runs them all, the second has what is left. */
export function apartUnits(parts: readonly ProgramPart[], seconds: number): readonly string[] {
  const units = (place: number): readonly PartUnit[] => parts.flatMap(({ apart }) => apart?.[place] ?? []);
  const first = units(0).map((unit, index) => ({ ...unit, entry: parts[index]?.entry ?? '' }));
  const second = units(1);
  return [batchUnit(first, seconds), [headOf(second), ...second.map(({ text }) => text)].join('')];
}

/** The translation unit that runs all of them; `seconds` is the time of one with a process of its own. */
export function batchUnit(parts: readonly ProgramPart[], seconds: number): string {
  const entries = parts.map(({ entry }) => entry).join(', ');
  return [
    headOf(parts),
    ...parts.map(({ text }) => text),
    `static int (*const batch_entries[])(void) = {${entries}};`,
    parts.some(({ includes }) => includes.includes('<stdio.h>')) ? '' : 'int fflush(void *);\n',
    mainText(parts.length, seconds),
  ].join('');
}

interface Known {
  readonly stdout: string;
  readonly exitCode: number;
}

/** What the executable prints when every program is right. */
export function batchOutput(answers: readonly Known[]): string {
  return answers.map(({ stdout, exitCode }, index) => `${stdout}=${String(index)} exit ${String(exitCode)}\n`).join('');
}

/** How one program went in a run with a process for each. */
export interface Reported {
  readonly stdout: string;
  readonly how: 'exit' | 'signal';
  /** Exit code, or number of the signal. */
  readonly code: number;
}

/** What such a run says about its programs, by their positions; one that did not come to its turn is missing. */
export function reportsOf(output: string): ReadonlyMap<number, Reported> {
  const reports = new Map<number, Reported>();
  const marks = /^=(\d+) (exit|signal) (\d+)\n/gm;
  let start = 0;
  for (let mark = marks.exec(output); mark !== null; mark = marks.exec(output)) {
    const [whole, index, how, code] = mark;
    const stdout = output.slice(start, mark.index);
    start = mark.index + whole.length;
    reports.set(Number(index), { stdout, how: how === 'exit' ? 'exit' : 'signal', code: Number(code) });
  }
  return reports;
}

/** Which programs such a run shows to be right. */
export function rightOnes(output: string, answers: readonly Known[]): ReadonlySet<number> {
  const reports = reportsOf(output);
  const right = answers.flatMap(({ stdout, exitCode }, index) => {
    const seen = reports.get(index);
    return seen?.how === 'exit' && seen.code === exitCode && seen.stdout === stdout ? [index] : [];
  });
  return new Set(right);
}
