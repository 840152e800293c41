// Finding and reading kit-harness.config.ts, and saying in words what is wrong with it. In: a directory. Out: Config.
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { messageOf, usageError } from '../model/errors.ts';
import type { Config, Subject } from '../model/subject.ts';
import { importModule } from './module.ts';

const FILE = 'kit-harness.config.ts';

/** Gives a configuration its type, and fills in what most leave out. */
export function defineConfig(config: Partial<Config> & { readonly subject: Subject }): Config {
  return { oracles: ['oracles'], state: 'build', ...config };
}

/** A loaded configuration and the directory that its paths are relative to. */
export interface LoadedConfig {
  /** Path of the file. */
  readonly path: string;
  readonly config: Config;
  readonly root: string;
}

/** Reads the configuration file: the one given, or the nearest one upwards from `start`. */
export async function loadConfig(start: string, given?: string): Promise<LoadedConfig> {
  const path = given === undefined ? findUpwards(start) : resolve(start, given);
  if (path === undefined || !existsSync(path)) {
    throw usageError(
      `there is no ${given ?? FILE} here or above`,
      'run inside a project, or name the file with --config',
    );
  }
  let module: { readonly default?: unknown };
  try {
    module = await importModule(path);
  } catch (error) {
    throw usageError(`${path} cannot be loaded: ${messageOf(error)}`);
  }
  const problems = checkConfig(module.default);
  if (problems.length > 0)
    throw usageError(`${path}: ${problems.join('; ')}`, 'see the types Config and Subject in kit-harness');
  return { config: module.default as Config, root: dirname(path), path };
}

function findUpwards(start: string): string | undefined {
  for (let directory = resolve(start); ; directory = dirname(directory)) {
    const path = join(directory, FILE);
    if (existsSync(path)) return path;
    if (directory === dirname(directory)) return undefined;
  }
}

/** What the type checker cannot see when the file is not type-checked. Returns complaints. */
function checkConfig(value: unknown): readonly string[] {
  const config = value as Partial<Config> | undefined;
  const subject = config?.subject as Partial<Subject> | undefined;
  if (subject === undefined) return ['it does not default-export defineConfig({ subject: … })'];
  const problems: string[] = [];
  const want = (holds: boolean, what: string): void => {
    if (!holds) problems.push(what);
  };
  const names = (list: readonly { readonly name: string }[] | undefined, what: string): void => {
    const all = (list ?? []).map(({ name }) => name);
    want(all.length > 0, `subject.${what} is empty`);
    want(new Set(all).size === all.length, `subject.${what} has a name twice`);
    // Names become parts of paths and of case ids.
    for (const name of all)
      want(/^[a-z0-9][a-z0-9_.-]*$/i.test(name), `subject.${what}: "${name}" is not a plain name`);
  };
  want(/^[a-z0-9][a-z0-9_.-]*$/i.test(subject.name ?? ''), 'subject.name is not a plain name');
  names(subject.chains, 'chains');
  names(subject.variants, 'variants');
  names(subject.seeds, 'seeds');
  want(typeof subject.build === 'function', 'subject.build is not a function');
  want(typeof subject.toolchain === 'function', 'subject.toolchain is not a function');
  want((subject.sources?.include.length ?? 0) > 0, 'subject.sources.include is empty');
  want((subject.artifacts?.executable ?? '') !== '', 'subject.artifacts.executable is empty');
  want((config?.oracles?.length ?? 0) > 0, 'oracles is empty');
  want((config?.state ?? '') !== '', 'state is empty');
  return problems;
}
