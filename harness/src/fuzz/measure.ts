// What a compilation costs: a small program, made once by a seed compiler, runs the compiler and writes down what the
// kernel says about it (wait4's rusage). In: a command. Out: the command that measures it, and CPU time and memory.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Executor } from '../exec/execute.ts';
import { which } from '../exec/which.ts';
import { type Command, TOOL_LIMITS } from '../model/command.ts';
import type { Subject } from '../model/subject.ts';

// $1 is the file for the result. How the command ended is passed on.
const SOURCE = `
#define _DEFAULT_SOURCE
#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
int main(int argc, char **argv) {
  int status = 0;
  struct rusage used;
  FILE *file;
  pid_t child;
  if (argc < 3) return 125;
  child = fork();
  if (child < 0) return 125;
  if (child == 0) {
    execvp(argv[2], argv + 2);
    _exit(127);
  }
  while (wait4(child, &status, 0, &used) < 0) ;
  file = fopen(argv[1], "w");
  if (file == NULL) return 125;
  fprintf(file, "%ld %ld\\n",
          (long)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1000000L + used.ru_utime.tv_usec + used.ru_stime.tv_usec,
          (long)used.ru_maxrss);
  fclose(file);
  if (WIFSIGNALED(status)) {
    signal(WTERMSIG(status), SIG_DFL);
    kill(getpid(), WTERMSIG(status));
  }
  return WEXITSTATUS(status);
}
`;

/** User and system time, and the largest resident set of one process. */
export interface Cost {
  readonly seconds: number;
  readonly bytes: number;
}

export interface Meter {
  /** The same command, measured; the result goes to `file`. */
  wrap(command: Command, file: string): Command;
  /** What was measured; undefined when the command did not come to its end. */
  read(file: string): Cost | undefined;
}

/** Makes the meter, when one of the subject's seeds can compile it. */
export async function openMeter(subject: Subject, executor: Executor, scratch: string): Promise<Meter | undefined> {
  const program = join(scratch, 'meter');
  writeFileSync(`${program}.c`, SOURCE);
  for (const { tools } of subject.seeds) {
    const [cc = '', ...flags] = tools.cc;
    if (which(cc) === undefined) continue;
    const made = await executor.execute({ program: cc, args: [...flags, `${program}.c`, '-o', program] }, TOOL_LIMITS);
    if (made.kind === 'exit' && made.code === 0) return meter(program);
  }
  return undefined;
}

function meter(program: string): Meter {
  return {
    wrap: (command, file) => ({ ...command, program, args: [file, command.program, ...command.args] }),
    read: (file) => {
      try {
        const [micros = NaN, kib = NaN] = readFileSync(file, 'utf8').split(' ').map(Number);
        return Number.isFinite(micros + kib) ? { seconds: micros / 1e6, bytes: kib * 1024 } : undefined;
      } catch {
        return undefined;
      }
    },
  };
}
