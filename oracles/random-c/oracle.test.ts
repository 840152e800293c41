// The oracle against a compiler that miscompiles one construct. In: gcc. Out: tests.
import { makeProject, type Project } from 'kit-harness/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { repair } from './evaluate/answer.ts';
import { makeSample } from './random_program.ts';
import { copyWithMap, nodesOf } from './shrink/edit.ts';

/** The shortest of the first programs of seed 3 in which a comparison by <= matters. */
function programThatCompares(): number {
  const found: { index: number; length: number }[] = [];
  for (let index = 0; index < 80; index++) {
    const { program, answer, text } = makeSample({ seed: 3, index }, []);
    const { copy } = copyWithMap(program);
    for (const node of nodesOf(copy)) if (node.e === 'compare' && node.op === '<=') node.op = '<';
    if (repair(copy).stdout !== answer.stdout) found.push({ index, length: text.length });
  }
  const [shortest] = found.sort((one, other) => one.length - other.length);
  if (shortest === undefined) throw new Error('no program compares');
  return shortest.index;
}

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
    const index = programThatCompares();
    const count = index + 1;
    const cases = ['--seed', '3', '--count', String(count), '--filter', `seed3/${String(index).padStart(6, '0')}`];
    const words = ['--oracle', 'random-c', '--chain', 'debug', ...cases, '--json'];
    const { stdout } = await project.run('run', ...words);
    const report = JSON.parse(stdout) as {
      request: { random: { seed: number; count: number } };
      oracles: {
        cases: { id: string; verdict: { kind: string; evidence?: { label: string; text: string }[] } }[];
      }[];
    };
    expect(report.request.random).toEqual({ seed: 3, count });
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
