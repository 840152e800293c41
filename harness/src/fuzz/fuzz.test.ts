// The parts of a campaign by themselves: the driver, the gate, the line of costs, the words of the status.
// In: small inputs. Out: their promises.
import { expect, test } from 'vitest';
import type { ProgramPart } from '../model/generator.ts';
import { laneName } from '../model/lane.ts';
import type { Subject } from '../model/subject.ts';
import { openChunks } from './chunks.ts';
import { costLine } from './cost.ts';
import { batchOutput, batchUnit, partAtLine, rightOnes } from './driver.ts';
import { createGate } from './gate.ts';
import { commandRecipes, mixedRecipes } from './plan.ts';
import { duration, standingText } from './status.ts';

const part = (name: string, text: string, includes: readonly string[] = []): ProgramPart => ({
  entry: `${name}_main`,
  includes,
  text,
});

test('a unit has every part and header once, and a line leads back to its part', () => {
  const parts = [part('a', 'int a;\nint b;\n', ['<stdarg.h>']), part('c', 'int c;\n', ['<stdarg.h>'])];
  const text = batchUnit(parts, 5);
  expect(text.match(/stdarg/g)?.length).toBe(1);
  expect(text).toContain('{a_main, c_main}');
  const lineOf = (word: string): number => text.slice(0, text.indexOf(word)).split('\n').length;
  expect(['int a', 'int b', 'int c', 'int fork'].map((word) => partAtLine(parts, lineOf(word)))).toEqual([0, 0, 1, undefined]); // prettier-ignore
  expect(partAtLine(parts, 1)).toBe(undefined);
});

test('of a run with a process for each, what is missing, dead or different is not right', () => {
  const answers = [0, 1, 2, 3].map((index) => ({ stdout: `${String(index)}\n`, exitCode: index }));
  expect(batchOutput(answers.slice(0, 2))).toBe('0\n=0 exit 0\n1\n=1 exit 1\n');
  const output = '0\n=0 exit 0\n=1 signal 11\nx\n=2 exit 2\n';
  expect([...rightOnes(output, answers)]).toEqual([0]);
  expect([...rightOnes(batchOutput(answers), answers)]).toEqual([0, 1, 2, 3]);
});

test('who wants to be alone waits for the others, and they for him', async () => {
  const gate = createGate();
  const said: string[] = [];
  const work = (name: string) => async (): Promise<void> => {
    said.push(`${name} in`);
    await new Promise((resolve) => setTimeout(resolve, 5));
    said.push(`${name} out`);
  };
  await Promise.all([gate.shared(work('a')), gate.shared(work('b')), gate.alone(work('x')), gate.shared(work('c'))]);
  expect(said).toEqual(['a in', 'b in', 'a out', 'b out', 'x in', 'x out', 'c in', 'c out']);
});

test('a cost is out of the line when it grows faster than the size, not when it is large', () => {
  const line = costLine({ seconds: 0.002, bytes: 4e6 }, 5);
  const usual = (size: number) => ({ size, cost: { seconds: 0.002 + size * 1e-6, bytes: 4e6 + size * 100 } });
  expect(line.complaint({ size: 1000, cost: { seconds: 9, bytes: 1e6 } })).toBe(undefined);
  for (let size = 1000; size < 40_000; size += 1000) line.add(usual(size));
  line.add({ size: 20_000, cost: { seconds: 5, bytes: 4e9 } });
  expect(line.complaint(usual(400_000))).toBe(undefined);
  expect(line.complaint({ size: 20_000, cost: { seconds: 0.4, bytes: 5e6 } })).toMatch(/^compile time: 0\.400 s/);
  expect(line.complaint({ size: 20_000, cost: { seconds: 0.02, bytes: 1e9 } })).toMatch(/^memory: 954 MiB/);
});

test('chunks begin small, grow while they are quick, and shrink with what is left', () => {
  const sizes = (left: number | undefined, perProgram: number, jobs = 2): readonly number[] => {
    const chunks = openChunks([{ from: 0, ...(left === undefined ? {} : { to: left }) }], { jobs });
    const found: number[] = [];
    for (let chunk = chunks.next(); chunk !== undefined && found.length < 12; chunk = chunks.next()) {
      found.push(chunk.count);
      chunks.took(chunk, perProgram * chunk.count);
    }
    return found;
  };
  expect(sizes(undefined, 0.003).slice(0, 5)).toEqual([8, 32, 128, 128, 128]);
  // Slow compilers: a chunk is a few seconds, and the last ones are small.
  expect(sizes(64, 0.6)).toEqual([8, 10, 10, 9, 7, 5, 4, 4, 4, 3]);
  expect(sizes(undefined, 60).slice(0, 3)).toEqual([8, 4, 4]);
  // Every program once, in the order of the ranges, also where the size is given.
  const chunks = openChunks([{ from: 3, to: 8 }, { from: 20 }], { jobs: 1, size: 4 });
  expect([chunks.next(), chunks.next(), chunks.next()]).toEqual([
    { from: 3, count: 4 },
    { from: 7, count: 1 },
    { from: 20, count: 4 },
  ]);
});

test('words for people, and from them', () => {
  expect([14, 200, 25_920].map(duration)).toEqual(['14s', '3m 20s', '7h 12m']);
  const standing = {
    programs: 9,
    valid: 8,
    inconclusive: 1,
    faults: 0,
    newBuckets: 2,
    knownBuckets: 3,
    shrinking: 0,
    rate: 4.56,
    left: 7,
  };
  expect(standingText(standing)).toBe(
    '9 programs · 4.6/s · 8 valid · 1 inconclusive · buckets: 2 new, 3 known · 7s left',
  );
  expect(standingText({ ...standing, faults: 6 })).toContain('1 inconclusive · 6 not made · buckets');
  const night = { ...standing, programs: 123_456, valid: 123_400, inconclusive: 56, shrinking: 1, left: 25_920 };
  expect(standingText(night, 79)).toBe(
    '123456 programs · 4.6/s · 7h 12m left · 2 new, 3 known · shrinking 1 · 123400 v',
  );
  expect(commandRecipes([' tcc  -g '])).toEqual([{ kind: 'command', cc: ['tcc', '-g'] }]);
});

test('who shares a program: each command with each reference, in both places; none with itself, no sanitizer', () => {
  const subject = { programs: { references: [{ name: 'gcc', cc: ['gcc'] }] } } as unknown as Subject;
  const mixed = mixedRecipes(subject, commandRecipes(['tcc', 'gcc -O2', 'tcc -fsanitize=address']));
  expect(mixed.map(laneName)).toEqual(['tcc calls gcc', 'gcc calls tcc']);
});
