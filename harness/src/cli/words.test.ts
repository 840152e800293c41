// The words of the command line: what is wrong usage, what help says, where the configuration is read from.
// In: the drift subject. Out: tests.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeProject, type Project } from '../../test/project.ts';

let project: Project;
beforeEach(() => {
  project = makeProject('drift');
});
afterEach(() => {
  project.remove();
});

describe('words', () => {
  test.each<[string, readonly string[], string]>([
    ['no command', [], 'Usage'],
    ['an unknown command', ['rum'], 'Did you mean run?'],
    ['an unknown option', ['run', '--orcale', 'x'], 'Did you mean --oracle?'],
    ['an unknown oracle', ['run', '--oracle', 'nothing'], 'there are: c-corpus, csmith, diverse, fixed-point'],
    ['an unknown chain', ['run', '--chain', 'fast'], 'there are: debug, release'],
    [
      'a stage that is no number',
      ['build', '--stage', 'two'],
      "'--stage <n>' argument 'two' is invalid. It is not a positive",
    ],
    ['a stage that nothing needs', ['run', '--keep-stage', '7'], 'nothing asks for more than stage3'],
    ['an oracle with a letter too few', ['run', '--oracle', 'fixed-pont'], 'did you mean fixed-point?'],
    ['force without keep', ['run', '--force'], '--keep-stage'],
    ['a run that is not there', ['replay', 'ZZZZ'], 'there is no run ZZZZ'],
    ['a configuration that is not there', ['run', '--config', 'nothing.ts'], 'nothing.ts'],
  ])('%s is wrong usage', async (_name, words, hint) => {
    const { code, stdout, stderr } = await project.run(...words);
    expect(code).toBe(2);
    expect(stderr).toContain(hint);
    expect(stdout).toBe('');
  });

  test('a broken configuration is named', async () => {
    project.edit('kit-harness.config.ts', "name: 'drift'", "name: 'dr/ift'");
    const { code, stderr } = await project.run('run');
    expect([code, stderr.includes('subject.name is not a plain name')]).toEqual([2, true]);
  });

  test('a configuration is read where no package.json says that it is a module', async () => {
    for (const kind of ['{}', '{"type":"commonjs"}']) {
      writeFileSync(join(project.directory, 'package.json'), kind);
      const { code, stdout, stderr } = await project.run('list');
      expect([code, stderr, stdout.includes('drift')]).toEqual([0, '', true]);
    }
  });

  test('help fits in 80 columns and lists the exit codes', async () => {
    const commands =
      'run,build,fuzz,programs,reduce,replay,report,new oracle,findings,findings list,findings replay,findings promote';
    for (const words of [['--help'], ...commands.split(',').map((words) => [...words.split(' '), '--help'])]) {
      const { code, stdout } = await project.run(...words);
      expect(code).toBe(0);
      for (const line of stdout.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80);
    }
    expect((await project.run('--help')).stdout).toContain('130 interrupted');
  });
});
