// The directories of runs: new ones, unfinished ones that can be taken up again, finished ones to report on.
// A running run holds a file `owner` with its process; the file of a dead process marks a run that can be resumed.
// In: the state directory. Out: run ids, directories, journals.
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isOwnerAlive, ownerText } from '../exec/processes.ts';
import { usageError } from '../model/errors.ts';
import { writeFileAtomic } from '../store/atomic.ts';
import { JOURNAL_VERSION, type RunEvent } from './events.ts';
import { readJournal } from './journal.ts';

// Crockford's base 32: no letter that can be read as another.
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const ID_LENGTH = 4;
const KEPT_RUNS = 100;

export interface RunDirectory {
  readonly id: string;
  readonly path: string;
  readonly journal: string;
}

function runDirectory(runs: string, id: string): RunDirectory {
  const path = join(runs, id);
  return { id, path, journal: join(path, 'journal.jsonl') };
}

/** Makes the directory of a new run, owned by this process. */
export function createRun(runs: string): RunDirectory {
  mkdirSync(runs, { recursive: true });
  forgetOldRuns(runs);
  for (;;) {
    const id = [...randomBytes(ID_LENGTH)].map((byte) => ALPHABET[byte % 32] ?? '0').join('');
    const run = runDirectory(runs, id);
    try {
      mkdirSync(run.path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') continue;
      throw error;
    }
    writeFileAtomic(join(run.path, 'owner'), ownerText());
    return run;
  }
}

/** Takes up an unfinished run with the same plan whose process is gone. Only one of several processes gets it. */
export function resumeRun(runs: string, plan: string): { run: RunDirectory; events: readonly RunEvent[] } | undefined {
  if (!existsSync(runs)) return undefined;
  for (const id of readdirSync(runs).sort()) {
    const run = runDirectory(runs, id);
    const owner = join(run.path, 'owner');
    if (!existsSync(owner)) continue;
    const events = readJournal(run.journal);
    const start = events.find((event) => event.type === 'run-started');
    if (start?.plan !== plan || start.version !== JOURNAL_VERSION) continue;
    if (events.some((event) => event.type === 'run-finished')) continue;
    const taken = `${owner}.${String(process.pid)}`;
    try {
      if (isOwnerAlive(readFileSync(owner, 'utf8'))) continue;
      renameSync(owner, taken);
    } catch {
      continue;
    }
    // Between reading and renaming somebody else may have taken it up and become its owner.
    if (isOwnerAlive(readFileSync(taken, 'utf8'))) {
      renameSync(taken, owner);
      continue;
    }
    writeFileAtomic(owner, ownerText());
    rmSync(taken, { force: true });
    return { run, events };
  }
  return undefined;
}

/** Gives up ownership. A finished run can no longer be resumed; an interrupted one keeps its file and can. */
export function finishRun(run: RunDirectory): void {
  rmSync(join(run.path, 'owner'), { force: true });
}

/** Removes a run that came to nothing. */
export function discardRun(run: RunDirectory): void {
  rmSync(run.path, { recursive: true, force: true });
}

/** Every run, the newest last. */
export function listRuns(runs: string): readonly RunDirectory[] {
  if (!existsSync(runs)) return [];
  return readdirSync(runs)
    .map((id) => runDirectory(runs, id))
    .filter((run) => existsSync(run.journal))
    .map((run) => ({ run, time: statSync(run.journal).mtimeMs }))
    .sort((a, b) => a.time - b.time)
    .map(({ run }) => run);
}

/** The run with the given id, or the newest one. */
export function findRun(runs: string, id: string | undefined): RunDirectory {
  const all = listRuns(runs);
  const run = id === undefined ? all.at(-1) : all.find((one) => one.id === id.toUpperCase());
  if (run !== undefined) return run;
  throw usageError(
    id === undefined ? 'there is no run yet' : `there is no run ${id}`,
    'npx kit-harness list shows the runs',
  );
}

function forgetOldRuns(runs: string): void {
  for (const run of listRuns(runs).slice(0, -KEPT_RUNS)) {
    if (!existsSync(join(run.path, 'owner'))) rmSync(run.path, { recursive: true, force: true });
  }
}
