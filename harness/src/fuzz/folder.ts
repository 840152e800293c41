// Folders for the files of one piece of work. In: the scratch directory of a campaign. Out: nothing stays.
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Crew } from './crew.ts';

/** Calls something with a folder that is gone afterwards. */
export async function inFolder<Result>(
  { scratch }: Pick<Crew, 'scratch'>,
  work: (folder: string) => Promise<Result>,
): Promise<Result> {
  const folder = mkdtempSync(join(scratch, 'work-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
