// Projects for tests: a copy of one of the test subjects in a directory of its own, and the command line run on it.
// In: the name of a subject. Out: a Project.
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));
const COMMAND = join(REPOSITORY, 'harness/bin/kit-harness.mjs');

export interface Output {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Project {
  readonly directory: string;
  run(...words: string[]): Promise<Output>;
  /** Starts the command and lets it run. */
  start(...words: string[]): ChildProcess;
  write(path: string, contents: string): void;
  read(path: string): string;
  /** Replaces text in a file. */
  edit(path: string, from: string, to: string): void;
  /** Takes the oracles of the project itself instead of the repository's. */
  useOwnOracles(): void;
  remove(): void;
}

/** Makes a project from `harness/test/subjects/NAME`. */
export function makeProject(name: string, environment: Readonly<Record<string, string>> = {}): Project {
  const directory = mkdtempSync(join(tmpdir(), `kit-harness-${name}-`));
  cpSync(join(REPOSITORY, 'harness/test/subjects', name), directory, { recursive: true });
  cpSync(join(directory, 'config.ts'), join(directory, 'kit-harness.config.ts'));
  writeFileSync(join(directory, 'package.json'), '{"type":"module"}');
  symlinkSync(join(REPOSITORY, 'node_modules'), join(directory, 'node_modules'));
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    KIT_HARNESS_ORACLES: join(REPOSITORY, 'oracles'),
    CI: '',
    NO_COLOR: '1',
    ...environment,
  };
  Reflect.deleteProperty(env, 'FORCE_COLOR');
  const start = (...words: string[]): ChildProcess =>
    spawn(process.execPath, [COMMAND, ...words], { cwd: directory, env, stdio: 'ignore' });
  const run = (...words: string[]): Promise<Output> =>
    new Promise((resolve) => {
      execFile(
        process.execPath,
        [COMMAND, ...words],
        { cwd: directory, env, maxBuffer: 1 << 26 },
        (error, stdout, stderr) => {
          resolve({
            code:
              typeof error?.code === 'number' ? error.code
              : error === null ? 0
              : -1,
            stdout,
            stderr,
          });
        },
      );
    });
  const write = (path: string, contents: string): void => {
    writeFileSync(join(directory, path), contents);
  };
  const read = (path: string): string => readFileSync(join(directory, path), 'utf8');
  const edit = (path: string, from: string, to: string): void => {
    const text = read(path);
    if (!text.includes(from)) throw new Error(`${path} does not hold ${from}`);
    write(path, text.replace(from, to));
  };
  const remove = (): void => {
    rmSync(directory, { recursive: true, force: true });
  };
  const useOwnOracles = (): void => {
    env.KIT_HARNESS_ORACLES = 'oracles';
  };
  return { directory, run, start, write, read, edit, useOwnOracles, remove };
}
