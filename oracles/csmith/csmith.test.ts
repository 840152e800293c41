// csmith as a generator: a number stands for one program, whole and small, that every compiler takes. In: numbers. Out: text.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { which } from 'kit-harness';
import { afterAll, describe, expect, test } from 'vitest';
import oracle from './oracle.ts';
import { csmithWords, FEATURES, makeProgram, wholeProgram } from './program.ts';
import { generate, parts } from './worker.ts';

const scratch = mkdtempSync(join(tmpdir(), 'csmith-test-'));
afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
});

test('the words for csmith depend on the numbers, and what is not wanted is left out', () => {
  expect(csmithWords(1, 2, [])).toEqual(csmithWords(1, 2, []));
  expect(csmithWords(1, 2, [])).not.toEqual(csmithWords(1, 3, []));
  const many = Array.from({ length: 200 }, (_, index) => csmithWords(7, index, ['unions']));
  expect(many.flat()).not.toContain('--unions');
  for (const name of Object.keys(FEATURES).filter((one) => one !== 'unions')) {
    const used = many.filter((words) => words.includes(`--${name}`)).length;
    expect(used / 2, name).toBeGreaterThan((FEATURES[name] ?? 0) - 15);
    expect(used / 2, name).toBeLessThan((FEATURES[name] ?? 0) + 15);
  }
});

test('headers that are not there are named', () => {
  expect(() => wholeProgram('#include "csmith.h"\n', '/nonexistent')).toThrow('libcsmith-dev');
});

test('a machine without csmith is told what to install', () => {
  expect(oracle.generator?.tools).toMatchObject([{ program: 'csmith' }]);
});

describe.skipIf(which('csmith') === undefined && process.env.CI === undefined)('with csmith', () => {
  test('a number stands for one program, whoever asks', async () => {
    const [, second] = await generate({ seed: 5, from: 1, count: 2, without: [] });
    expect(second).toEqual(await makeProgram(5, 2));
    expect(second?.features).toEqual([...(second?.features ?? [])].sort());
  });

  test('a program is whole: no header of csmith is asked for, no function of it is idle', async () => {
    const { units } = await makeProgram(5, 0);
    const text = units[0]?.text ?? '';
    const file = join(scratch, 'program.c');
    writeFileSync(file, text);
    for (const [cc, ...flags] of [['gcc', '-Werror=unused-function', '-Wunused-function'], ['clang'], ['tcc']]) {
      if (cc === undefined || which(cc) === undefined) continue;
      const made = spawnSync(cc, [...flags, '-c', file, '-o', join(scratch, 'program.o')], { encoding: 'utf8' });
      expect(
        made.stderr.split('\n').filter((line) => /error: (?!.(?:transparent_crc|crc32|platform))/.test(line)),
      ).toEqual([]);
    }
    expect(text).toContain('platform_main_begin');
  });

  test('programs that share a unit print what they print by themselves', async () => {
    const programs = await generate({ seed: 5, from: 0, count: 6, without: [] });
    const list = parts(programs);
    const file = join(scratch, 'together');
    const calls = list.map(({ entry }) => `  ${entry}();\n`).join('');
    writeFileSync(`${file}.c`, `${list.map(({ text }) => text).join('')}int main(void) {\n${calls}}\n`);
    const output = (source: string): string => {
      expect(spawnSync('gcc', ['-w', source, '-o', file], { encoding: 'utf8' }).stderr).toBe('');
      return spawnSync(file, { encoding: 'utf8', timeout: 20_000 }).stdout;
    };
    const together = output(`${file}.c`);
    const alone = programs.map(({ units }) => {
      writeFileSync(join(scratch, 'alone.c'), units[0]?.text ?? '');
      return output(join(scratch, 'alone.c'));
    });
    expect(together).toBe(alone.join(''));
    expect(together).toMatch(/^(checksum = [0-9A-F]+\n){6}$/);
  });
});
