// Laws of generated programs: a conversion is left unwritten only where C converts by itself; a constant fits its type,
// also when shrinking has made it smaller; setjmp stands only where C allows it. In: programs. Out: laws that hold for all of them.
import { sample } from 'fast-check';
import { expect, test } from 'vitest';
import { type Sample, programs } from './arbitrary.ts';
import { programSeed } from './seeds.ts';
import { nodesOf } from './shrink/edit.ts';
import { numbers } from './shrink/passes.ts';
import type { Arithmetic } from './program/ctypes.ts';
import { setjmpsAreFine } from './program/jumps.ts';
import { fits } from './evaluate/values.ts';

// C17 6.5.16.1 (assignment), 6.5.2.2p7 (arguments that a prototype names), 6.7.9p11 (initialization), 6.8.6.4p3 (return);
// the builtins for atomics take their operands as a prototype would.
const CONVERTING = ['assign.value', 'atomic.expected', 'atomic.value', 'call.args', 'return.value', 'value.value'];

const samples = new Map<number, Sample>();

function made(index: number): Sample {
  const there = samples.get(index);
  if (there !== undefined) return there;
  const [one] = sample(programs(), { seed: programSeed(910, index), numRuns: 1 });
  if (one === undefined) throw new Error('nothing was made');
  samples.set(index, one);
  return one;
}

function unwritten(node: unknown, place: string, found: Set<string>): void {
  if (Array.isArray(node)) {
    for (const item of node) unwritten(item, place, found);
  } else if (typeof node === 'object' && node !== null) {
    if ('e' in node && node.e === 'cast' && 'implicit' in node && node.implicit === true) found.add(place);
    const kind = ['e', 's', 'c', 'p', 'i'].flatMap((key) => Object.entries(node).filter(([name]) => name === key))[0];
    for (const [key, child] of Object.entries(node)) unwritten(child, `${String(kind?.[1] ?? 'node')}.${key}`, found);
  }
}

test('a conversion is left unwritten only where C makes it', () => {
  const found = new Set<string>();
  for (let index = 0; index < 60; index++) unwritten(made(index).program, 'program', found);
  expect(found.size).toBeGreaterThan(2);
  expect([...found].filter((place) => !CONVERTING.includes(place))).toEqual([]);
});

test('a constant fits its type, and so do smaller ones', () => {
  let lowest = 0;
  for (const { program } of Array.from({ length: 40 }, (_, index) => made(index))) {
    for (const node of nodesOf(program)) {
      if (node.e === 'int') expect(fits(node.type as Arithmetic, node.value as bigint)).toBe(true);
    }
    for (const { node, apply } of numbers(program)) {
      if (node.e !== 'int') continue;
      const copy = { ...node };
      apply(copy, program, copy);
      expect(fits(node.type as Arithmetic, copy['value'] as bigint)).toBe(true);
      if (!fits(node.type as Arithmetic, -(node.value as bigint))) lowest++;
    }
  }
  expect(lowest).toBeGreaterThan(0);
});

test('setjmp stands only where 7.13.1.1p4 allows it, and a buffer is no value', () => {
  let waiting = 0;
  for (const { program, text } of Array.from({ length: 60 }, (_, index) => made(index))) {
    expect(setjmpsAreFine(program)).toBe(true);
    expect(text.startsWith('#include <setjmp.h>') || text.includes('\n#include <setjmp.h>')).toBe(text.includes('jmp'));
    for (const node of nodesOf(program)) {
      if (node.e === 'setjmp') waiting++;
      if (node.e === 'read') expect((node.type as { kind: string }).kind).not.toBe('jump-buffer');
    }
  }
  expect(waiting).toBeGreaterThan(10);
});
