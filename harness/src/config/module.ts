// Loading configuration files and oracles, which are TypeScript. The launcher may have compiled them already; then they are
// taken from there. What was loaded is remembered, so that the launcher can compile it for the next time.
// In: paths. Out: modules.
import { pathToFileURL } from 'node:url';

/** What the launcher and the harness share: modules compiled before, and the paths that were asked for. */
export interface Launch {
  readonly modules?: ReadonlyMap<string, unknown>;
  readonly loaded: Set<string>;
  /** Makes TypeScript importable as it is. */
  readonly register: () => Promise<void>;
}

const launch = (globalThis as { kitHarnessLaunch?: Launch }).kitHarnessLaunch;

/** Imports a module by its absolute path. */
export async function importModule(path: string): Promise<{ readonly default?: unknown }> {
  launch?.loaded.add(path);
  const compiled = launch?.modules?.get(path);
  if (compiled !== undefined) return compiled as { readonly default?: unknown };
  await launch?.register();
  const module = (await import(pathToFileURL(path).href)) as { readonly default?: unknown };
  return isCompiledModule(module.default) ? module.default : module;
}

/** A module that was compiled to CommonJS, as Node's import shows it: all of its exports under `default`. */
function isCompiledModule(value: unknown): value is { readonly default?: unknown } {
  return typeof value === 'object' && value !== null && '__esModule' in value;
}
