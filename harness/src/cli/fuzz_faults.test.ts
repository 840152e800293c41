// A generator that fails: the campaign goes on without the program, says who is to blame, counts it once however often it is
// killed, and does not end well. In: an oracle whose generator fails on some numbers. Out: tests.
import { chmodSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { useFaultyGenerator } from '../../test/faulty-generator.ts';
import { makeProject, type Project } from '../../test/project.ts';
import { sleep } from '../exec/wait.ts';

vi.setConfig({ testTimeout: 300_000 });

let project: Project;
beforeEach(() => {
  project = makeProject('stand-in');
  mkdirSync(join(project.directory, 'src'));
  for (const name of ['src/cc', 'src/unit.c']) project.write(name, '');
});
afterEach(() => {
  project.remove();
});

const file = (name: string): string => join(project.directory, name);
const FUZZ = 'fuzz --generator faulty --seed 5 --count 24 --jobs 1 --cc gcc'.split(' ');
const look = (index: number): string => `npx kit-harness programs --generator faulty --seed 5 --from ${String(index)} --variants 10`; // prettier-ignore
const blame = (index: number, said: string): string => `the generator faulty is at fault: program ${String(index)} of seed 5 cannot be made: ${said}; look: ${look(index)}\n`; // prettier-ignore

test('programs that cannot be made are left out, named and counted, and the others are judged', async () => {
  useFaultyGenerator(project, { 3: 'throws', 9: 'dies', 14: 'wants all memory', 17: 'throws later' });
  const result = await project.run(...FUZZ, '--batch', '8');
  expect(result.stderr).toContain(blame(3, 'no value for x'));
  expect(result.stderr).toMatch(/program 9 of seed 5 cannot be made: .*exited with code: 7; look: npx/);
  expect(result.stderr).toMatch(/program 14 of seed 5 cannot be made: .*memory.*; look: npx/);
  expect(result.stderr).toContain(blame(17, 'too late'));
  expect(result.stderr.match(/is at fault/g)?.length).toBe(4);
  expect(result.stdout).toContain('every program that could be made did what it has to do in every lane');
  expect(result.stdout).toContain('24 programs');
  expect(result.stdout).toContain('20 valid, 0 inconclusive, 20 comparisons in 1 lane');
  expect(result.stdout).toContain(
    'the generator faulty is at fault: 4 of the programs could not be made and were left out',
  );
  expect(result.stdout).toContain(look(3));
  expect(result.code).toBe(5);

  const report = await project.run('findings', 'report');
  expect(report.stdout).toMatch(/^# ✗ 24 random programs.*, 4 that the generator failed to make\n/);
  expect(report.stdout).toContain('the generator faulty is at fault: 4 of 24 programs of seed 5 could not be made');
  expect(report.stdout).toContain(look(17));

  const shown = await project.run('programs', '--generator', 'faulty', '--seed', '5', '--from', '2', '--count', '2');
  expect(shown.code).toBe(5);
  expect(shown.stdout).toContain('program 2 of seed 5');
  expect(shown.stderr).toMatch(
    /^the generator faulty is at fault: program 3 of seed 5 .*\n[^]*oracles\/faulty\/worker\.ts:2:/,
  );
});

test('a compiler that is wrong weighs more than a generator that fails', async () => {
  useFaultyGenerator(project, { 3: 'throws' });
  project.write('wrong-cc', '#!/bin/sh\nsed -i "s/, 7); return 0/, 8); return 0/" *.c\nexec gcc "$@"\n');
  chmodSync(file('wrong-cc'), 0o755);
  const words = FUZZ.map((word) => (word === 'gcc' ? file('wrong-cc') : word));
  const result = await project.run(...words, '--json');
  expect(result.code).toBe(1);
  expect(JSON.parse(result.stdout)).toMatchObject({
    tally: { programs: 24, valid: 23, faults: 1 },
    faults: [{ index: 3, said: 'no value\nfor x' }],
    buckets: [{ count: 1 }],
  });
});

test('a fault is counted once, also when the campaign is killed and taken up', async () => {
  useFaultyGenerator(project, { 1: 'throws', 5: 'dies' });
  // The planted wrong answer compiles two batches; the campaign stops in its second one.
  const slow = `echo >>${file('log')}; [ $(wc -l <${file('log')}) -lt 4 ] || { : >${file('begun')}; sleep 60; }`;
  project.write(
    'slow-cc',
    `#!/bin/sh\ncase "$*" in *"-c batch.c"*) [ ! -e ${file('slow')} ] || { ${slow}; };; esac\nexec gcc "$@"\n`,
  );
  chmodSync(file('slow-cc'), 0o755);
  project.write('slow', '');
  const words = FUZZ.map((word) => (word === 'gcc' ? file('slow-cc') : word)).concat('--batch', '4');
  const child = project.start(...words);
  const ended = once(child, 'exit');
  for (let round = 0; round < 3000 && !existsSync(file('begun')) && child.exitCode === null; round++) await sleep(20);
  child.kill('SIGKILL');
  await ended;
  rmSync(file('slow'));
  const again = await project.run(...words);
  expect(again.stderr).toContain('taking up campaign 1: 4 programs are done');
  // The first one was told before.
  expect(again.stderr).not.toContain('program 1 of');
  expect(again.stderr.match(/program 5 of seed 5 cannot be made/g)?.length).toBe(1);
  expect(again.stdout).toContain('22 valid, 0 inconclusive');
  expect(again.stdout).toContain('2 of the programs could not be made');
  expect(again.code).toBe(5);
});

test('a generator that makes nothing is told a few times, and is no quiet night', async () => {
  useFaultyGenerator(project, Object.fromEntries(Array.from({ length: 24 }, (_, index) => [index, 'throws'] as const)));
  const result = await project.run(...FUZZ);
  expect(result.stderr.match(/is at fault/g)?.length).toBe(20);
  expect(result.stderr).toContain('further faults of the generator are only counted');
  expect(result.stdout).toContain('nothing was compared');
  expect(result.stdout).toContain('24 of the programs could not be made');
  expect(result.code).toBe(5);
});
