// The shrinker: what it passes through is defined and has the answer that it says, it ends at a few lines, and it believes
// nobody who changes his mind. In: gcc. Out: tests.
import { check, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { programs, type Sample } from '../arbitrary.ts';
import type { Expr, Place, Program } from '../program/ast.ts';
import { isVariable } from '../program/ctypes.ts';
import { featuresOfFunction } from '../program/coverage.ts';
import { firstDivergence } from '../diverge.ts';
import { answer, repair } from '../evaluate/answer.ts';
import { programSeed } from '../seeds.ts';
import { copyWithMap, type Node, nodesOf } from './edit.ts';
import { followPath, shrinkSample } from './run.ts';
import { gccAndRun, program, useScratch } from '../testing.ts';

describe('with gcc', () => {
  const scratch = useScratch();

  test('what shrinking passes through is defined too, and ends at a few lines', async () => {
    const wrong: string[] = [];
    for (const [index, wanted] of [/ switch \(/, /\[.+\]\[/].entries()) {
      const start = firstThat(({ text }) => wanted.test(text), 40);
      const seen: Sample[] = [];
      const fails = (one: Sample): Promise<boolean> => {
        const holds = wanted.test(one.text);
        if (holds) seen.push(one);
        return Promise.resolve(holds);
      };
      const { sample: last, path } = await shrinkSample(start, fails, { milliseconds: 10_000 });
      expect(last.text.split('\n').length).toBeLessThanOrEqual(8);
      expect(followPath(start, path).text).toBe(last.text);
      for (const [at, { text, answer: expected }] of seen.entries()) {
        if (at % Math.ceil(seen.length / 6) !== 0 && at !== seen.length - 1) continue;
        const flags = ['-fsanitize=undefined,address', '-fno-sanitize-recover=undefined'];
        const ended = await gccAndRun(scratch(), `s${String(index)}-${String(at)}`, text, flags);
        if (ended.stdout !== expected.stdout || ended.stderr !== '') wrong.push(`${text}\n${ended.stderr}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});

function firstThat(holds: (one: Sample) => boolean, from = 0): Sample {
  for (let index = from; index < from + 1200; index++) {
    const one = program(index);
    if (holds(one)) return one;
  }
  throw new Error('no such program');
}

/** A program as a compiler understands it that takes some nodes for others. */
function misunderstood({ program: tree }: Sample, change: (node: Node, program: Program) => void): Program {
  const { copy } = copyWithMap(tree);
  for (const node of nodesOf(copy)) change(node, copy);
  return copy;
}

/** Whether that compiler gets a program wrong. */
function goesWrong(one: Sample, change: (node: Node, program: Program) => void): boolean {
  const other = misunderstood(one, change);
  try {
    return repair(other).stdout !== one.answer.stdout;
  } catch {
    return false;
  }
}

describe('a planted bug ends at a few lines', () => {
  const callsItself = (node: Node): boolean =>
    nodesOf(node.body as object).some(({ c, name }) => c === 'direct' && name === node.name);
  const bugs: readonly [string, number, (node: Node, program: Program) => void][] = [
    ['-= adds', 7, (node) => {
      if (node.e === 'assign' && node.op === '-') node.op = '+';
    }],
    ['a static object is initialized each time', 11, (node) => {
      if (node.s === 'declaration' && /^v/.test(String(node.name))) node.storage = '';
    }],
    ['a function that calls itself returns something else', 11, (node) => {
      if ('fallback' in node && callsItself(node)) (node.fallback as Node).value = 77n;
    }],
    ['a switch never falls through', 11, (node) => {
      if (node.falls === true) node.falls = false;
    }],
    ['the last member of a list is forgotten', 8, (node) => {
      if (node.i === 'fields' && (node.items as unknown[]).length > 1) (node.items as unknown[]).pop();
    }],
    ['a long double has the digits of a double', 6, (node) => {
      if (node.e === 'float' && typeof node.value === 'bigint') node.value = BigInt(Number(node.value));
    }],
    ['sizeof of an array of computed length is 1', 7, (node) => {
      if (node.e === 'size' && isVariable((node.place as Place).type)) Object.assign(node, { e: 'int', value: 1n });
    }],
    ['a walk stops one too early', 8, (node) => {
      if (node.s === 'walk' && (node.count as number) > 1) node.count = (node.count as number) - 1;
    }],
    ['what does not stand in the prototype is 5', 11, (node, { functions }) => {
      if (node.e !== 'call') return;
      const { name } = node.callee as { name?: string };
      const named = functions.find((one) => one.name === name)?.named ?? 99;
      const args = node.args as Expr[];
      args.forEach(({ type }, index) => {
        if (index >= named && type.kind === 'int') args[index] = { e: 'int', type, value: 5n };
      });
    }],
  ]; // prettier-ignore

  test.each(bugs)('%s', async (_, most, change) => {
    const start = firstThat((one) => goesWrong(one, change));
    const fails = (one: Sample): Promise<boolean> => Promise.resolve(goesWrong(one, change));
    const { sample: last, path } = await shrinkSample(start, fails, { milliseconds: 20_000 });
    expect(last.text.trimEnd().split('\n').length, last.text).toBeLessThanOrEqual(most);
    expect(followPath(start, path).text).toBe(last.text);
    expect(goesWrong(last, change)).toBe(true);
  });
});

test('programs of one bug end alike, those of another bug do not', async () => {
  const bugs: readonly ((node: Node) => void)[] = [
    (node) => {
      if (node.e === 'assign' && node.op === '-') node.op = '+';
    },
    (node) => {
      if (node.s === 'loop' && node.form === 'do' && (node.count as number) > 1)
        node.count = (node.count as number) - 1;
    },
  ];
  const smallest: ReadonlySet<string>[] = [];
  for (const change of bugs) {
    const seen: ReadonlySet<string>[] = [];
    for (let from = 0; seen.length < 3; from++) {
      const start = firstThat((one) => goesWrong(one, change), from);
      const fails = (one: Sample): Promise<boolean> => Promise.resolve(goesWrong(one, change));
      const { sample: last } = await shrinkSample(start, fails, { milliseconds: 20_000 });
      const other = misunderstood(last, change);
      repair(other);
      const name = firstDivergence(last.program, (answer(other, true).trace ?? []).join('\n')) ?? '';
      seen.push(new Set(featuresOfFunction(last.program, name)));
      while (!goesWrong(program(from), change)) from++;
    }
    const [least = new Set<string>()] = [...seen].sort((a, b) => a.size - b.size);
    // What has all features of another one falls into its bucket.
    for (const features of seen) expect([...features]).toEqual(expect.arrayContaining([...least]));
    smallest.push(least);
  }
  const [one = new Set<string>(), two = new Set<string>()] = smallest;
  expect([...one].every((feature) => two.has(feature))).toBe(false);
  expect([...two].every((feature) => one.has(feature))).toBe(false);
});

describe('shrinking', () => {
  test('that is interrupted returns what fails, and never nothing', async () => {
    const start = program(7);
    const slowly = async ({ text }: Sample): Promise<boolean> => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      return text.includes('mix(');
    };
    const { sample: best } = await shrinkSample(start, slowly, { milliseconds: 400 });
    expect(best.text).toContain('mix(');
    expect(best.text.length).toBeLessThan(start.text.length);
  });

  test('does not believe a judge that changes its mind', async () => {
    const start = program(7);
    let asked = 0;
    const fickle = (): Promise<boolean> => Promise.resolve(asked++ < 2);
    const { sample: best, path } = await shrinkSample(start, fickle, { milliseconds: 1000 });
    expect([best.text, path]).toEqual([start.text, '']);
  });

  test('in fast-check takes the same way', () => {
    const holds = ({ text }: Sample): boolean => !/ while \(/.test(text);
    const details = check(property(programs(), holds), { seed: programSeed(2, 1), numRuns: 50 });
    expect(details.counterexample?.[0].text.split('\n').length).toBeLessThanOrEqual(15);
  });
});
