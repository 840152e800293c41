// The store's foundations: digests notice every change, and nothing half-made is published. In: small trees. Out: digests.
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fc, test as property } from '@fast-check/vitest';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { publishDirectory, writeFileAtomic } from './atomic.ts';
import { changedPaths, digestValue, readTree } from './digest.ts';
import { claimScratch, stateDirectory } from './state.ts';

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'kit-harness-store-'));
});
afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

test('a tree changes with bytes, run bits, names and links, and with nothing else', () => {
  const write = (): void => {
    mkdirSync(join(directory, 'tree/sub'), { recursive: true });
    writeFileSync(join(directory, 'tree/a'), 'a');
    writeFileSync(join(directory, 'tree/sub/b'), 'b');
    symlinkSync('a', join(directory, 'tree/link'));
  };
  write();
  const tree = join(directory, 'tree');
  const before = readTree(tree);
  expect(before.map(({ path }) => path)).toEqual(['a', 'link', 'sub/b']);
  rmSync(tree, { recursive: true });
  write();
  expect(changedPaths(before, readTree(tree))).toEqual([]);
  writeFileSync(join(tree, 'sub/b'), 'B');
  expect(changedPaths(before, readTree(tree))).toEqual(['sub/b']);
  writeFileSync(join(tree, 'sub/b'), 'b');
  chmodSync(join(tree, 'a'), 0o755);
  expect(changedPaths(before, readTree(tree))).toEqual(['a']);
  rmSync(join(tree, 'link'));
  symlinkSync('sub/b', join(tree, 'link'));
  writeFileSync(join(tree, 'new'), '');
  expect(changedPaths(before, readTree(tree))).toEqual(['a', 'link', 'new']);
});

property.prop([fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer(), fc.boolean()))])(
  'the digest of a value does not depend on the order of its keys',
  (value) => {
    const turned = Object.fromEntries(Object.entries(value).reverse());
    expect(digestValue(turned)).toBe(digestValue(value));
  },
);

test('a file is written whole and leaves no temporary', () => {
  writeFileAtomic(join(directory, 'deep/file'), 'one');
  writeFileAtomic(join(directory, 'deep/file'), 'two');
  expect(readFileSync(join(directory, 'deep/file'), 'utf8')).toBe('two');
  expect(readdirSync(join(directory, 'deep'))).toEqual(['file']);
});

test('of two directories with one name the first stays', () => {
  for (const name of ['one', 'two']) {
    mkdirSync(join(directory, name));
    writeFileSync(join(directory, name, 'file'), name);
    publishDirectory(join(directory, name), join(directory, 'final/key'));
  }
  expect(readFileSync(join(directory, 'final/key/file'), 'utf8')).toBe('one');
  expect(existsSync(join(directory, 'two'))).toBe(false);
});

test('scratch directories of dead processes are swept away, those of the living stay', () => {
  const state = stateDirectory(directory);
  const mine = claimScratch(state);
  const dead = join(directory, 'scratch', '999999999-1-abc');
  const reused = join(directory, 'scratch', `${String(process.pid)}-1-abc`);
  for (const path of [dead, reused]) mkdirSync(path);
  claimScratch(state);
  expect([mine, dead, reused].map((path) => existsSync(path))).toEqual([true, false, false]);
});
