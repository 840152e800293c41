// A compiler that is wrong about programs only when they are in one translation unit: such a failure is filed with the
// company that it takes, whatever else fails beside it, and shows again from its capsule. In: gcc behind a script that
// looks for several programs at once. Out: tests.
import { chmodSync, cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { useFaultyGenerator } from '../../test/faulty-generator.ts';
import { makeProject, type Project } from '../../test/project.ts';
import { capsuleDirectory } from '../findings/capsules.ts';
import type { Bucket } from '../findings/model.ts';

vi.setConfig({ testTimeout: 300_000 });

let project: Project;
beforeEach(() => {
  project = makeProject('stand-in');
  mkdirSync(join(project.directory, 'src'));
  for (const name of ['src/cc', 'src/unit.c']) project.write(name, '');
  useFaultyGenerator(project, {});
});
afterEach(() => {
  project.remove();
});

const file = (name: string): string => join(project.directory, name);

function compiler(...lines: readonly string[]): string {
  project.write('some-cc', ['#!/bin/sh', ...lines, 'exec gcc "$@"', ''].join('\n'));
  chmodSync(file('some-cc'), 0o755);
  return file('some-cc');
}

// Where programs 9, 12 and 14 are together, 12 is wrong; 10 is wrong by itself.
const TOGETHER = 'for one in *.c; do if grep -q main9 "$one" && grep -q main14 "$one"; then sed -i "s/, 12)/, 13)/" "$one"; fi; done'; // prettier-ignore
const ALONE = 'for one in *.c; do sed -i "s/, 10)/, 11)/" "$one"; done';

const fuzz = (cc: string): string[] => ['fuzz', '--generator', 'faulty', '--seed', '5', '--count', '16', '--batch', '8', '--jobs', '1', '--json', '--cc', cc]; // prettier-ignore

interface Listed extends Bucket {
  readonly path: string;
}

/** The open buckets by the numbers of their first programs. */
async function buckets(): Promise<ReadonlyMap<number, Listed>> {
  const list = JSON.parse((await project.run('findings', 'list', '--json')).stdout) as { buckets: readonly Bucket[] };
  const found = new Map<number, Listed>();
  for (const bucket of list.buckets) {
    const { stdout } = await project.run('findings', 'show', bucket.id, '--json');
    const { index, path } = (JSON.parse(stdout) as { finding: { program: { index: number; path: string } } }).finding.program; // prettier-ignore
    found.set(index, { ...bucket, path });
  }
  return found;
}

test('a failure that takes company is filed with all of it, also when another program of the batch fails by itself', async () => {
  const result = await project.run(...fuzz(compiler(TOGETHER, ALONE)));
  expect(result.code).toBe(1);
  // Several programs are one finding, and no program more.
  expect(JSON.parse(result.stdout)).toMatchObject({ tally: { programs: 16, valid: 16, inconclusive: 0 } });
  expect(result.stderr).toMatch(/new wrong-answer \w+: program 9 together with 12 14, \d+ lines/);
  const found = await buckets();
  expect([...found].map(([index, { path }]) => [index, path]).sort()).toEqual([[10, ''], [9, 'together with 12 14']]); // prettier-ignore
  const [id = ''] = found.get(9)?.kept ?? [];

  const shown = await project.run('findings', 'show', id);
  expect(shown.stdout).toContain('number 9, together with 12 14');
  expect(shown.stdout).toMatch(/main9[^]*main12[^]*main14/);
  const other = makeProject('stand-in');
  try {
    cpSync(capsuleDirectory(file('build/findings'), id), join(other.directory, 'sent'), { recursive: true });
    expect((await other.run('findings', 'replay', './sent')).code).toBe(1);
    compiler(ALONE);
    expect((await other.run('findings', 'replay', './sent')).code).toBe(0);
  } finally {
    other.remove();
  }
});

test('a failure that never comes back is inconclusive', async () => {
  // The planted wrong answer compiles two batches; it is the second one of the campaign that goes wrong, once.
  const flaky = `case "$*" in *"-c batch.c"*) echo >>${file('log')}; [ $(wc -l <${file('log')}) != 4 ] || sed -i "s/, 12)/, 13)/" batch.c;; esac`; // prettier-ignore
  const result = await project.run(...fuzz(compiler(flaky)));
  expect(JSON.parse(result.stdout)).toMatchObject({ tally: { programs: 16, valid: 16, inconclusive: 1 }, buckets: [] });
});
