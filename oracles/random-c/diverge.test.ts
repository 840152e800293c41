// Where a program goes wrong first: gcc behind a change of the text stands for a compiler with a bug. In: gcc. Out: tests.
import type { RandomProgram } from 'kit-harness';
import { describe, expect, test } from 'vitest';
import type { Program } from './program/ast.ts';
import { INT } from './program/ctypes.ts';
import { featuresOfFunction } from './program/coverage.ts';
import { tellingFeatures } from './program/features.ts';
import { firstDivergence, tracedUnits } from './diverge.ts';
import { repair } from './evaluate/answer.ts';
import { generator } from './generator.ts';
import { makeSample, toRandomProgram } from './random_program.ts';
import { gccAndRun, useScratch } from './testing.ts';

const zero = { e: 'int', type: INT, value: 0n } as const;

/** main prints 3 < 4, then calls a function that prints 5 - 1. */
function twoFunctions(plain: boolean): Program {
  const three = { e: 'int', type: INT, value: 3n } as const;
  const left = { e: 'compare', type: INT, op: '<', left: three, right: { ...three, value: 4n } } as const;
  const right = {
    e: 'binary',
    type: INT,
    op: '-',
    left: { ...three, value: 5n },
    right: { ...three, value: 1n },
  } as const;
  const call = { e: 'call', type: INT, callee: { c: 'direct', name: 'fn1' }, args: [] } as const;
  return {
    records: [],
    enums: [],
    globals: [],
    functions: [
      { name: 'fn1', result: INT, parameters: [], named: 0, fallback: zero, external: false, body: [{ s: 'mix', value: right }] },
    ],
    main: [{ s: 'mix', value: left }, { s: 'expression', value: { ...call, args: [] } }],
    fuel: undefined,
    ...(plain ? { plain } : {}),
  }; // prettier-ignore
}

test('a bug is known by what it uses, not by the widths that it was met with', () => {
  expect(tellingFeatures(['int128', 'long-long', 'varargs'])).toEqual(['int128', 'varargs']);
  expect(tellingFeatures(['int128', 'narrow-integers', 'varargs'])).toEqual(['int128', 'varargs']);
  expect(tellingFeatures(['narrow-integers', 'shift'])).toEqual(['narrow-integers', 'shift']);
});

describe.each([true, false])('plain: %s', (plain) => {
  const scratch = useScratch();
  const printed = async (program: Program, change: (text: string) => string): Promise<string> => {
    const [unit] = tracedUnits(program);
    return (await gccAndRun(scratch(), `t${String(plain)}`, change(unit?.text ?? ''), [])).stdout;
  };

  test('the first function that says something else is named, with what it uses', async () => {
    const program = twoFunctions(plain);
    repair(program);
    const seen = async (change: (text: string) => string): Promise<string | undefined> =>
      firstDivergence(program, await printed(program, change));
    expect(await seen((text) => text)).toBeUndefined();
    expect(await seen((text) => text.replace('5 - 1', '5 + 1'))).toBe('fn1');
    expect(await seen((text) => text.replace('3 < 4', '3 > 4').replace('5 - 1', '5 + 1'))).toBe('main');
    // It dies in the second function: what was printed before is known.
    expect(await seen((text) => text.replace('5 - 1', '(__builtin_trap(), 4)'))).toBe('fn1');
    expect(featuresOfFunction(program, 'main')).toEqual(['call']);
    expect(featuresOfFunction(program, 'fn1')).toEqual([]);
  });

  test('where tracing hides the bug nobody is accused', async () => {
    const program = toRandomProgram(makeSample({ seed: 1, index: 3 }, []), { seed: 1, index: 3, path: '' });
    const found = await generator.diverge?.(program, async (units): Promise<string> => {
      return (await gccAndRun(scratch(), 'hidden', units[0]?.text ?? '', ['-w'])).stdout;
    });
    expect([program.units.length, found]).toEqual([1, undefined]);
    expect(
      await generator.diverge?.(program satisfies RandomProgram, () => Promise.resolve(undefined)),
    ).toBeUndefined();
  });
});
