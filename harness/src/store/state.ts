// The state directory: where stages, runs and temporaries live, and who owns which temporary. A temporary belongs to a
// process (id and start time); those of dead processes are swept away. In: the directory. Out: paths, a scratch directory.
import { accessSync, constants, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isAlive, startTicks } from '../exec/processes.ts';

export interface StateDirectory {
  readonly root: string;
  readonly stages: string;
  readonly sources: string;
  readonly latest: string;
  readonly runs: string;
}

/** Names the parts of a state directory; makes nothing. */
export function stateDirectory(root: string): StateDirectory {
  return {
    root,
    stages: join(root, 'store', 'stages'),
    sources: join(root, 'store', 'sources'),
    latest: join(root, 'store', 'latest'),
    runs: join(root, 'runs'),
  };
}

/** Makes a directory and those above it. Of a read-only file system Node says that a directory is not there. */
function makeDirectories(path: string): void {
  try {
    mkdirSync(path, { recursive: true });
  } catch (error) {
    let above = dirname(path);
    while (!existsSync(above)) above = dirname(above);
    accessSync(above, constants.W_OK);
    throw error;
  }
}

/** Makes a scratch directory of this process, after removing those of processes that are gone. */
export function claimScratch(state: StateDirectory): string {
  const parent = join(state.root, 'scratch');
  makeDirectories(parent);
  sweep(parent);
  return mkdtempSync(join(parent, `${String(process.pid)}-${startTicks(process.pid) ?? '0'}-`));
}

function sweep(parent: string): void {
  for (const name of readdirSync(parent)) {
    const match = /^(\d+)-(\d+)-/.exec(name);
    if (match === null) continue;
    const pid = Number(match[1]);
    const ticks = startTicks(pid);
    const owned = isAlive(pid) && (ticks === undefined || ticks === match[2]);
    if (!owned) rmSync(join(parent, name), { recursive: true, force: true });
  }
}

/** Removes a scratch directory; quiet when it is gone already. */
export function releaseScratch(scratch: string): void {
  if (existsSync(scratch)) rmSync(scratch, { recursive: true, force: true });
}
