// The second subject, which nobody here wrote: Debian's tcc bootstraps itself, and the harness proves it and names a planted
// difference, with a configuration file and not a word of its own. In: tcc's sources. Out: tests.
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeProject, type Project } from './project.ts';
import { tccSource } from './tcc-source.ts';

const source = tccSource();
const mustBeThere = !['', '0', 'false'].includes(process.env.CI ?? '');

test('the sources of tcc are there, or may be missing', () => {
  if (mustBeThere) expect(source).toMatchObject({ kind: 'there' });
});

describe.runIf(source.kind === 'there')('tcc', () => {
  let project: Project;
  beforeAll(() => {
    project = makeProject('tcc', { TCC_SOURCE: 'tcc-source' });
    if (source.kind === 'there') cpSync(source.directory, join(project.directory, 'tcc-source'), { recursive: true });
  });
  afterAll(() => {
    project.remove();
  });

  test('stage2 and stage3 are the same', async () => {
    const { code, stdout } = await project.run('run', '--oracle', 'fixed-point');
    expect(stdout).toContain('release/dynamic/gcc  12 files equal');
    expect(code).toBe(0);
  });

  test('stage2 is the same from gcc, clang and tcc, and stage1 is another file', async () => {
    const { code, stdout } = await project.run(
      'run',
      '--oracle',
      'diverse',
      '--json',
      ...(mustBeThere ? ['--strict'] : []),
    );
    const report = JSON.parse(stdout) as {
      stages: { stage: number; digest: string; configuration: { seed: string } }[];
    };
    const digests = (stage: number): readonly string[] =>
      report.stages
        .filter((one) => one.stage === stage && one.configuration.seed !== 'tcc')
        .map(({ digest }) => digest);
    expect(code).toBe(0);
    expect(new Set(digests(2)).size).toBe(1);
    expect(new Set([...digests(1), ...digests(2)]).size).toBe(digests(1).length + 1);
  });

  test('a rerun with nothing changed builds nothing', async () => {
    expect((await project.run('run', '--oracle', 'fixed-point')).stdout).toContain('0 stages built, 3 reused');
  });

  test('a changed line in the code generator that makes stage3 differ is named', async () => {
    // A tcc that was built by tcc emits a nop before each addition: stage1, built by gcc, does not, and stage2 does.
    const path = join(project.directory, 'tcc-source/x86_64-gen.c');
    const text = readFileSync(path, 'utf8');
    const planted = text.replace(
      /^void gen_opi\(int op\)\n\{\n/m,
      (head) => `${head}#ifdef __TINYC__\n    if (op == '+') g(0x90);\n#endif\n`,
    );
    expect(planted).not.toBe(text);
    writeFileSync(path, planted);
    const { code, stdout } = await project.run('run', '--oracle', 'fixed-point');
    expect(code).toBe(1);
    expect(stdout).toMatch(/files differ {2}\(twice of 2 runs\)/);
    expect(stdout).toMatch(/obj\/\w+(-\w+)?\.o \.text\+0x\w+ {2}\w+\(\) {2}\w+(-\w+)?\.[ch]:\d+/);
    writeFileSync(path, text);
  });
});
