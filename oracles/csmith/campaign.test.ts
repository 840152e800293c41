// Campaigns with programs whose answer nobody knows: the reference compilers agree on it, in batches; a compiler that is
// wrong is found, filed with the answer, and replayed. In: gcc behind a script that changes the checksum. Out: tests.
import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { which } from 'kit-harness';
import { makeProject, type Project } from 'kit-harness/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';

let project: Project;

beforeEach(() => {
  project = makeProject('stand-in');
  mkdirSync(join(project.directory, 'src'));
  project.write('src/cc', '#!/bin/sh\nexec gcc "$@"\n');
  write('exec gcc "$@"');
});
afterEach(() => {
  project.remove();
});

function write(text: string): void {
  project.write('some-cc', `#!/bin/sh\necho "$*" >>${join(project.directory, 'log')}\n${text}\n`);
  chmodSync(join(project.directory, 'some-cc'), 0o755);
}

const words = ['fuzz', '--generator', 'csmith', '--seed', '5', '--count', '8', '--timeout', '2', '--batch', '8'];

test.skipIf(which('csmith') === undefined && process.env.CI === undefined)(
  'what the reference compilers agree on is the answer, and who says otherwise is found',
  { timeout: 300_000 },
  async () => {
    const cc = ['--cc', join(project.directory, 'some-cc')];
    const right = await project.run(...words, ...cc);
    expect(right.stdout).toContain('every program did what it has to do in every lane');
    expect(right.stdout).toMatch(/8 programs.*, [78] valid/);
    expect(right.code).toBe(0);
    // Once for the batch of the canary twice, and once for the campaign; measurements are of program.c.
    expect(project.read('log').match(/-c batch\.c/g)?.length).toBe(3);

    write('for one in *.c; do sed -i s/0xEDB88320UL/0xEDB88321UL/ "$one"; done\nexec gcc "$@"');
    const wrong = await project.run(...words, ...cc, '--json');
    expect(wrong.code).toBe(1);
    const { buckets } = JSON.parse(wrong.stdout) as { buckets: { id: string; text: string }[] };
    expect(buckets[0]?.text).toContain('wrong-answer');
    const replay = await project.run('findings', 'replay', buckets[0]?.id ?? '');
    expect([replay.code, replay.stdout]).toEqual([1, expect.stringContaining('instead of')]);
    write('exec gcc "$@"');
    expect((await project.run('findings', 'replay', buckets[0]?.id ?? '')).code).toBe(0);
  },
);
