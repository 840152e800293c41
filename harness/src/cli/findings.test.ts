// The commands about findings, on a project of its own with a compiler that is wrong about one operator: listed, shown,
// replayed from the store and from a capsule that went elsewhere, reduced, promoted, closed. In: the command line. Out: text.
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeProject, type Project } from '../../test/project.ts';
import { which } from '../exec/which.ts';
import { capsuleDirectory } from '../findings/capsules.ts';
import { type NewFinding, NO_TALLY } from '../findings/model.ts';
import { SAMPLE_PLAN, sampleFinding } from '../findings/samples.ts';
import { openFindings } from '../findings/store.ts';
import type { CompilerRecipe } from '../model/lane.ts';

// gcc, but << goes the other way.
const WRONG_CC = `#!/bin/sh
for word; do case $word in *.c) sed 's/ << / >> /g' "$word" >"$word.tmp.c"; set -- "$@" "$word.tmp.c";; *) set -- "$@" "$word";; esac; shift; done
exec gcc "$@"
`;

const RIGHT_CC = '#!/bin/sh\nexec gcc "$@"\n';

const PROGRAM = `#include <stdio.h>
static unsigned used(unsigned a) { return a * 3; }
static int idle(int a) { return a - 1; }
struct pair { int one; unsigned two; };
int main(void) {
  struct pair pair = { 4, 5 };
  unsigned sum = used(pair.two);
  for (int i = 0; i < 3; i++) sum += (unsigned)idle(i);
  sum += pair.two << 3;
  printf("%u\\n", sum);
  return 0;
}
`;

let project: Project;

beforeEach(() => {
  project = makeProject('stand-in');
  project.write('wrong-cc', WRONG_CC);
  chmodSync(join(project.directory, 'wrong-cc'), 0o755);
});
afterEach(() => {
  project.remove();
});

function finding(recipe: CompilerRecipe, changes: Partial<NewFinding> = {}): NewFinding {
  const made = sampleFinding(0);
  const answer = { kind: 'known', stdout: '55\n', exitCode: 0 } as const;
  return {
    ...made,
    program: { ...made.program, units: [{ name: 'program.c', text: PROGRAM }], answer },
    lanes: [{ lane: 'wrong', recipe, step: 'output', said: 'printed 15', command: 'cc program.c' }],
    ...changes,
  };
}

const wrongCommand = (): CompilerRecipe => ({ kind: 'command', cc: [join(project.directory, 'wrong-cc')] });

async function store(...findings: readonly NewFinding[]): Promise<readonly string[]> {
  const opened = await openFindings(join(project.directory, 'build/findings'));
  const { id } = await opened.campaign(SAMPLE_PLAN);
  const result = await opened.commit(id, { from: 0, count: 1, findings, tally: NO_TALLY });
  await opened.dispose();
  return result.findings.map(({ id: own }) => own);
}

test('without findings the commands say so', async () => {
  expect(await project.run('findings', 'list')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('no findings yet') as string,
  });
  expect(existsSync(join(project.directory, 'build/findings'))).toBe(false);
});

test('a finding is listed, shown, replayed, closed', async () => {
  const [id = ''] = await store(finding(wrongCommand()));
  const list = await project.run('findings', 'list');
  expect(list).toMatchObject({ code: 0 });
  expect(list.stdout).toMatch(/^[0-9A-Z]{8} {4}1 program {3}\d{4}-\d\d-\d\d {2}wrong-answer · shift · wrong\n$/);
  const shown = await project.run('findings', 'show', id.slice(0, 6));
  expect(shown.stdout).toContain('pair.two << 3');
  expect(shown.stdout).toContain(`npx kit-harness findings replay ${id}`);
  const replay = await project.run('findings', 'replay', id);
  expect(replay).toMatchObject({ code: 1 });
  expect(replay.stdout).toContain('✗ still fails');
  project.write('wrong-cc', RIGHT_CC);
  expect(await project.run('findings', 'replay', id)).toMatchObject({ code: 0 });
  expect((await project.run('findings', 'list')).stdout).toContain('no longer shows');
  rmSync(join(project.directory, 'wrong-cc'));
  expect(await project.run('findings', 'replay', id)).toMatchObject({ code: 5 });
  expect(await project.run('findings', 'close', id, '--reason', 'repaired')).toMatchObject({ code: 0 });
  expect((await project.run('findings', 'list')).stdout).toBe('no open finding\n');
  expect((await project.run('findings', 'list', '--all')).stdout).toContain('closed: repaired');
});

test('a capsule is replayed by another project, with a stage that is built there', async () => {
  const configuration = { chain: 'release', variant: 'only', seed: 'gcc' };
  const [id = ''] = await store(finding({ kind: 'stage', configuration, stage: 1, flags: ['-O1'] }));
  const other = makeProject('stand-in');
  mkdirSync(join(other.directory, 'src'));
  other.write('src/cc', RIGHT_CC);
  chmodSync(join(other.directory, 'src/cc'), 0o755);
  other.write('src/unit.c', 'int unit;\n');
  try {
    cpSync(capsuleDirectory(join(project.directory, 'build/findings'), id), join(other.directory, 'sent'), {
      recursive: true,
    });
    project.remove();
    expect(await other.run('findings', 'replay', './sent')).toMatchObject({ code: 0 });
    other.write('src/cc', WRONG_CC);
    const replay = await other.run('findings', 'replay', 'sent');
    expect(replay).toMatchObject({ code: 1 });
    expect(replay.stdout).toContain('instead of\n    55');
  } finally {
    other.remove();
  }
});

test('the reference compilers answer where the generator does not know', async () => {
  const made = finding(wrongCommand());
  const [id = ''] = await store({ ...made, program: { ...made.program, answer: { kind: 'agreed' } } });
  expect(await project.run('findings', 'replay', id)).toMatchObject({ code: 1 });
});

test.skipIf(which('cvise') === undefined && process.env.CI === undefined)(
  'a finding is reduced as text and promoted',
  async () => {
    const [id = ''] = await store(finding(wrongCommand()));
    const reduced = await project.run('reduce', id, '--promote', '--name', 'other_way', '--seconds', '60');
    expect(reduced).toMatchObject({ code: 0 });
    const text = readFileSync(join(project.directory, 'corpus/found/other_way.c'), 'utf8');
    expect(text).toMatch(/^\/\/! what: shift: a random program/);
    expect(text).toContain('<<');
    // A few seconds are enough to lose something, even on a machine with other things to do.
    const size = (one: string): number => one.replace(/\/\/!.*|\s+/g, '').length;
    expect(size(text)).toBeLessThan(size(PROGRAM));
    expect((await project.run('findings', 'show', id)).stdout).toContain('program.c (reduced)');
    expect((await project.run('findings', 'show', id)).stdout).toContain('  case     corpus/found/other_way.c\n');
  },
);

test.skipIf(which('clang') === undefined && process.env.CI === undefined)(
  'a promoted finding is a case that checks itself, right by gcc and clang, and found by c-corpus',
  { timeout: 600_000 },
  async () => {
    const another = { ...sampleFinding(1), program: { ...finding(wrongCommand()).program, index: 1 } };
    const [id = '', second = ''] = await store(finding(wrongCommand()), another);
    mkdirSync(join(project.directory, 'src'));
    project.write('src/cc', RIGHT_CC);
    project.write('src/unit.c', 'int unit;\n');
    chmodSync(join(project.directory, 'src/cc'), 0o755);
    project.edit(
      'kit-harness.config.ts',
      "references: [{ name: 'gcc', cc: ['gcc'], debianPackage: 'gcc' }]",
      "references: [{ name: 'gcc', cc: ['gcc'], debianPackage: 'gcc' }, { name: 'clang', cc: ['clang'], debianPackage: 'clang' }]",
    );
    const named = ['--name', 'shift_way', '--what', 'shifts to the left (C11 6.5.7)'] as const;
    const promoted = await project.run('findings', 'promote', id, ...named);
    expect(promoted).toMatchObject({ code: 0 });
    expect(promoted.stderr).toContain('written  corpus/found/shift_way.c');
    const line = 'run --oracle c-corpus --filter found/shift_way';
    expect(promoted.stderr).toContain(`npx kit-harness ${line}`);
    expect(project.read('corpus/found/shift_way.c')).toBe(
      `//! what: shifts to the left (C11 6.5.7)\n//! stdout: 55\n${PROGRAM}`,
    );

    // Right by each reference and by each stage; a compiler that has the bug fails, while the references still hold.
    const check = async (code: number): Promise<readonly string[]> => {
      const { stdout, code: seen } = await project.run(...line.split(' '), '--json');
      const report = JSON.parse(stdout) as { oracles: { cases: { id: string; verdict: { kind: string } }[] }[] };
      expect(seen).toBe(code);
      return (report.oracles[0]?.cases ?? []).map(({ id: name, verdict }) => `${name} ${verdict.kind}`);
    };
    const right = await check(0);
    expect(right.some((one) => /shift_way.*gcc pass$/.test(one))).toBe(true);
    expect(right.some((one) => /shift_way.*clang pass$/.test(one))).toBe(true);
    expect(right.filter((one) => one.endsWith(' pass')).length).toBe(right.length);
    project.write('src/cc', WRONG_CC);
    const wrong = await check(1);
    expect(wrong.filter((one) => !one.endsWith(' pass')).length).toBe(right.length - 2);

    const refused = async (word: string, ...more: readonly string[]): Promise<string> => {
      const { code, stderr } = await project.run('findings', 'promote', word, ...more);
      expect(code).toBe(2);
      return stderr;
    };
    expect(await refused(id, '--name', 'other')).toContain(`${id} is promoted already: corpus/found/shift_way.c`);
    expect(await refused(second, '--name', 'shift_way')).toContain('corpus/found/shift_way.c is there already');
    expect(await refused('ZZZZ')).toContain('there is no finding ZZZZ');
    expect(existsSync(join(project.directory, 'corpus/found/other.c'))).toBe(false);
  },
);

test('a program without meaning is neither reduced nor promoted', async () => {
  const made = finding(wrongCommand());
  const text = PROGRAM.replace('pair.two << 3', '(pair.one << 29) / pair.one');
  const unit = [{ name: 'program.c', text }];
  const [id = ''] = await store({ ...made, program: { ...made.program, units: unit, answer: { kind: 'agreed' } } });
  expect(await project.run('findings', 'promote', id)).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('is no case') as string,
  });
  expect(await project.run('reduce', id)).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('nobody can say') as string,
  });
});

test('what does not fail any more is not reduced', async () => {
  const [id = ''] = await store(finding({ kind: 'command', cc: ['gcc'] }));
  expect(await project.run('reduce', id)).toMatchObject({
    code: 4,
    stderr: expect.stringContaining('does not fail any more') as string,
  });
});
