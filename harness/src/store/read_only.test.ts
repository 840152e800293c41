// A state directory on a read-only file system, which tests cannot mount: Node's answers are played.
import type * as fs from 'node:fs';
import { expect, it, vi } from 'vitest';
import { environmentProblem } from '../run/problem.ts';
import { claimScratch, stateDirectory } from './state.ts';

const refusal = (code: string, call: string): never => {
  throw Object.assign(new Error(`${code}: played, ${call}`), { code });
};
vi.mock('node:fs', async (original) => ({
  ...(await original<typeof fs>()),
  mkdirSync: () => refusal('ENOENT', 'mkdir'),
  accessSync: (path: string) => refusal('EROFS', `access '${path}'`),
}));

it('says that the file system is read-only, not that a directory is missing', () => {
  let said: string | undefined;
  try {
    claimScratch(stateDirectory('/nowhere/build'));
  } catch (error) {
    said = environmentProblem(error);
  }
  expect(said).toBe("not writable or not readable (EROFS: played, access '/')");
});
