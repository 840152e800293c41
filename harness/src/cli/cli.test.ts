// The command line as a user meets it: words, exit codes, what is printed where, and what survives a kill.
// In: the drift subject, whose faults can be switched on. Out: tests.
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeProject, type Project } from '../../test/project.ts';
import { markedProcesses } from '../exec/processes.ts';
import { sleep } from '../exec/wait.ts';

let project: Project;
beforeEach(() => {
  project = makeProject('drift');
});
afterEach(() => {
  project.remove();
});

const FIXED = ['run', '--oracle', 'fixed-point', '--chain', 'debug'] as const;

function runIds(): readonly string[] {
  return readdirSync(join(project.directory, 'build/runs'));
}

describe('stages', () => {
  test('what is unchanged is not built again, and what changes is, with the reason', async () => {
    expect((await project.run(...FIXED)).stdout).toContain('3 stages built, 0 reused');
    expect((await project.run(...FIXED)).stdout).toContain('0 stages built, 3 reused');
    project.edit('src/other.c', 'x - 1', 'x - 2');
    const { stdout } = await project.run(...FIXED, '--dry-run');
    expect(stdout).toContain('build  debug/only/gcc/stage1  sources changed: other.c');
    expect(stdout).toContain('3 of 3 stages would be built');
    expect((await project.run(...FIXED)).stdout).toContain('3 stages built, 0 reused');
  });

  test('changed flags and a changed builder are noticed', async () => {
    await project.run(...FIXED);
    project.edit('kit-harness.config.ts', "cc: ['gcc', '-DLEVEL=7']", "cc: ['gcc', '-DLEVEL=7', '-DX']");
    expect((await project.run(...FIXED, '--dry-run')).stdout).toContain('stage1  build commands changed; gcc changed');
    project.edit('kit-harness.config.ts', "cc: ['gcc', '-DLEVEL=7', '-DX']", "cc: ['gcc', '-DLEVEL=7']");
    project.edit('kit-harness.config.ts', "files: ['gcc']", "files: ['gcc', 'ar']");
    expect((await project.run(...FIXED, '--dry-run')).stdout).toContain('stage1  gcc changed');
  });

  test('a damaged stage is noticed, moved aside and built again', async () => {
    const { stdout } = await project.run('build', '--stage', '2', '--chain', 'debug');
    const out = stdout.trim().split('  ')[1] ?? '';
    writeFileSync(join(out, 'level'), '8\n');
    const again = await project.run(...FIXED, '--json');
    const report = JSON.parse(again.stdout) as { notes: string[]; stages: { stage: number; status: string }[] };
    expect(again.code).toBe(0);
    expect(report.notes.join()).toContain('a stored stage was damaged (level) and is built again');
    expect(report.stages.map(({ status }) => status)).toEqual(['reused', 'built', 'built']);
  });

  test('a kept stage is refused when it is stale, unless forced, and then every report says so', async () => {
    expect((await project.run(...FIXED, '--keep-stage', '1')).stderr).toContain('there is no stage1');
    await project.run(...FIXED);
    expect((await project.run(...FIXED, '--keep-stage', '1')).code).toBe(0);
    project.edit('src/other.c', 'x - 1', 'x - 3');
    const refused = await project.run(...FIXED, '--keep-stage', '1');
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('stage1 of debug/only/gcc is stale: sources changed: other.c');
    const forced = await project.run(...FIXED, '--keep-stage', '1', '--force');
    expect(forced.code).toBe(0);
    expect(forced.stdout).toContain('kept by force');
    for (const format of ['terminal', 'markdown', 'json']) {
      expect((await project.run('report', '--format', format)).stdout).toContain('kept by force');
    }
    expect((await project.run('report', '--baseline')).stderr).toContain('kept a stage');
  });

  test('a build that fails is exit code 3 and shows the error', async () => {
    project.edit('src/spill.c', 'return x + 1;', 'return y + 1;');
    const { code, stdout } = await project.run(...FIXED);
    expect(code).toBe(3);
    expect(stdout).toContain('✗ debug/only/gcc/stage1  sh: exit code 1: spill.c:4:16: error');
  });

  test('an object by another builder than expected is a failure', async () => {
    project.edit('kit-harness.config.ts', "self: 'GCC: ('", "self: 'clang'");
    const { code, stdout } = await project.run(...FIXED);
    expect(code).toBe(1);
    expect(stdout).toContain('obj/other.o says it was built by "GCC: (');
  });

  test('two runs at once do not harm each other', async () => {
    const both = await Promise.all([project.run(...FIXED), project.run(...FIXED)]);
    expect(both.map(({ code }) => code)).toEqual([0, 0]);
    expect(readdirSync(join(project.directory, 'build/store/stages')).length).toBe(3);
  });
});

describe('failures', () => {
  test('a stage3 that differs is named by object, section, symbol and line', async () => {
    project.edit('src/plant', 'none', 'drift');
    const { code, stdout } = await project.run(...FIXED);
    expect(code).toBe(1);
    expect(stdout).toContain('debug/only/gcc  2/4 files differ  (twice of 2 runs)');
    expect(stdout).toMatch(/obj\/spill\.o \.text\+0x\w+ {2}spill_slot\(\) {2}spill\.c:10/);
    const id = /replay ([0-9A-Z]{4})/.exec(stdout)?.[1] ?? '';
    const replayed = await project.run('replay', id);
    expect(replayed.code).toBe(1);
    expect(replayed.stdout).toContain('spill_slot()');
    project.edit('src/plant', 'drift', 'none');
    expect((await project.run('replay', id)).code).toBe(0);
  });

  test('a seed that matters is a failure of diverse alone', async () => {
    project.edit('src/plant', 'none', 'seed');
    expect((await project.run(...FIXED)).code).toBe(0);
    const { code, stdout } = await project.run('run', '--oracle', 'diverse', '--chain', 'debug');
    expect([code, stdout.includes('spill_slot()')]).toEqual([1, true]);
  });

  test('a program that does otherwise than it states is shown', async () => {
    project.edit('corpus/area/hello.c', '//! stdout: again', '//! stdout: once');
    const { code, stdout } = await project.run('run', '--oracle', 'c-corpus', '--filter', 'hello');
    expect(code).toBe(1);
    expect(stdout).toContain('area/hello@gcc  run: other output');
  });

  test('announced failures are known until they expire, and must be taken back when they pass', async () => {
    const run = (): ReturnType<Project['run']> => project.run('run', '--oracle', 'c-corpus', '--chain', 'debug');
    project.edit('src/compiler.sh', 'exec gcc', 'case "$*" in *part*) exit 1 ;; esac\nexec gcc');
    expect((await run()).code).toBe(1);
    project.edit('corpus/area/parts.c', '//! with', '//! known: a reason expires=2999-01-01\n//! with');
    expect((await run()).code).toBe(0);
    project.edit('corpus/area/parts.c', '2999', '1999');
    expect((await run()).stdout).toContain('expired 1999-01-01');
    project.edit('corpus/area/parts.c', '1999', '2999');
    project.edit('src/compiler.sh', 'exit 1', ':');
    expect((await run()).stdout).toContain('remove the announcement');
  });

  test('a filter that selects nothing is exit code 4', async () => {
    expect((await project.run(...FIXED, '--filter', 'nothing')).code).toBe(4);
  });
});

describe('kills', () => {
  async function noneLeft(): Promise<boolean> {
    for (let round = 0; round < 150; round++) {
      const left = markedProcesses(`TMPDIR=${project.directory}/`);
      if (left.length === 0) return true;
      await sleep(20);
    }
    return false;
  }

  test('SIGKILL at 30 moments: the run is taken up to the same verdict, and nobody is left', async () => {
    project.edit('src/plant', 'none', 'drift');
    const expected = await project.run('run', '--json', '--chain', 'debug');
    const verdicts = (text: string): unknown => {
      const report = JSON.parse(text) as {
        exitCode: number;
        stages: { digest: string }[];
        oracles: { cases: unknown[]; counts: unknown }[];
      };
      return [report.exitCode, report.stages.map(({ digest }) => digest), report.oracles.map(({ counts }) => counts)];
    };
    rmSync(join(project.directory, 'build'), { recursive: true });
    // Moments spread over the length of a whole run, by the golden ratio so that none is favoured.
    for (let kill = 0; kill < 30; kill++) {
      const child = project.start('run', '--chain', 'debug');
      const ended = new Promise((resolve) => child.once('exit', resolve));
      await Promise.race([ended, sleep(250 + ((kill * 0.618) % 1) * 1500)]);
      child.kill('SIGKILL');
      await ended;
      expect(await noneLeft()).toBe(true);
      if (kill % 10 === 9) rmSync(join(project.directory, 'build/store'), { recursive: true, force: true });
    }
    const after = await project.run('run', '--json', '--chain', 'debug');
    expect(verdicts(after.stdout)).toEqual(verdicts(expected.stdout));
    for (const name of readdirSync(join(project.directory, 'build/scratch'))) throw new Error(`left: ${name}`);
  });

  test('a killed run is resumed under its own id, and finished runs are not', async () => {
    project.edit('src/plant', 'DELAY=0', 'DELAY=1');
    const child = project.start(...FIXED);
    const journal = (): string => {
      const [id] = existsSync(join(project.directory, 'build/runs')) ? runIds() : [];
      const path = join(project.directory, 'build/runs', id ?? '', 'journal.jsonl');
      return id !== undefined && existsSync(path) ? readFileSync(path, 'utf8') : '';
    };
    for (let round = 0; round < 500 && !journal().includes('"stage":1'); round++) await sleep(20);
    child.kill('SIGKILL');
    const [id = ''] = runIds();
    const { stdout } = await project.run(...FIXED);
    expect(stdout).toContain(`run ${id}`);
    expect(runIds()).toEqual([id]);
    await project.run(...FIXED);
    expect(runIds().length).toBe(2);
  });

  test('Ctrl-C ends in order: exit code 130, nothing running, nothing half-made', async () => {
    project.edit('src/plant', 'DELAY=0', 'DELAY=20');
    const child = project.start(...FIXED);
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
    for (let round = 0; round < 500 && markedProcesses(`TMPDIR=${project.directory}/`).length === 0; round++)
      await sleep(20);
    child.kill('SIGINT');
    expect(await ended).toBe(130);
    expect(await noneLeft()).toBe(true);
    expect(readdirSync(join(project.directory, 'build/scratch'))).toEqual([]);
    expect(existsSync(join(project.directory, 'build/store/stages'))).toBe(false);
  });
});

test('a new oracle runs as it is, and fails when its name is taken', async () => {
  project.useOwnOracles();
  expect((await project.run('new', 'oracle', 'mine')).stdout).toContain('wrote oracles/mine/oracle.ts');
  expect((await project.run('new', 'oracle', 'mine')).code).toBe(2);
  expect((await project.run('new', 'oracle', '../mine')).code).toBe(2);
  expect((await project.run('run', '--oracle', 'mine')).code).toBe(0);
});

test('a compiled launch is used while nothing has changed, and only then', async () => {
  const manifest = (): string => project.read('build/launch/manifest.json');
  project.useOwnOracles();
  await project.run('new', 'oracle', 'mine');
  expect((await project.run('run')).code).toBe(0);
  const first = manifest();
  expect((await project.run('run')).stdout).toContain('1 of 1 claims held');
  expect(manifest()).toBe(first);
  // New oracles, which are loaded side by side, a changed oracle, a changed configuration: each is seen at once.
  for (const name of ['other', 'third', 'fourth']) await project.run('new', 'oracle', name);
  expect((await project.run('run')).stdout).toContain('4 of 4 claims held');
  project.edit(
    'oracles/mine/oracle.ts',
    'return { kind',
    "if (compared > 0) return fail('changed');\n    return { kind",
  );
  expect((await project.run('run', '--oracle', 'mine')).stdout).toContain('changed');
  project.edit('kit-harness.config.ts', "name: 'debug'", "name: 'debugging'");
  expect((await project.run('run', '--chain', 'debug')).code).toBe(2);
  expect(manifest()).not.toBe(first);
});

test('list, doctor and the baseline show what there is', async () => {
  await project.run(...FIXED);
  const listed = await project.run('list');
  expect(listed.stdout).toMatch(/debug\/only\/gcc\/stage3 {2}[0-9a-f]{16}/);
  expect(JSON.parse((await project.run('list', '--json')).stdout)).toMatchObject({ version: 1, subject: 'drift' });
  expect((await project.run('doctor')).stdout).toContain('Nothing is missing.');
  project.edit(
    'kit-harness.config.ts',
    "program: 'ar', debianPackage: 'binutils'",
    "program: 'no-ar', debianPackage: 'no-binutils'",
  );
  const sick = await project.run('doctor');
  expect(sick.code).toBe(5);
  expect(sick.stdout).toContain('apt-get install --no-install-recommends no-binutils');
  expect((await project.run('report', '--baseline')).stdout).toContain('wrote reports/drift-debug-only-gcc.json');
});
