import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sameFile } from './same.ts';

describe('sameFile', () => {
  let directory: string;
  const file = (name: string, bytes: Buffer): string => {
    const path = join(directory, name);
    writeFileSync(path, bytes);
    return path;
  };
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'kit-same-'));
  });
  afterAll(() => {
    rmSync(directory, { recursive: true });
  });

  it.each([0, 1, 4096, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, (5 << 20) + 3])('compares %d bytes', (length) => {
    const bytes = Buffer.alloc(length, 7);
    const left = file('left', bytes);
    expect(sameFile(left, file('right', bytes))).toBe(true);
    expect(sameFile(left, file('right', Buffer.concat([bytes, Buffer.of(7)])))).toBe(false);
    for (const at of [0, length - 1].filter((one) => one >= 0)) {
      const other = Buffer.from(bytes);
      if (at < length) other[at] = 8;
      expect(sameFile(left, file('right', other))).toBe(length === 0);
    }
  });

  it('never calls what cannot be read equal', () => {
    const left = file('left', Buffer.alloc(3));
    mkdirSync(join(directory, 'folder'));
    expect(() => sameFile(left, join(directory, 'absent'))).toThrow(/ENOENT/);
    expect(() => sameFile(join(directory, 'folder'), left)).toThrow(/EISDIR/);
    expect(() => sameFile(left, join(directory, 'folder'))).toThrow(/EISDIR/);
  });
});
