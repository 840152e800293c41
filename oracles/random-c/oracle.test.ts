// The oracle against a compiler that miscompiles one construct. In: gcc. Out: tests.
import { makeProject, type Project } from 'kit-harness/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

describe('a compiler that miscompiles one construct', () => {
  // Turns <= into < everywhere but in the count of calls.
  const wrapper = `#!/bin/sh
for word; do case "$word" in *.c) source=$word ;; esac; done
if [ -n "$source" ]; then
  sed '/fuel/!s/ <= / < /g' "$source" > "$source.c"
  for word; do shift; [ "$word" = "$source" ] && word=$source.c; set -- "$@" "$word"; done
fi
exec gcc "$@"
`;
  let project: Project;
  beforeAll(() => {
    project = makeProject('drift');
  });
  afterAll(() => {
    project.remove();
  });

  test('two numbers for one seed are a wrong word', async () => {
    const { code, stderr } = await project.run('run', '--oracle', 'random-c', '--seed', '3', '--seed', '4');
    expect([code, stderr]).toEqual([2, expect.stringContaining('one number at most')]);
  });

  test('is caught, shrunk and replayed', async () => {
    const build = project.read('src/build.sh');
    project.write('src/build.sh', `${build}\ncat > "$out/cc" <<'END'\n${wrapper}END\nchmod +x "$out/cc"\n`);
    // The twentieth program compares in a way that matters.
    const cases = ['--seed', '3', '--count', '20', '--filter', 'seed3/000019'];
    const words = ['--oracle', 'random-c', '--chain', 'debug', ...cases, '--json'];
    const { stdout } = await project.run('run', ...words);
    const report = JSON.parse(stdout) as {
      request: { random: { seed: number; count: number } };
      oracles: {
        cases: { id: string; verdict: { kind: string; evidence?: { label: string; text: string }[] } }[];
      }[];
    };
    expect(report.request.random).toEqual({ seed: 3, count: 20 });
    const failed = report.oracles[0]?.cases.filter(({ verdict }) => verdict.kind === 'fail') ?? [];
    expect(failed.length).toBeGreaterThan(0);
    for (const { verdict } of failed) {
      const text = verdict.evidence?.find(({ label }) => label === 'program')?.text ?? '';
      expect(text).toContain('<=');
      expect(text.split('\n').length).toBeLessThanOrEqual(16);
    }
    const replayed = await project.run('replay');
    expect(replayed.code).toBe(1);
    for (const { id } of failed) expect(replayed.stdout).toContain(id);
  });
});
