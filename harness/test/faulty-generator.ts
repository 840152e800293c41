// A generator for tests that fails in every way in which one can: on some numbers it throws, dies, wants all memory, or
// throws when nobody waits for it. Its programs print their numbers. In: which numbers do what. Out: files of an oracle.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Project } from './project.ts';

/** How the making of a program fails: a statement of the worker. */
const FAULTS = {
  throws: "throw new Error('no value\\nfor x')",
  dies: 'process.exit(7)',
  'wants all memory': 'for (const all = []; ; ) all.push(new Array(2 ** 24).fill({}))',
  'throws later': "await new Promise(() => setTimeout(() => { throw new Error('too late'); }))",
} as const;

const ORACLE = `
import { defineOracle, OUTPUT_CANARIES } from 'kit-harness';
export default defineOracle({
  name: 'faulty',
  claim: 'nothing',
  needs: () => ({ stages: [], tools: [] }),
  async *cases() {},
  check: async () => ({ kind: 'pass', comparisons: 1 }),
  canaries: OUTPUT_CANARIES,
  generator: { name: 'faulty', tools: [], worker: 'worker.ts' },
});
`;

/** Gives a project an oracle `faulty`, and no other; `faults` says what happens instead of a program. */
export function useFaultyGenerator(project: Project, faults: Readonly<Record<number, keyof typeof FAULTS>>): void {
  const cases = Object.entries(faults).map(([index, kind]) => `case ${index}: ${FAULTS[kind]};`);
  const folder = 'oracles/faulty';
  mkdirSync(join(project.directory, folder), { recursive: true });
  project.useOwnOracles();
  project.write(`${folder}/oracle.ts`, ORACLE);
  project.write(
    `${folder}/worker.ts`,
    `async function one(seed: number, index: number) {
  switch (index) { ${cases.join('\n')} }
  const text = \`#include <stdio.h>\\nint main(void) { printf("%d\\\\n", \${index}); return 0; }\\n\`;
  const answer = { kind: 'known', stdout: \`\${index}\\n\`, exitCode: 0 };
  return { generator: 'faulty', seed, index, path: '', units: [{ name: 'program.c', text }], answer, features: [] };
}
export async function generate({ seed, from, count }: { seed: number; from: number; count: number }) {
  const programs = [];
  for (let index = from; index < from + count; index++) programs.push(await one(seed, index));
  return programs;
}
export function parts(programs: readonly { index: number; units: readonly { text: string }[] }[]) {
  return programs.map(({ index, units }) => ({
    entry: \`main\${index}\`,
    includes: ['<stdio.h>'],
    text: units[0].text.replace(/#include.*/, '').replace('main', \`main\${index}\`),
  }));
}
`,
  );
}
