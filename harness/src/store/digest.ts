// Digests: the names of everything that is stored. Always of bytes, never of times. In: files, values. Out: hexadecimal sha256.
import { hash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

/** sha256 of bytes or text, 64 hexadecimal digits. */
export function digestBytes(data: Uint8Array | string): string {
  return hash('sha256', data);
}

/** sha256 of a file's bytes. Throws when it cannot be read. */
export function digestFile(path: string): string {
  return digestBytes(readFileSync(path));
}

/** sha256 of a JSON value whose objects are written with sorted keys, so that the order of construction does not count. */
export function digestValue(value: unknown): string {
  return digestBytes(canonicalJson(value));
}

function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => {
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner;
    return Object.fromEntries(
      Object.entries(inner).sort(([a], [b]) =>
        a < b ? -1
        : a > b ? 1
        : 0,
      ),
    );
  });
}

/** One entry of a tree: a file with its digest and run bit, or a symbolic link with its target. */
export type TreeEntry =
  | { readonly path: string; readonly kind: 'file'; readonly digest: string; readonly executable: boolean }
  | { readonly path: string; readonly kind: 'link'; readonly target: string };

/** Every file and link under a directory, sorted by path. Throws when something cannot be read. */
export function readTree(directory: string): readonly TreeEntry[] {
  const entries: TreeEntry[] = [];
  const walk = (relative: string): void => {
    for (const name of readdirSync(join(directory, relative))) {
      const path = relative === '' ? name : `${relative}/${name}`;
      const full = join(directory, path);
      const status = lstatSync(full);
      if (status.isDirectory()) walk(path);
      else if (status.isSymbolicLink()) entries.push({ path, kind: 'link', target: readlinkSync(full) });
      else entries.push({ path, kind: 'file', digest: digestFile(full), executable: (status.mode & 0o100) !== 0 });
    }
  };
  walk('');
  return entries.sort((a, b) =>
    a.path < b.path ? -1
    : a.path > b.path ? 1
    : 0,
  );
}

/** Compares two sorted trees. Returns the paths that were added, removed or changed from `before` to `after`. */
export function changedPaths(before: readonly TreeEntry[], after: readonly TreeEntry[]): readonly string[] {
  const old = new Map(before.map((entry) => [entry.path, canonicalJson(entry)]));
  const changed: string[] = [];
  for (const entry of after) {
    if (old.get(entry.path) !== canonicalJson(entry)) changed.push(entry.path);
    old.delete(entry.path);
  }
  return [...changed, ...old.keys()].sort();
}
