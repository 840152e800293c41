// Finding the oracles: each folder of the configured directories that holds an oracle.ts. In: a configuration. Out: oracles.
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { importModule } from '../config/module.ts';
import type { LoadedConfig } from '../config/load.ts';
import { messageOf, usageError } from '../model/errors.ts';
import { unknownName } from '../model/names.ts';
import type { ProgramGenerator } from '../model/generator.ts';
import type { Oracle } from '../model/oracle.ts';

/** An oracle whose case data is its own business. */
export type AnyOracle = Oracle<unknown>;

/** The files of the oracles. */
function oraclePaths({ config, root }: LoadedConfig): readonly string[] {
  return config.oracles.flatMap((directory) => {
    const full = resolve(root, directory);
    if (!existsSync(full)) return [];
    return readdirSync(full)
      .sort()
      .map((name) => join(full, name, 'oracle.ts'))
      .filter((path) => existsSync(path));
  });
}

/** A generator, and the absolute path of its worker module. */
export interface FoundGenerator {
  readonly generator: ProgramGenerator;
  readonly module: string;
}

/** The generators of random programs that oracles carry. */
export async function discoverGenerators(loaded: LoadedConfig): Promise<readonly FoundGenerator[]> {
  const found = oraclePaths(loaded).map(async (path) => {
    const { generator } = await loadOracle(path);
    return generator === undefined ? [] : [{ generator, module: resolve(dirname(path), generator.worker) }];
  });
  return (await Promise.all(found)).flat();
}

/** Loads every oracle, sorted by name. Throws a usage error when one is malformed or two share a name. */
export async function discoverOracles(loaded: LoadedConfig): Promise<readonly AnyOracle[]> {
  const oracles = await Promise.all(oraclePaths(loaded).map(loadOracle));
  const names = oracles.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw usageError(`two oracles are called ${twice}`);
  return oracles.sort((a, b) => (a.name < b.name ? -1 : 1));
}

async function loadOracle(path: string): Promise<AnyOracle> {
  let oracle: Partial<AnyOracle> | undefined;
  try {
    oracle = (await importModule(path)).default as Partial<AnyOracle> | undefined;
  } catch (error) {
    throw usageError(`${path} cannot be loaded: ${messageOf(error)}`);
  }
  const complete =
    typeof oracle?.name === 'string' && typeof oracle.check === 'function' && Array.isArray(oracle.canaries);
  if (!complete) throw usageError(`${path} does not default-export defineOracle({ … })`);
  return oracle as AnyOracle;
}

/** The oracles with the given names; all when none is given. */
export function selectOracles(all: readonly AnyOracle[], names: readonly string[]): readonly AnyOracle[] {
  if (names.length === 0) return all;
  return [...new Set(names)].map((name) => {
    const oracle = all.find((one) => one.name === name);
    if (oracle !== undefined) return oracle;
    throw unknownName(
      'oracle',
      name,
      all.map((one) => one.name),
    );
  });
}
