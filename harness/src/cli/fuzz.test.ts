// kit-harness fuzz as a user meets it: the subject's own stages, a campaign that is killed, a full disk, a compiler whose
// cost grows too fast, a program that never ends. In: gcc behind scripts that go wrong on purpose. Out: tests.
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeProject, type Output, type Project } from '../../test/project.ts';
import { sleep } from '../exec/wait.ts';
import type { Bucket, Campaign } from '../findings/model.ts';
import { HARNESS_SOURCES } from '../home.ts';
import { openFindings } from '../findings/store.ts';

let project: Project;
beforeEach(() => {
  project = makeProject('stand-in');
  mkdirSync(join(project.directory, 'src'));
  script('src/cc', 'exec gcc "$@"');
  project.write('src/unit.c', 'int unit;\n');
});
afterEach(() => {
  project.remove();
});

const file = (name: string): string => join(project.directory, name);

function script(name: string, text: string): string {
  project.write(name, `#!/bin/sh\n${text}\n`);
  chmodSync(file(name), 0o755);
  return file(name);
}

/** Changes what a compiler reads: the programs fold what they compute into a checksum that begins with this number. */
const WRONG = `for one in *.c; do sed -i s/0xcbf29ce484222325/0xcbf29ce484222327/ "$one"; done`;

const json = (output: Output): { tally: object; buckets: { text: string; count: number; id: string }[] } =>
  JSON.parse(output.stdout) as ReturnType<typeof json>;

async function buckets(): Promise<readonly Bucket[]> {
  const { stdout } = await project.run('findings', 'list', '--json');
  return (JSON.parse(stdout) as { buckets: readonly Bucket[] }).buckets;
}

async function campaigns(): Promise<readonly Campaign[]> {
  const store = await openFindings(file('build/findings'));
  try {
    return await store.campaigns();
  } finally {
    await store.dispose();
  }
}

const FEW = ['fuzz', '--count', '4', '--batch', '2', '--seed', '3', '--shrink', '0'] as const;

describe("the subject's own stages", () => {
  beforeEach(() => {
    // Each stage is another compiler: its number is in its text.
    project.edit(
      'kit-harness.config.ts',
      "{ program: 'cp', args: [`${sources}/cc`, `${out}/cc`] }",
      '{ program: \'sh\', args: [\'-c\', \'sed "s/STAGE/$1/" "$2/cc" >"$3/cc"; chmod +x "$3/cc"\', \'sh\', String(stage), sources, out] }',
    );
    project.edit('kit-harness.config.ts', 'build: ({ sources, out })', 'build: ({ sources, out, stage })');
  });

  test('all of them are lanes, and a right one holds', async () => {
    script('src/cc', ': STAGE\nexec gcc "$@"');
    let [seed, shared] = [0, 0];
    while (shared === 0) {
      const { stdout } = await project.run('programs', '--seed', String(++seed), '--count', '4');
      shared = stdout.split('the next translation unit').length - 1;
    }
    const result = await project.run(...FEW, '--seed', String(seed));
    expect(result.stdout).toContain('every program did what it has to do in every lane');
    // Those of two units a stage shares with a reference compiler, in both orders.
    const comparisons = String(4 * 3 + shared * 2);
    expect(result.stdout).toContain(`4 valid, 0 inconclusive, ${comparisons} comparisons in 5 lanes`);
    expect(result.code).toBe(0);
  });

  test('a stage that is wrong is named, filed once, and replayed by its recipe', async () => {
    script('src/cc', `[ STAGE != 2 ] || { ${WRONG}; }\nexec gcc "$@"`);
    const result = await project.run(...FEW, '--json');
    expect(result.code).toBe(1);
    const [found] = await buckets();
    expect(found?.signature).toMatchObject({ kind: 'wrong-answer', lanes: ['release/only/gcc/stage2'] });
    const replay = await project.run('findings', 'replay', found?.kept[0] ?? '');
    expect([replay.code, replay.stdout]).toEqual([1, expect.stringContaining('release/only/gcc/stage2')]);
    script('src/cc', ': STAGE\nexec gcc "$@"');
    expect((await project.run('findings', 'replay', found?.kept[0] ?? '')).code).toBe(0);
  });

  test('a stage that does not build is exit code 3', async () => {
    project.write('src/unit.c', 'int unit\n');
    const { code, stderr } = await project.run(...FEW);
    expect([code, stderr]).toEqual([3, expect.stringContaining('unit.c')]);
  });
});

test('programs of two units are shared by two compilers, which have to agree', async () => {
  // What it makes fits together, and with nothing else: a function has another name in its objects.
  const cc = script(
    'other-cc',
    `for one; do case $one in *.c) sed -i 's/mix(/mixed(/g' "$one";; esac; done\nexec gcc "$@"`,
  );
  const words = ['fuzz', '--count', '12', '--batch', '12', '--seed', '3', '--shrink', '0', '--cc', cc, '--json'];
  expect((await project.run(...words)).code).toBe(0);
  const mixed = await project.run(...words, '--mixed');
  expect(mixed.code).toBe(1);
  expect(json(mixed).buckets.map(({ text }) => text)).toEqual([expect.stringContaining('undefined reference')]);
  const id = json(mixed).buckets[0]?.id ?? '';
  const shown = await project.run('findings', 'show', id, '--json');
  const { finding } = JSON.parse(shown.stdout) as { finding: { lanes: { lane: string }[]; held: string[] } };
  expect(finding.lanes.map(({ lane }) => lane)).toEqual([`${cc} calls gcc`, `gcc calls ${cc}`]);
  expect(finding.held).toEqual([cc]);
  expect((await project.run('findings', 'replay', id)).code).toBe(1);
  script('other-cc', 'exec gcc "$@"');
  expect((await project.run('findings', 'replay', id)).code).toBe(0);
  expect((await project.run(...words, '--mixed', '--variants', '100')).code).toBe(0);
});

test('a campaign on a fresh seed that is killed is taken up with the same seed', async () => {
  const cc = script(
    'slow-cc',
    // The canary compiles two batches, the campaign then one after the other.
    `case "$*" in *"-c batch.c"*) echo >>${file('log')}; [ $(wc -l <${file('log')}) -lt 4 ] || [ -e ${file('fast')} ] || { : >${file('begun')}; sleep 60; };; esac
exec gcc "$@"`,
  );
  const words = ['fuzz', '--count', '6', '--batch', '2', '--jobs', '1', '--cc', cc];
  const child = project.start(...words);
  const ended = once(child, 'exit');
  for (let round = 0; round < 6000 && !existsSync(file('begun')) && child.exitCode === null; round++) await sleep(20);
  child.kill('SIGKILL');
  await ended;
  const [before] = await campaigns();
  expect(before?.tally.programs).toBe(2);
  project.write('fast', '');
  const again = await project.run(...words);
  expect(again.stderr).toContain('taking up campaign 1: 2 programs are done');
  expect(again.stdout).toContain(`seed ${String(before?.plan.seed)}: 6 programs`);
  expect(again.code).toBe(0);
  const [after, ...others] = await campaigns();
  expect(others).toEqual([]);
  expect(after).toMatchObject({ plan: { seed: before?.plan.seed }, tally: { programs: 6, valid: 6 } });
  // What is finished is finished: the next one has a seed of its own.
  expect((await project.run(...words)).stderr).not.toContain('taking up');
  expect((await campaigns()).length).toBe(2);
});

test('a full disk stops a campaign, which says so and is taken up when there is room', async () => {
  const words = [...FEW, '--cc', 'gcc'];
  const full = await project.run(...words, '--min-free', '999999999');
  expect(full.code).toBe(5);
  expect(full.stdout).toContain('nothing was compared');
  expect(full.stdout).toContain('the disk is nearly full (see --min-free): make room, and the same command goes on');
  const rest = await project.run(...words);
  expect(rest.stderr).toContain('taking up campaign 1: 0 programs are done');
  expect([rest.code, (await campaigns()).length]).toEqual([0, 1]);
});

test(
  'a compiler whose cost grows with the square of the size is a finding, filed once',
  { timeout: 300_000 },
  async () => {
    // So many turns for each square of a thousand bytes: more than gcc needs as soon as there are a few programs.
    project.write(
      'square.c',
      '#include <stdlib.h>\nint main(int n, char **v) { double k = atof(v[1]) / 1000; for (volatile double i = 0; i < 30000 * k * k; i++); }',
    );
    execFileSync('gcc', [file('square.c'), '-o', file('square')]);
    const cc = script(
      'square-cc',
      `case " $* " in *" -c "*) ${file('square')} $(cat *.c | wc -c);; esac\nexec gcc "$@"`,
    );
    const words = 'fuzz --count 48 --batch 16 --seed 5 --jobs 1 --shrink 0 --json --cc'.split(' ');
    const { code, stdout } = await project.run(...words, cc);
    expect(JSON.parse(stdout)).toMatchObject({ tally: { valid: 48 }, buckets: [{ count: 1 }] });
    expect(code).toBe(1);
    expect((await buckets()).map(({ signature, seen }) => [signature.kind, seen])).toEqual([['cost', 1]]);
    const right = await project.run(...words, script('linear-cc', 'exec gcc "$@"'));
    expect([right.code, json(right).buckets]).toEqual([0, []]);
  },
);

test('a program that never ends is inconclusive, and has a bucket of its own', async () => {
  const cc = script('endless-cc', `sed -i 's/^int main(void) {/& for (;;) ;/' program.c 2>/dev/null\nexec gcc "$@"`);
  const result = await project.run('fuzz', '--count', '1', '--batch', '1', '--seed', '3', '--timeout', '1', '--cc', cc);
  expect(result.stdout).toContain('0 valid, 1 inconclusive');
  expect(result.code).toBe(4);
  expect((await buckets()).map(({ signature, seen }) => [signature.kind, seen])).toEqual([['timeout', 1]]);
});

test('programs are shown with what they have to do, and their features are counted', async () => {
  const shown = await project.run('programs', '--seed', '9', '--from', '3', '--variants', '100');
  const [, variant, end] = /^\/\* program 3 of seed 9, variant ([a-z-]+) \*\/\n[^]*\/\* (prints [^*]*) \*\/\n\n$/.exec(shown.stdout) ?? []; // prettier-ignore
  expect(['dead-code', 'equal-expressions', 'outlined', 'peeled']).toContain(variant);
  expect(end).toMatch(/^prints .*, exit code \d+$/);
  expect((await project.run('programs', '--seed', '9', '--from', '2', '--count', '2')).stdout).toContain(
    'program 3 of seed 9 */',
  );
  const counted = await project.run('programs', '--count', '20', '--coverage');
  expect(counted.stdout).toMatch(/^20 programs, \d+\.\d KB each\n +\d+\.\d % {2}[a-z-]+\n/);
  expect(await project.run('programs', '--generator', 'nobody')).toMatchObject({ code: 2 });
});

test('a reader that goes away is no failure', async () => {
  const command = join(HARNESS_SOURCES, '../bin/kit-harness.mjs');
  const env = { ...process.env, KIT_HARNESS_ORACLES: join(HARNESS_SOURCES, '../../oracles') };
  const child = spawn(process.execPath, [command, 'programs', '--count', '300'], { cwd: project.directory, env });
  let said = '';
  child.stderr.on('data', (data: Buffer) => (said += data.toString()));
  await once(child.stdout, 'data');
  child.stdout.destroy();
  expect(await once(child, 'exit')).toEqual([0, null]);
  expect(said).toBe('');
});

describe('the second start', () => {
  const manifest = (): string => project.read('build/launch/manifest.json');

  /** Runs a command until it comes from what was compiled, and once more. */
  async function twice(code: number, ...words: readonly string[]): Promise<Output> {
    await project.run(...words);
    const known = manifest();
    const second = await project.run(...words);
    expect([words[0], second.code, second.stderr]).toEqual([words[0], code, second.stderr]);
    // A start from the sources would have written another one.
    expect([words[0], manifest()]).toEqual([words[0], known]);
    return second;
  }

  test('of every command is the compiled one, and does the same', { timeout: 300_000 }, async () => {
    const cc = script('wrong-cc', `${WRONG}\nexec gcc "$@"`);
    const fuzzed = await twice(1, ...FEW, '--cc', cc, '--json');
    const id = json(fuzzed).buckets[0]?.id ?? '';
    expect((await twice(0, 'findings', 'list')).stdout).toContain('wrong-answer');
    expect((await twice(0, 'findings', 'show', id)).stdout).toContain('printf');
    expect((await twice(1, 'findings', 'replay', id)).stdout).toContain('still fails');
    expect((await twice(0, 'findings', 'report')).stdout).toContain('random-c');
    expect((await twice(0, 'reduce', id, '--no-text', '--seconds', '1')).stdout).toContain('int main');
    await twice(2, 'findings', 'promote', id, '--name', 'twice');
    expect(existsSync(file('corpus/found/twice.c'))).toBe(true);
    await twice(0, 'findings', 'close', id, '--reason', 'repaired');
    expect((await twice(0, 'build', '--stage', '1')).stdout).toContain('stage1');
    const run = await twice(0, 'run', '--oracle', 'random-c', '--count', '1');
    expect(run.stdout).toContain('1 of 1 claims held');
    expect((await twice(0, 'report')).stdout).toContain('random-c');
    expect((await twice(0, 'list')).stdout).toContain('random-c');
    await twice(0, 'replay');
    await twice((await project.run('doctor')).code, 'doctor');
  });
});
