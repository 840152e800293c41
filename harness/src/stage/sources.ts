// The subject's sources as they are now, and a snapshot of them in the store: every stage of a run is built from the same
// bytes, whatever an editor does meanwhile. In: a subject. Out: the tree, and a directory that holds exactly it.
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Subject } from '../model/subject.ts';
import { publishDirectory } from '../store/atomic.ts';
import { changedPaths, digestFile, digestValue, readTree, type TreeEntry } from '../store/digest.ts';
import { findFiles } from '../store/files.ts';
import type { StateDirectory } from '../store/state.ts';

/** Reads and digests the subject's sources. */
export async function readSources(subject: Subject, root: string): Promise<readonly TreeEntry[]> {
  const directory = resolve(root, subject.sources.root);
  if (!existsSync(directory)) return [];
  const files = await findFiles(directory, subject.sources.include, subject.sources.exclude);
  return files.map((path) => {
    const full = join(directory, path);
    const executable = (statSync(full).mode & 0o100) !== 0;
    return { path, kind: 'file', digest: digestFile(full), executable };
  });
}

/** Thrown when the sources change while they are copied. */
export class SourcesMoved extends Error {}

/** The snapshot's directory; made when it is not there yet, and checked byte by byte every time. */
export function snapshotSources(
  subject: Subject,
  root: string,
  sources: readonly TreeEntry[],
  state: StateDirectory,
  scratch: string,
): string {
  const final = join(state.sources, digestValue(sources));
  if (existsSync(final) && changedPaths(readTree(final), sources).length === 0) return final;
  const made = mkdtempSync(join(scratch, 'sources-'));
  for (const entry of sources) {
    const target = join(made, entry.path);
    mkdirSync(dirname(target), { recursive: true });
    copyFileSync(resolve(root, subject.sources.root, entry.path), target);
  }
  const moved = changedPaths(sources, readTree(made));
  if (moved.length > 0) throw new SourcesMoved(`sources changed while they were read: ${moved.slice(0, 3).join(', ')}`);
  // A damaged snapshot is in the way: the run uses its own copy and leaves the damage to be looked at.
  if (existsSync(final)) return made;
  publishDirectory(made, final);
  return final;
}
