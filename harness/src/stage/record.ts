// Stages in the store: each is a directory named by its key that holds `out/` and a record of what it is. A record is
// believed only after the files have been read again. In: keys, finished directories. Out: stages.
import { existsSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { Configuration } from '../model/subject.ts';
import { publishDirectory, writeFileAtomic } from '../store/atomic.ts';
import { changedPaths, digestValue, readTree, type TreeEntry } from '../store/digest.ts';
import type { StateDirectory } from '../store/state.ts';
import { type Inputs, type Manifests, stageKey } from './key.ts';

export interface StageRecord {
  readonly key: string;
  readonly inputs: Inputs;
  /** Digest of the executable. */
  readonly digest: string;
  readonly builderDigest: string;
  readonly tree: readonly TreeEntry[];
  /** Digest of the tree: what the next stage's key holds as its builder. */
  readonly treeDigest: string;
  /** Wall seconds of the build. */
  readonly seconds: number;
}

export type Lookup =
  | { readonly kind: 'found'; readonly record: StageRecord; readonly out: string }
  | { readonly kind: 'absent' }
  | { readonly kind: 'damaged'; readonly paths: readonly string[] };

const RECORD = 'stage.json';

function readRecord(path: string): StageRecord | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as StageRecord;
  } catch {
    return undefined;
  }
}

/** Finds a stage and reads all of its files. A damaged one is moved aside, so that it is built again. */
export function lookupStage(state: StateDirectory, key: string): Lookup {
  const directory = join(state.stages, key);
  if (!existsSync(directory)) return { kind: 'absent' };
  const record = readRecord(join(directory, RECORD));
  const out = join(directory, 'out');
  const paths = record === undefined ? [RECORD] : changedPaths(record.tree, existsSync(out) ? readTree(out) : []);
  // The record must also be the one that the directory's name promises.
  if (record !== undefined && paths.length === 0 && record.key === key && stageKey(record.inputs) === key) {
    return { kind: 'found', record, out };
  }
  try {
    renameSync(directory, join(state.stages, `damaged-${key.slice(0, 12)}-${String(Date.now())}`));
  } catch {
    // Somebody else moved it first.
  }
  return { kind: 'damaged', paths };
}

/** Puts a finished build (a directory with `out/` in it) into the store. */
export function publishStage(state: StateDirectory, made: string, record: StageRecord): void {
  writeFileAtomic(join(made, RECORD), JSON.stringify(record));
  publishDirectory(made, join(state.stages, record.key));
}

function latestPath(
  state: StateDirectory,
  subject: string,
  { chain, variant, seed }: Configuration,
  stage: number,
): string {
  return join(state.latest, subject, `${chain}-${variant}-${seed}-stage${String(stage)}`);
}

/** Remembers which stage a configuration used last: the one that --keep-stage and --dry-run compare with. */
export function rememberLatest(state: StateDirectory, inputs: Inputs, key: string): void {
  const path = latestPath(state, inputs.subject, inputs.configuration, inputs.stage);
  if (existsSync(path) && readFileSync(path, 'utf8') === key) return;
  writeFileAtomic(path, key);
}

/** The key that a configuration used last. */
export function latestKey(
  state: StateDirectory,
  subject: string,
  configuration: Configuration,
  stage: number,
): string | undefined {
  const path = latestPath(state, subject, configuration, stage);
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

/** Keeps a list of files under its digest, so that a later change can be named. Returns the digest. */
export function keepManifest(state: StateDirectory, tree: readonly TreeEntry[]): string {
  const digest = digestValue(tree);
  const path = join(state.root, 'store', 'manifests', `${digest}.json`);
  if (!existsSync(path)) writeFileAtomic(path, JSON.stringify(tree));
  return digest;
}

/** Reads lists of files back. */
export function manifestReader(state: StateDirectory): Manifests {
  return (digest) => {
    try {
      const text = readFileSync(join(state.root, 'store', 'manifests', `${digest}.json`), 'utf8');
      return JSON.parse(text) as readonly TreeEntry[];
    } catch {
      return [];
    }
  };
}
