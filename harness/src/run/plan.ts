// The digest of everything that decides a run's verdicts: a killed run is taken up again only when it is unchanged.
// In: the request and the directories. Out: a digest.
import { resolve } from 'node:path';
import { HARNESS_SOURCES } from '../home.ts';
import type { LoadedConfig } from '../config/load.ts';
import type { RunRequest } from '../journal/events.ts';
import { digestFile, digestValue, readTree } from '../store/digest.ts';
import { existsSync } from 'node:fs';

/** Digest of the request, the sources, the harness, the oracles, the configuration and the corpus. */
export function planDigest(loaded: LoadedConfig, request: RunRequest, sources: string): string {
  const trees = [HARNESS_SOURCES, ...loaded.config.oracles.map((path) => resolve(loaded.root, path))];
  const { corpus } = loaded.config.subject;
  if (corpus !== undefined) trees.push(resolve(loaded.root, corpus));
  const files = trees.filter((path) => existsSync(path)).map((path) => readTree(path));
  return digestValue([request, sources, digestFile(loaded.path), files]);
}
