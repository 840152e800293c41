// What a real program is to real_programs.mjs, and how its commands are run.
//
// In:  a command, its arguments and folder.
// Out: its output, or a BuildFailure or CheckFailure with the last lines of it.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * @typedef {{ cc: string, ar: string, ld: string, ranlib: string, cflags: string }} Tools the toolchain; cflags '' keeps
 *   the project's own optimization flags
 * @typedef {{ needed: string, target?: string }} Attempt one way to build it, and what it says about the toolchain
 * @typedef {object} Program
 * @property {Attempt[]} attempts are tried in order; the first that builds counts
 * @property {(folder: string, tools: Tools, attempt: Attempt) => void} build throws a BuildFailure
 * @property {(folder: string) => string} check runs the project's own checks and says which; throws a CheckFailure
 * @property {(folder: string) => string} [answers] what the built program says to scripts of ours; the reference
 *   compiler's build has to say the same bytes
 * @property {() => string[]} [material] the files below this folder on which the answers depend
 */

/** The folder of the scripts and drivers that are ours. */
export const material = path.dirname(fileURLToPath(import.meta.url));

export class BuildFailure extends Error {}
export class CheckFailure extends Error {}

/** Runs a command to its end; returns its stdout, or throws the failure that `Kind` names with the last lines of output. */
export function run(Kind, command, args, { cwd, env = {}, timeout = 900, input } = {}) {
  const result = spawnSync(command, args, {
    cwd,
    input,
    encoding: 'latin1',
    timeout: timeout * 1000,
    killSignal: 'SIGKILL',
    maxBuffer: 64 << 20,
    env: { ...process.env, LC_ALL: 'C', TZ: 'UTC', ...env },
  });
  if (result.status === 0) return result.stdout;
  const how =
    result.error?.code === 'ETIMEDOUT' ?
      `timeout of ${timeout} s`
    : (result.signal ?? result.error?.message ?? `exit ${result.status}`);
  const tail = `${result.stdout ?? ''}\n${result.stderr ?? ''}`.trim().split('\n').slice(-12).join('\n    ');
  throw new Kind(`${[command, ...args].join(' ')}: ${how}\n    ${tail}`);
}

/** The words of a command line. */
export const split = (text) => text.trim().split(/\s+/);

/** The assignments that make and configure take for the toolchain. */
export const toolAssignments = ({ cc, ar, ld, ranlib }) => [`CC=${cc}`, `AR=${ar}`, `LD=${ld}`, `RANLIB=${ranlib}`];
