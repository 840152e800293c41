// Finding files by globs, sorted, so that every list in the harness has one order. In: a directory and globs. Out: paths.
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { which } from '../exec/which.ts';
import { neededNames, parseElf } from '../format/elf.ts';
import { digestBytes, type TreeEntry } from './digest.ts';

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

/** Where the dynamic linker looks when nobody says otherwise. */
const LIBRARY_DIRECTORIES = [
  '/lib/x86_64-linux-gnu',
  '/usr/lib/x86_64-linux-gnu',
  '/lib64',
  '/usr/lib64',
  '/lib',
  '/usr/lib',
];

/**
 * The bytes of files of the machine: program names (found in PATH), absolute paths, absolute globs. Links are followed, and
 * so are the shared libraries that a program needs, since they are part of it. What does not exist is listed as absent, so
 * that its appearance is noticed too.
 */
export async function hostFiles(patterns: readonly string[]): Promise<readonly TreeEntry[]> {
  const waiting: string[] = [];
  const globs: string[] = [];
  for (const pattern of patterns) {
    if (/[*?{[]/.test(pattern)) globs.push(pattern.replace(/^\//, ''));
    else waiting.push(isAbsolute(pattern) ? pattern : (which(pattern) ?? pattern));
  }
  if (globs.length > 0) waiting.push(...(await findFiles('/', globs)).map((path) => `/${path}`));
  const entries = new Map<string, TreeEntry>();
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (entries.has(path)) continue;
    if (!existsSync(path)) {
      entries.set(path, { path, kind: 'link', target: '(absent)' });
      continue;
    }
    const bytes = readFileSync(realpathSync(path));
    entries.set(path, { path, kind: 'file', digest: digestBytes(bytes), executable: false });
    for (const library of neededLibraries(bytes)) waiting.push(library);
  }
  return [...entries.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Paths of the shared libraries that an ELF file names; empty for anything else. */
function neededLibraries(bytes: Uint8Array): readonly string[] {
  const elf = parseElf(bytes);
  if (elf.kind !== 'elf') return [];
  return neededNames(elf.file).flatMap((name) => {
    const path = LIBRARY_DIRECTORIES.map((directory) => `${directory}/${name}`).find((candidate) =>
      existsSync(candidate),
    );
    return path === undefined ? [] : [path];
  });
}
