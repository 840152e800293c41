// Programs as parts of one executable. In: programs of one seed. Out: the same texts by themselves, unlike names together.
import { expect, test } from 'vitest';
import { makeSample, toRandomProgram } from './random_program.ts';
import { featuresOf } from './program/coverage.ts';
import { generator } from './generator.ts';
import { variantKind } from './seeds.ts';
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

test('a share of the programs are variants, which have the answers of the programs that they are made from', async () => {
  const request = { seed: 11, from: 0, count: 24, without: [] };
  const [plain, varied] = [await generate(request), await generate({ ...request, variants: 100 })];
  expect(varied.map(({ answer }) => answer)).toEqual(plain.map(({ answer }) => answer));
  const changed = varied.filter(({ units }, index) => words(units[0] ?? { text: '' }) !== words(plain[index]?.units[0] ?? { text: '' })); // prettier-ignore
  expect(changed.length).toBeGreaterThan(16);
  const kinds = Array.from({ length: 2000 }, (_, index) => variantKind(11, index, 10));
  expect(kinds.filter((kind) => kind !== undefined).length).toBeGreaterThan(140);
  expect(kinds.filter((kind) => kind !== undefined).length).toBeLessThan(260);
  // It is the variant that is shrunk, and looked at for features.
  const [variant] = changed;
  if (variant === undefined) throw new Error('no program has changed');
  const judged: string[] = [];
  await generator.shrink?.(variant, async (one) => judged.push(one.units[0]?.text ?? '') < 0, { milliseconds: 200 });
  expect(generator.features?.(variant)).toEqual(featuresOf(makeSample(variant, []).program));
  expect(words({ text: makeSample(variant, []).units[0] ?? '' })).toBe(words(variant.units[0] ?? { text: '' }));
});

test('a program of two units is there as two units, too', async () => {
  const programs = await generate({ seed: 11, from: 0, count: 40, without: [] });
  const list = parts(programs);
  expect(list.map(({ apart }) => apart?.length ?? 1)).toEqual(programs.map(({ units }) => units.length));
  const second = list.find(({ apart }) => apart !== undefined);
  expect(second?.apart?.[0]?.text).toContain(`static int ${second?.entry ?? ''}(void)`);
  expect(second?.apart?.[1]?.text).not.toContain(second?.entry);
});
