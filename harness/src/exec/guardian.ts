// The guardian: one small shell process that outlives the harness by a moment. Every process group and the scratch
// directory are announced to it; when the harness is gone, however it went (SIGKILL too), the guardian's input ends, and
// it kills what is left and removes the scratch directory. In: group ids and a directory. Out: nobody is left behind.
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { Socket } from 'node:net';
import { sleep } from './wait.ts';
import { markedProcesses } from './processes.ts';

/** The environment variable that marks every descendant, so that even one that left its process group is found. */
export const MARK_VARIABLE = 'KIT_HARNESS_MARK';

// Reads "+ group", "- group" and "d directory". `$1` is the mark.
const SCRIPT = `
trap '' INT TERM HUP QUIT
live=' '
scratch=
while read -r op value; do
  case $op in
    +) live="$live$value " ;;
    -) case $live in *" $value "*) live="\${live%%" $value "*} \${live#*" $value "}" ;; esac ;;
    d) scratch=$value ;;
  esac
done
for group in $live; do kill -KILL -- "-$group" 2>/dev/null; done
for file in $(grep -lsF "${MARK_VARIABLE}=$1/" /proc/[0-9]*/environ); do
  pid=\${file#/proc/}
  kill -KILL "\${pid%/environ}" 2>/dev/null
done
if [ -n "$scratch" ]; then
  for try in 1 2 3 4 5; do rm -rf -- "$scratch" 2>/dev/null && break; sleep 0.1; done
fi
`;

export interface Guardian {
  readonly mark: string;
  /** Resolves when the guardian has been told, so that the group may start its work. */
  add(group: number): Promise<void>;
  remove(group: number): void;
  /** Kills what still carries the mark, and lets the guardian end. */
  close(): Promise<void>;
}

/** Starts the guardian. `scratch` is the directory that it removes when the harness dies. */
export function startGuardian(scratch: string): Guardian {
  const mark = randomUUID();
  const child = spawn('/bin/sh', ['-c', SCRIPT, 'kit-harness-guardian', mark], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    cwd: '/',
    env: { PATH: process.env.PATH ?? '/usr/bin:/bin' },
  });
  child.unref();
  const input = child.stdin;
  if (input instanceof Socket) input.unref();
  input.on('error', () => undefined);
  const tell = (line: string): Promise<void> =>
    new Promise((resolve, reject) => {
      input.write(line, (error) => {
        if (error) reject(new Error(`the guardian process is gone: ${error.message}`));
        else resolve();
      });
    });
  void tell(`d ${scratch}\n`).catch(() => undefined);
  return {
    mark,
    add: (group) => tell(`+ ${String(group)}\n`),
    remove: (group) => {
      void tell(`- ${String(group)}\n`).catch(() => undefined);
    },
    close: async () => {
      for (let round = 0; round < 5; round++) {
        const left = markedProcesses(`${MARK_VARIABLE}=${mark}/`);
        if (left.length === 0) break;
        for (const pid of left) killQuietly(pid);
        await sleep(20);
      }
      input.end();
    },
  };
}

/** Sends SIGKILL to a process, or to a group when negative. Returns whether there was one. */
export function killQuietly(pid: number): boolean {
  try {
    process.kill(pid, 'SIGKILL');
    return true;
  } catch {
    return false;
  }
}
