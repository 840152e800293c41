// Programs as parts of one executable. In: programs of one seed. Out: the same texts by themselves, unlike names together.
import { expect, test } from 'vitest';
import { makeSample, toRandomProgram } from './random_program.ts';
import { generate, parts } from './worker.ts';

const words = ({ text }: { readonly text: string }): string => text.replace(/\s+/g, '');

test('a program that is printed with others is the one that is printed by itself', async () => {
  const programs = await generate({ seed: 11, from: 0, count: 80, without: [] });
  for (const program of programs) {
    const alone = toRandomProgram(makeSample(program, []), { seed: 11, index: program.index, path: '' });
    // Lines are broken by their length, which a prefix changes.
    expect(program.units.map(words)).toEqual(alone.units.map(words));
    expect(program.answer).toEqual(alone.answer);
  }
});

test('no two parts declare the same name, and leaving features out makes other programs', async () => {
  const programs = await generate({ seed: 11, from: 5, count: 20, without: ['struct'] });
  const list = parts(programs);
  expect(new Set(list.map(({ entry }) => entry)).size).toBe(programs.length);
  for (const [index, { text, entry }] of list.entries()) {
    expect(text).toContain(`static int ${entry}(void)`);
    const prefix = `q${String(index + 5)}_`;
    for (const [, name = ''] of text.matchAll(/^[a-z][a-z ]*?\**(\w+)(?:\(|\[| =)/gm)) {
      expect(name.startsWith(prefix) || /^(?:if|for|while|switch|return|mix)$/.test(name)).toBe(true);
    }
  }
  expect(
    programs.every(({ units, without }) => without?.[0] === 'struct' && !/^struct /m.test(units[0]?.text ?? '')),
  ).toBe(true);
});

test('a worker gives only parts of programs that it made', () => {
  const [stranger] = [makeSample({ seed: 1, index: 0 }, [])].map((one) =>
    toRandomProgram(one, { seed: 1, index: 0, path: '' }),
  );
  expect(() => parts(stranger === undefined ? [] : [stranger])).toThrow('not made here');
});
