// The capsule folders beside the database. The database is what counts: a folder that is not there is made from it, whole
// or not at all. In: stored findings. Out: a folder for each.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { publishDirectory } from '../store/atomic.ts';
import { claimScratch, releaseScratch, stateDirectory } from '../store/state.ts';
import { writeCapsule } from './capsule.ts';
import type { StoredFinding } from './model.ts';

/** Where the capsule of a finding is. */
export function capsuleDirectory(directory: string, id: string): string {
  return join(directory, 'capsules', id);
}

/** Makes the capsules that are not there. `load` gives a finding, or nothing when it was not kept. */
export function writeMissingCapsules(
  directory: string,
  ids: readonly string[],
  load: (id: string) => readonly StoredFinding[],
): void {
  const missing = ids.filter((id) => !existsSync(capsuleDirectory(directory, id))).flatMap(load);
  if (missing.length === 0) return;
  // Named by this process, so that what a kill leaves behind is swept away by the next one.
  const scratch = claimScratch(stateDirectory(directory));
  try {
    for (const finding of missing) {
      const made = join(scratch, finding.id);
      writeCapsule(made, finding);
      publishDirectory(made, capsuleDirectory(directory, finding.id));
    }
  } finally {
    releaseScratch(scratch);
  }
}
