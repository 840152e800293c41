// A campaign that is interrupted in its last batch is not over: the same command goes on. In: a compiler that can be made
// slow. Out: exit codes, and how many programs were done.
import { chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeProject } from '../../test/project.ts';
import { sleep } from '../exec/wait.ts';

test('an interrupt in the last batch leaves the campaign open', async () => {
  const project = makeProject('stand-in');
  const file = (name: string): string => join(project.directory, name);
  try {
    mkdirSync(file('src'));
    for (const name of ['src/cc', 'src/unit.c']) project.write(name, '');
    const compiler = file('slow-cc');
    // The first two batches are about the planted wrong answer; the third one takes its time.
    const slow = `echo >>${file('log')}; [ $(wc -l <${file('log')}) -lt 3 ] || { : >${file('begun')}; sleep 60; }`;
    project.write(
      'slow-cc',
      `#!/bin/sh\ncase "$*" in *"-c batch.c"*) [ ! -e ${file('slow')} ] || { ${slow}; };; esac\nexec gcc "$@"\n`,
    );
    chmodSync(compiler, 0o755);
    writeFileSync(file('slow'), '');
    const words = ['fuzz', '--cc', compiler, '--count', '4', '--batch', '4', '--seed', '3'];
    const child = project.start(...words);
    for (let round = 0; round < 6000 && !existsSync(file('begun')) && child.exitCode === null; round++) await sleep(20);
    child.kill('SIGINT');
    await once(child, 'exit');
    expect(child.exitCode).toBe(130);
    rmSync(file('slow'));
    const again = await project.run(...words);
    expect(again.stdout).toContain('seed 3: 4 programs');
    expect(again.stderr).toContain('taking up campaign 1');
  } finally {
    project.remove();
  }
});
