// Capsules: a folder says everything, and one that was changed or points outside of itself is refused. In: findings. Out: folders.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readCapsule, writeCapsule } from './capsule.ts';
import type { StoredFinding } from './model.ts';
import { sampleFinding } from './samples.ts';

let directory = '';
const FINDING: StoredFinding = {
  ...sampleFinding(4, { held: ['gcc'], divergingFunction: 'f', divergingFeatures: ['shift'] }),
  id: 'ABCD1234',
  bucket: 'EFGH5678',
  firstSeen: '2026-01-01T00:00:00.000Z',
  lastSeen: '2026-01-01T00:00:00.000Z',
  versions: { tcc: 'tcc version 0.9.27' },
};

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'kit-harness-capsule-'));
  writeCapsule(directory, FINDING);
});
afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

function edit(name: string, change: (text: string) => string): void {
  writeFileSync(join(directory, name), change(readFileSync(join(directory, name), 'utf8')));
}

test('a capsule comes back as it was, from the folder and from its file', () => {
  expect(readCapsule(directory)).toEqual(FINDING);
  expect(readCapsule(join(directory, 'capsule.json'))).toEqual(FINDING);
});

test('a program whose answer nobody knows has none', () => {
  const other: StoredFinding = { ...FINDING, program: { ...FINDING.program, answer: { kind: 'agreed' } } };
  writeCapsule(directory, other);
  expect(readCapsule(directory)).toEqual(other);
});

test.each<[string, () => void, string]>([
  ['a changed program', () => { edit('program.c', (text) => `${text} `); }, 'is not the file'], // prettier-ignore
  ['a changed answer', () => { edit('expected.stdout', () => '5\n'); }, 'is not the file'], // prettier-ignore
  ['an absent program', () => { rmSync(join(directory, 'program.c')); }, 'is not whole'], // prettier-ignore
  ['a file outside', () => { edit('capsule.json', (text) => text.replace('"program.c"', '"../program.c"')); }, 'is no capsule'], // prettier-ignore
  ['no JSON', () => { edit('capsule.json', () => '{'); }, 'is no capsule'], // prettier-ignore
  ['another version', () => { edit('capsule.json', (text) => text.replace('"version": 1', '"version": 2')); }, 'is no capsule'], // prettier-ignore
])('%s is refused', (_name, spoil, message) => {
  spoil();
  expect(() => readCapsule(directory)).toThrow(message);
});
