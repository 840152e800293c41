// The executor: runs one command with limits, in a process group of its own that is gone when the command is over.
// A tiny shell stage in front of the program waits for a go-ahead (given once the guardian knows the group), sets the
// kernel's limits and replaces itself by the program. In: a Command and Limits. Out: an Outcome, never an exception.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Command, LimitName, Limits, Outcome } from '../model/command.ts';
import { type Guardian, killQuietly, MARK_VARIABLE, startGuardian } from './guardian.ts';
import { groupMemory, markedProcesses } from './processes.ts';
import { which } from './which.ts';

// $1 CPU seconds, $2 address space in KiB or 'unlimited', $3 file size in blocks of 512 bytes. The hard CPU limit comes
// two seconds after the soft one, so that the signal is SIGXCPU and the cause can be told.
const LAUNCHER = `
read -r go || exit 125
ulimit -c 0
ulimit -S -t "$1"; ulimit -H -t $(($1 + 2))
[ "$2" = unlimited ] || ulimit -v "$2"
ulimit -f "$3"
shift 3
exec "$@" </dev/null
`;

const MEMORY_POLL_MILLISECONDS = 250;

/** How long the pipes of a process that is gone may stay open before somebody else must be holding them. */
const PIPE_GRACE_MILLISECONDS = 300;

export interface ExecuteOptions {
  /** Address sanitizer reserves terabytes: the address space must then stay unlimited. */
  readonly unlimitedAddressSpace?: boolean;
}

export interface Executor {
  execute(command: Command, limits: Limits, options?: ExecuteOptions): Promise<Outcome>;
  /** Stops everything that runs; later executions are `cancelled`. */
  cancel(): void;
  /** Stops everything, and waits until nobody is left. */
  close(): Promise<void>;
}

interface Running {
  readonly group: number;
  readonly memoryBytes: number;
  stop(cause: LimitName | 'cancelled'): void;
}

/** The environment that every process gets: small, fixed, and without the user's locale and time zone. */
function baseEnvironment(scratch: string, mark: string): Record<string, string> {
  return {
    PATH: process.env.PATH ?? '/usr/local/bin:/usr/bin:/bin',
    HOME: scratch,
    TMPDIR: scratch,
    LC_ALL: 'C',
    TZ: 'UTC',
    [MARK_VARIABLE]: mark,
  };
}

/** Makes an executor. `scratch` is an existing directory of this process alone, used for temporaries. */
export function createExecutor(scratch: string): Executor {
  let guardian: Guardian | undefined;
  let poll: NodeJS.Timeout | undefined;
  let cancelled = false;
  let executions = 0;
  const running = new Set<Running>();

  const watchMemory = (): void => {
    const memory = groupMemory();
    for (const one of running) if ((memory.get(one.group) ?? 0) > one.memoryBytes) one.stop('memory');
  };
  const enter = (one: Running): void => {
    running.add(one);
    poll ??= setInterval(watchMemory, MEMORY_POLL_MILLISECONDS);
  };
  const leave = (one: Running): void => {
    running.delete(one);
    guardian?.remove(one.group);
    if (running.size === 0) {
      clearInterval(poll);
      poll = undefined;
    }
  };

  const execute = async (command: Command, limits: Limits, options: ExecuteOptions = {}): Promise<Outcome> => {
    if (cancelled) return { kind: 'cancelled' };
    const environment = { ...baseEnvironment(scratch, ''), ...command.env };
    const program = which(command.program, environment.PATH);
    if (program === undefined) return { kind: 'not-started', reason: `no such program: ${command.program}` };
    const { execa } = await import('execa');
    guardian ??= startGuardian(scratch);
    const mark = `${guardian.mark}/${String(++executions)}`;
    environment[MARK_VARIABLE] = mark;
    const temporary = join(scratch, 'tmp');
    mkdirSync(temporary, { recursive: true });
    environment.TMPDIR = command.env?.TMPDIR ?? temporary;

    const addressSpace =
      options.unlimitedAddressSpace === true ? 'unlimited' : String(Math.floor(limits.memoryBytes / 1024));
    const parameters = [String(Math.ceil(limits.cpuSeconds)), addressSpace, String(Math.ceil(limits.fileBytes / 512))];
    const started = performance.now();
    const child = execa('/bin/sh', ['-c', LAUNCHER, 'kit-harness-launcher', ...parameters, program, ...command.args], {
      cwd: command.cwd ?? scratch,
      env: environment,
      extendEnv: false,
      detached: true,
      cleanup: false,
      reject: false,
      stdin: 'pipe',
      encoding: 'buffer',
      stripFinalNewline: false,
      maxBuffer: limits.outputBytes,
    });
    const group = child.pid;
    if (group === undefined) {
      const result = await child;
      return { kind: 'not-started', reason: result.message ?? 'spawn failed' };
    }

    let cause: LimitName | 'cancelled' | undefined;
    const one: Running = {
      group,
      memoryBytes: limits.memoryBytes,
      stop: (why) => {
        cause ??= why;
        killQuietly(-group);
      },
    };
    enter(one);
    let leaked = false;
    let grace: NodeJS.Timeout | undefined;
    // The group is ended as soon as its leader is. A descendant that left the group and still holds the pipes must not
    // hold up the result: it is found by its mark.
    child.once('exit', () => {
      leaked = killQuietly(-group);
      grace = setTimeout(() => {
        leaked = true;
        for (const pid of markedProcesses(`${MARK_VARIABLE}=${mark}\0`)) killQuietly(pid);
        child.stdout.destroy();
        child.stderr.destroy();
      }, PIPE_GRACE_MILLISECONDS);
    });
    const wall = setTimeout(() => {
      one.stop('wall');
    }, limits.wallSeconds * 1000);
    try {
      await guardian.add(group);
      child.stdin.on('error', () => undefined);
      child.stdin.end('go\n');
    } catch {
      one.stop('cancelled');
    }
    const result = await child;
    clearTimeout(wall);
    clearTimeout(grace);
    // When output was too long execa ends the leader; the rest of the group goes here.
    killQuietly(-group);
    leave(one);

    const streams = {
      stdout: bytes(result.stdout),
      stderr: bytes(result.stderr),
      wallSeconds: (performance.now() - started) / 1000,
    };
    if (cause === 'cancelled') return { kind: 'cancelled' };
    if (cause !== undefined) return { kind: 'limit', limit: cause, ...streams };
    if (result.isMaxBuffer) return { kind: 'limit', limit: 'output', ...streams };
    if (result.signal === 'SIGXCPU') return { kind: 'limit', limit: 'cpu', ...streams };
    if (result.signal === 'SIGXFSZ') return { kind: 'limit', limit: 'file', ...streams };
    if (result.signal !== undefined) return { kind: 'signal', signal: result.signal, ...streams };
    if (result.exitCode !== undefined) return { kind: 'exit', code: result.exitCode, leaked, ...streams };
    return { kind: 'not-started', reason: result.message ?? 'unknown' };
  };

  const cancel = (): void => {
    cancelled = true;
    for (const one of running) one.stop('cancelled');
  };
  const close = async (): Promise<void> => {
    cancel();
    await guardian?.close();
  };
  return { execute, cancel, close };
}

function bytes(value: unknown): Uint8Array {
  return value instanceof Uint8Array ? value : new Uint8Array(0);
}

/** Output of a process as text, with the end kept when it is long. */
export function outputText(output: Uint8Array, maximum = 4000): string {
  const text = new TextDecoder('utf-8', { fatal: false }).decode(output);
  return text.length <= maximum ? text : `… ${text.slice(text.length - maximum)}`;
}
