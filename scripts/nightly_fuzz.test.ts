// A night in a few seconds: what it prints, what it leaves, and how it ends. In: a project with a compiler that may be made
// wrong. Out: tests of scripts/nightly_fuzz.mjs.
import { execFile } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeProject, type Project } from 'kit-harness/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';

const SCRIPT = fileURLToPath(new URL('nightly_fuzz.mjs', import.meta.url));
const ORACLES = fileURLToPath(new URL('../oracles', import.meta.url));

let project: Project;
beforeEach(() => {
  project = makeProject('stand-in');
  mkdirSync(file('src'));
  project.write('src/cc', '#!/bin/sh\nexec gcc "$@"\n');
  compiler('exec gcc "$@"');
});
afterEach(() => {
  project.remove();
});

const file = (name: string): string => join(project.directory, name);

function compiler(text: string): void {
  project.write('some-cc', `#!/bin/sh\n${text}\n`);
  chmodSync(file('some-cc'), 0o755);
}

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function night(...words: readonly string[]): Promise<Ended> {
  const env = { ...process.env, KIT_HARNESS_ORACLES: ORACLES, GITHUB_STEP_SUMMARY: file('job.md') };
  const args = [SCRIPT, '--config', file('kit-harness.config.ts'), '--output', file('night'), '--jobs', '1', ...words];
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd: project.directory, env }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr });
    });
  });
}

const summary = (): string => readFileSync(file('night/summary.md'), 'utf8');

test('a quiet night and a night with a finding', { timeout: 300_000 }, async () => {
  writeFileSync(file('job.md'), '');
  const words = ['--generator', 'random-c', '--budget', '4s', '--cc', file('some-cc'), '--reduce', '0', '--seed', '7'];
  const quiet = await night(...words);
  expect(quiet.stdout).toContain('every program did what it has to do');
  expect(quiet.code).toBe(0);
  expect(summary()).toMatch(/^# .*\n[^]*random-c[^]*\b7\b/);
  expect(readFileSync(file('job.md'), 'utf8')).toBe(summary());

  compiler('for one in *.c; do sed -i s/0xcbf29ce484222325/0xcbf29ce484222327/ "$one"; done\nexec gcc "$@"');
  const found = await night(...words);
  expect(found.code).toBe(1);
  expect(summary()).toContain('wrong-answer');
  expect(summary()).toContain('npx kit-harness findings replay');
  const capsules = readdirSync(file('night/capsules'));
  expect(capsules.length).toBeGreaterThan(0);
  for (const name of capsules) expect(existsSync(file(`night/capsules/${name}/capsule.json`))).toBe(true);
});

test('wrong words and a machine without the compiler are told apart', async () => {
  const wrong = await night('--budget', 'soon');
  expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('write 8h, 30m or 90s')]);
  const without = await night('--generator', 'random-c', '--budget', '2s', '--cc', 'no-such-cc');
  expect([without.code, without.stderr]).toEqual([5, expect.stringContaining('there is no compiler no-such-cc')]);
  const odd = await night('--generator', 'nobody', '--budget', '2s');
  expect([odd.code, odd.stderr]).toEqual([2, expect.stringContaining('there is no generator nobody')]);
});
