// Finding files by globs, sorted, so that every list in the harness has one order. In: a directory and globs. Out: paths.
import { existsSync, realpathSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { which } from '../exec/which.ts';
import { digestFile, type TreeEntry } from './digest.ts';

/** Files under `directory` that match, relative to it, sorted by code unit. */
export async function findFiles(
  directory: string,
  include: readonly string[],
  exclude: readonly string[] = [],
): Promise<readonly string[]> {
  const { globby } = await import('globby');
  const found = await globby([...include], { cwd: directory, ignore: [...exclude], dot: true, onlyFiles: true });
  return found.sort();
}

/**
 * The bytes of files of the machine: program names (found in PATH), absolute paths, absolute globs. Links are followed.
 * What does not exist is listed as absent, so that its appearance is noticed too.
 */
export async function hostFiles(patterns: readonly string[]): Promise<readonly TreeEntry[]> {
  const paths = new Set<string>();
  const globs: string[] = [];
  for (const pattern of patterns) {
    if (/[*?{[]/.test(pattern)) globs.push(pattern);
    else paths.add(isAbsolute(pattern) ? pattern : (which(pattern) ?? pattern));
  }
  if (globs.length > 0)
    for (const path of await findFiles(
      '/',
      globs.map((glob) => glob.replace(/^\//, '')),
    ))
      paths.add(`/${path}`);
  return [...paths]
    .sort()
    .map((path) =>
      existsSync(path) ?
        { path, kind: 'file' as const, digest: digestFile(realpathSync(path)), executable: false }
      : { path, kind: 'link' as const, target: '(absent)' },
    );
}
