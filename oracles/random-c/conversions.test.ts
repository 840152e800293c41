// Where a generated program may leave a conversion unwritten: only where C converts by itself. In: programs. Out: a law.
import { sample } from 'fast-check';
import { expect, test } from 'vitest';
import { programs } from './arbitrary.ts';
import { programSeed } from './seeds.ts';

// C17 6.5.16.1 (assignment), 6.5.2.2p7 (arguments that a prototype names), 6.7.9p11 (initialization), 6.8.6.4p3 (return);
// the builtins for atomics take their operands as a prototype would.
const CONVERTING = ['assign.value', 'atomic.expected', 'atomic.value', 'call.args', 'return.value', 'value.value'];

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
  for (let index = 0; index < 60; index++) {
    const [made] = sample(programs(), { seed: programSeed(1, index), numRuns: 1 });
    unwritten(made?.program, 'program', found);
  }
  expect(found.size).toBeGreaterThan(2);
  expect([...found].filter((place) => !CONVERTING.includes(place))).toEqual([]);
});
