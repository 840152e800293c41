// Campaigns against a compiler with a planted bug: tcc behind a wrapper that miscompiles one construct in a thousand
// programs. It is caught, shrunk, bucketed once and replayed; and a campaign that is killed again and again comes to the
// same findings as one that is not, and leaves nobody behind. KIT_HARNESS_KILLS says how often it is killed.
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { which } from 'kit-harness';
import { makeProject, markedProcesses, type Project } from 'kit-harness/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeSample } from './random_program.ts';

// What follows sizeof is no division but a multiplication.
const CONSTRUCT = /(sizeof\([a-zA-Z_ ]+\)) \/ /;
const SED = "'s,(sizeof\\([a-zA-Z_ ]+\\)) / ,\\1 * ,g'";
const WRAPPER = `#!/bin/sh
for word; do case $word in *.c) sed -E ${SED} "$word" >"$word.tmp.c"; set -- "$@" "$word.tmp.c";; *) set -- "$@" "$word";; esac; shift; done
exec tcc "$@"
`;

// What tcc does not have, or often gets wrong.
const UNKNOWN =
  'overflow-builtin int128 int128-static atomic atomic-builtin thread-local wide-string vla-parameter long-double'.split(
    ' ',
  );

const LEFT_OUT = UNKNOWN.flatMap((feature) => ['--without', feature]);

const KILLS = Number(process.env.KIT_HARNESS_KILLS ?? 4);

let project: Project;
let wrapper = '';

beforeEach(() => {
  project = makeProject('stand-in');
  wrapper = join(project.directory, 'wrong-cc');
  project.write('wrong-cc', WRAPPER);
  chmodSync(wrapper, 0o755);
  mkdirSync(join(project.directory, 'src'));
  project.write('src/cc', '#!/bin/sh\nexec gcc "$@"\n');
});
afterEach(() => {
  project.remove();
});

/** Whether a compiler makes of a program what it has to be. */
function isRight(cc: string, seed: number, index: number, scratch: string): boolean {
  const { text, answer } = makeSample({ seed, index }, UNKNOWN);
  const file = join(scratch, 'program');
  writeFileSync(`${file}.c`, text);
  execFileSync(cc, ['-w', `${file}.c`, '-o', file], { stdio: 'ignore' });
  const { stdout, status } = spawnSync(file, { encoding: 'utf8', timeout: 5000 });
  return stdout === answer.stdout && status === answer.exitCode;
}

const FEW = 4;

/** A seed among whose first programs is one with the construct, which matters, while tcc itself gets them all right. */
function seedWithConstruct(): number {
  const scratch = mkdtempSync(join(tmpdir(), 'kit-harness-canary-'));
  try {
    for (let seed = 1; seed < 2000; seed++) {
      const samples = Array.from({ length: FEW }, (_, index) => makeSample({ seed, index }, UNKNOWN).text);
      const hits = samples.flatMap((text, index) => (CONSTRUCT.test(text) ? [index] : []));
      if (hits.length !== 1) continue;
      try {
        const all = samples.every((_, index) => isRight('tcc', seed, index, scratch));
        if (all && !isRight(wrapper, seed, hits[0] ?? 0, scratch)) return seed;
      } catch {
        // tcc does not know everything that programs may use.
      }
    }
    throw new Error('the construct does not occur');
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

interface Bucket {
  readonly id: string;
  readonly seen: number;
  readonly kept: readonly string[];
}

async function buckets(): Promise<readonly Bucket[]> {
  const { stdout } = await project.run('findings', 'list', '--all', '--json');
  const { buckets: found } = JSON.parse(stdout) as { buckets: readonly Bucket[] };
  return found.map(({ id, seen, kept }) => ({ id, seen, kept: [...kept].sort() }));
}

describe.skipIf(which('tcc') === undefined)('a campaign', { timeout: 300_000 + KILLS * 20_000 }, () => {
  test('catches a planted bug, shrinks it, files it once, and replays it', async () => {
    const seed = String(seedWithConstruct());
    const words = `fuzz --variants 0 --seed ${seed} --count ${String(FEW)} --jobs 1 --json --cc ${wrapper}`
      .split(' ')
      .concat(LEFT_OUT);
    const first = await project.run(...words);
    expect(first.code).toBe(1);
    const summary = JSON.parse(first.stdout) as {
      tally: { programs: number; valid: number };
      buckets: { id: string; fresh: boolean; lines: number; text: string }[];
    };
    expect(summary.tally).toMatchObject({ programs: FEW, valid: FEW });
    expect(summary.buckets).toMatchObject([{ fresh: true }]);
    const [bucket] = summary.buckets;
    expect(bucket?.lines).toBeLessThanOrEqual(15);
    const shown = await project.run('findings', 'show', bucket?.id ?? '');
    expect(shown.stdout).toMatch(CONSTRUCT);
    expect((await project.run('findings', 'replay', bucket?.id ?? '')).code).toBe(1);

    // The next campaign asks for it first, and meets it again without filing it twice.
    const known = await buckets();
    const second = await project.run(...words);
    expect(second.code).toBe(1);
    expect(JSON.parse(second.stdout)).toMatchObject({ known: [{ id: bucket?.id, holds: true }] });
    expect(await buckets()).toEqual(known);

    // A repaired compiler holds.
    project.write('wrong-cc', '#!/bin/sh\nexec tcc "$@"\n');
    chmodSync(wrapper, 0o755);
    expect((await project.run(...words)).code).toBe(0);
    expect((await project.run('findings', 'replay', bucket?.id ?? '')).code).toBe(0);
  });

  test('killed again and again, it finds what it would have found, and leaves nothing', async () => {
    // A bug that is met more often, so that kills meet findings on their way. One job: buckets depend on the order.
    project.write('wrong-cc', WRAPPER.replace(SED, "'s, >>= , >>= 1 + ,g'"));
    const words = `fuzz --variants 0 --seed 4 --count 48 --batch 8 --jobs 1 --shrink 0 --cc ${wrapper}`
      .split(' ')
      .concat(LEFT_OUT);
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
