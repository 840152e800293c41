// Campaigns against a compiler with planted bugs, tcc behind a wrapper: each is caught, shrunk, filed once however often it is
// met, replayed from its capsule alone, and asked first by the next campaign; a variant is filed as the variant; and a
// campaign that is killed again and again comes to the same findings as one that is not, and leaves nobody behind.
// KIT_HARNESS_KILLS says how often it is killed. In: tcc. Out: tests.
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { which } from 'kit-harness';
import { makeProject, markedProcesses, type Project } from 'kit-harness/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Sample } from './arbitrary.ts';
import { makeSample } from './random_program.ts';
import { FEATURE_NAMES } from './program/features.ts';
import { followPath } from './shrink/run.ts';

/** tcc, but for a line that may change $one, a C file, or die of it. */
const wrapper = (line: string): string => `#!/bin/sh
for word; do case $word in *.c) one=$word.tmp.c; cp "$word" "$one"; ${line}; set -- "$@" "$one";; *) set -- "$@" "$word";; esac; shift; done
exec tcc "$@"
`;

// What is divided is left with the rest, also where the line ends; and the compiler dies of a loop whose condition comes last.
const WRONG_DIVISION = `sed -i -E 's, /( |$), %\\1,g' "$one"`;
const DIES = `if grep -q ' do {' "$one"; then echo 'tcc: gen.c:12: gen_do: Assertion failed' >&2; kill -ABRT $$; fi`;
const RIGHT = '#!/bin/sh\nexec tcc "$@"\n';

// What tcc does not have, or often gets wrong.
const UNKNOWN =
  'overflow-builtin int128 int128-static atomic atomic-builtin thread-local wide-string vla-parameter long-double'.split(
    ' ',
  );

// A bug is known by the features that its programs have in common: few of them in all make that few programs.
const FEW = `array call for while do break-continue switch fallthrough conditional logical compound-assignment
  increment-decrement early-return shift division`.split(/\s+/);
const MANY = FEATURE_NAMES.filter((name) => !FEW.includes(name));

const leftOut = (features: readonly string[]): readonly string[] =>
  features.flatMap((feature) => ['--without', feature]);

const KILLS = Number(process.env.KIT_HARNESS_KILLS ?? 4);

let project: Project;

beforeEach(() => {
  project = makeProject('stand-in');
  mkdirSync(join(project.directory, 'src'));
  project.write('src/cc', '#!/bin/sh\nexec gcc "$@"\n');
});
afterEach(() => {
  project.remove();
});

/** Makes the compiler of a project. */
function compiler(where: Project, text: string): string {
  where.write('wrong-cc', text);
  chmodSync(join(where.directory, 'wrong-cc'), 0o755);
  return './wrong-cc';
}

interface Bucket {
  readonly id: string;
  readonly signature: { readonly kind: string; readonly site: string; readonly features: readonly string[] };
  readonly seen: number;
  readonly kept: readonly string[];
}

async function buckets(): Promise<readonly Bucket[]> {
  const { stdout } = await project.run('findings', 'list', '--all', '--json');
  const { buckets: found } = JSON.parse(stdout) as { buckets: readonly Bucket[] };
  return found.map(({ id, signature, seen, kept }) => ({ id, signature, seen, kept: [...kept].sort() }));
}

interface Summary {
  readonly tally: { readonly programs: number; readonly valid: number };
  readonly buckets: readonly { readonly id: string; readonly bucket: string; readonly fresh: boolean; readonly lines: number }[]; // prettier-ignore
  readonly known: readonly { readonly id: string; readonly bucket: string; readonly holds: boolean }[];
}

const summaryOf = ({ stdout }: { readonly stdout: string }): Summary => JSON.parse(stdout) as Summary;

interface Capsule {
  readonly program: {
    readonly seed: number;
    readonly index: number;
    readonly path: string;
    readonly variant?: string;
    readonly without: readonly string[];
    readonly units: readonly { readonly file: string }[];
  };
}

/** What a capsule says, and the texts of its program. */
function capsuleOf(id: string): Capsule['program'] & { readonly texts: readonly string[] } {
  const folder = join(project.directory, 'build/findings/capsules', id);
  const { program } = JSON.parse(readFileSync(join(folder, 'capsule.json'), 'utf8')) as Capsule;
  return { ...program, texts: program.units.map((unit) => readFileSync(join(folder, unit.file), 'utf8')) };
}

/** Replays a capsule where nothing else of this project is, by the compiler that is there. */
async function replayElsewhere(id: string, text: string): Promise<number> {
  const other = makeProject('stand-in');
  try {
    compiler(other, text);
    cpSync(join(project.directory, 'build/findings/capsules', id), join(other.directory, 'sent'), { recursive: true });
    return (await other.run('findings', 'replay', './sent')).code;
  } finally {
    other.remove();
  }
}

// One job: which program is the first of its bucket depends on the order.
const FUZZ = 'fuzz --jobs 1 --shrink 300 --json'.split(' ').concat(leftOut(MANY));

/** Whether a compiler makes of a program what it has to be. */
function isRight(cc: string, { units, answer }: Sample): boolean {
  const file = (name: string): string => join(project.directory, name);
  writeFileSync(file('one.c'), units.join(''));
  const compiled = spawnSync(cc, ['-w', 'one.c', '-o', 'one'], { cwd: project.directory, stdio: 'ignore' });
  const { stdout, status } = spawnSync(file('one'), { encoding: 'utf8', timeout: 5000 });
  return compiled.status === 0 && stdout === answer.stdout && status === answer.exitCode;
}

/** A seed of which tcc gets the first programs right, while the wrapper miscompiles some of them, and dies of others. */
function seedWithBoth(count: number): string {
  compiler(project, wrapper(WRONG_DIVISION));
  for (let seed = 1; seed < 200; seed++) {
    const samples = Array.from({ length: count }, (_, index) => makeSample({ seed, index }, MANY));
    const [deadly, others] = [true, false].map((dies) => samples.filter(({ text }) => text.includes(' do {') === dies));
    if (deadly === undefined || others === undefined || deadly.length < 2) continue;
    const wrong = others.filter((one) => !isRight('./wrong-cc', one));
    if (wrong.length >= 2 && samples.every((one) => isRight('tcc', one))) return String(seed);
  }
  throw new Error('the constructs do not occur together');
}

describe.skipIf(which('tcc') === undefined)('a campaign', { timeout: 600_000 + KILLS * 20_000 }, () => {
  test('catches two planted bugs, shrinks each, files it once, and replays it anywhere', async () => {
    const words = [
      ...FUZZ,
      '--seed',
      seedWithBoth(12),
      '--variants',
      '0',
      '--count',
      '12',
      '--batch',
      '12',
      '--cc',
      './wrong-cc',
      '--cc',
      'tcc',
    ];
    compiler(project, wrapper(`${WRONG_DIVISION}; ${DIES}`));
    const first = await project.run(...words);
    expect(first.code).toBe(1);
    const summary = summaryOf(first);
    expect(summary.tally.programs).toBe(12);
    expect(summary.buckets.map(({ fresh }) => fresh)).toEqual([true, true]);
    expect(Math.max(...summary.buckets.map(({ lines }) => lines))).toBeLessThanOrEqual(15);

    // Each is one bucket, and was met more than once.
    const found = await buckets();
    const division = found.find(({ signature }) => signature.kind === 'wrong-answer');
    const dead = found.find(({ signature }) => signature.kind === 'crash');
    expect(found.length).toBe(2);
    expect(division?.signature.features).toContain('division');
    expect(dead?.signature.site).toBe('gen_do');
    for (const one of [division, dead]) expect(one?.seen).toBeGreaterThanOrEqual(2);

    // The smallest program of each still has what the compiler is wrong about, and fails from its capsule alone.
    const cases = [
      { id: summary.buckets.find(({ bucket }) => bucket === division?.id)?.id ?? '', has: ' /', cured: wrapper(DIES) },
      {
        id: summary.buckets.find(({ bucket }) => bucket === dead?.id)?.id ?? '',
        has: ' do {',
        cured: wrapper(WRONG_DIVISION),
      },
    ];
    for (const { id, has, cured } of cases) {
      expect(capsuleOf(id).texts.join('')).toContain(has);
      expect(await replayElsewhere(id, wrapper(`${WRONG_DIVISION}; ${DIES}`))).toBe(1);
      expect(await replayElsewhere(id, cured)).toBe(0);
    }

    // The next campaign asks for both first, and meets them again without filing anything twice.
    const second = await project.run(...words);
    expect(second.code).toBe(1);
    expect(summaryOf(second).known.map(({ bucket, holds }) => [bucket, holds]).sort()).toEqual(found.map(({ id }) => [id, true]).sort()); // prettier-ignore
    expect(summaryOf(second).buckets.map(({ fresh }) => fresh)).toEqual([false, false]);
    expect(await buckets()).toEqual(found);

    // A repaired compiler holds.
    compiler(project, RIGHT);
    const repaired = await project.run(...words);
    expect([repaired.code, summaryOf(repaired).tally.valid]).toEqual([0, 12]);
    expect(summaryOf(repaired).known.map(({ holds }) => holds)).toEqual([false, false]);
    expect((await project.run('findings', 'replay', cases[0]?.id ?? '')).code).toBe(0);
  });

  test('a variant that fails is shrunk, filed and replayed as the variant', async () => {
    compiler(project, wrapper(WRONG_DIVISION));
    const words = [
      ...FUZZ,
      '--seed',
      seedWithBoth(8),
      '--variants',
      '100',
      '--count',
      '8',
      '--batch',
      '8',
      '--cc',
      './wrong-cc',
    ];
    await project.run(...words);
    // Where there is nothing to change, a variant is the program itself.
    const made = (id: string, variant: string | undefined): readonly string[] =>
      makeSample({ ...capsuleOf(id), variant }, capsuleOf(id).without).units;
    const ids = (await buckets()).flatMap(({ kept }) => kept);
    const id = ids.find((one) => made(one, capsuleOf(one).variant).join() !== made(one, undefined).join()) ?? '';
    const { variant = '', path, without, texts, ...program } = capsuleOf(id);
    expect(path).not.toBe('');
    // What the capsule holds comes from the variant, and from nothing else.
    expect(followPath(makeSample({ ...program, variant }, without), path).units).toEqual(texts);
    expect(texts.join('').split('\n').length).toBeLessThanOrEqual(16);
    expect((await project.run('findings', 'show', id)).stdout).toContain(`, variant ${variant}, shrunk by ${path}\n`);
    expect(await replayElsewhere(id, wrapper(WRONG_DIVISION))).toBe(1);
    expect(await replayElsewhere(id, RIGHT)).toBe(0);
  });

  test('killed again and again, it finds what it would have found, and leaves nothing', async () => {
    // Nothing is shrunk, so that kills meet findings on their way.
    compiler(project, wrapper(`sed -i 's, >>= , >>= 1 + ,g' "$one"`));
    const words = 'fuzz --variants 0 --seed 4 --count 48 --batch 8 --jobs 1 --shrink 0 --cc ./wrong-cc'
      .split(' ')
      .concat(leftOut(UNKNOWN));
    const started = performance.now();
    const expected = await project.run(...words, '--json');
    const whole = performance.now() - started;
    expect(expected.code).toBe(1);
    const wanted = await buckets();
    expect(wanted.length).toBeGreaterThan(0);
    rmSync(join(project.directory, 'build/findings'), { recursive: true });

    for (let kill = 0; kill < KILLS; kill++) {
      const child = project.start(...words);
      const ended = new Promise((resolve) => child.once('exit', resolve));
      const moment = whole * (0.1 + ((kill * 0.618) % 1) * 0.8);
      await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, moment))]);
      child.kill('SIGKILL');
      await ended;
      await expect.poll(() => markedProcesses(`TMPDIR=${project.directory}/`), { timeout: 3000 }).toEqual([]);
    }
    const last = await project.run(...words, '--json');
    expect(last.code).toBe(1);
    expect(JSON.parse(last.stdout)).toMatchObject({ tally: { programs: 48 } });
    expect(await buckets()).toEqual(wanted);
    expect(readdirSync(join(project.directory, 'build/scratch'))).toEqual([]);
    expect(readdirSync(join(project.directory, 'build/findings')).filter((name) => /tmp|\.c$/.test(name))).toEqual([]);
  });
});
