// npm run bench -- fuzz comes to its end, as quickly as it goes: what it measures is of no interest here.
// In: csmith, gcc, and gcc again in the place of kit. Out: a test of scripts/bench.mjs and scripts/bench/fuzz.mjs.
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { which } from 'kit-harness';
import { afterEach, beforeEach, expect, test } from 'vitest';

const script = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

let kit: string;
beforeEach(() => {
  kit = mkdtempSync(join(tmpdir(), 'kit-harness-bench-'));
  mkdirSync(join(kit, 'bin'));
  writeFileSync(join(kit, 'bin/cc'), '#!/bin/sh\nexec gcc "$@"\n');
  chmodSync(join(kit, 'bin/cc'), 0o755);
});
afterEach(() => {
  rmSync(kit, { recursive: true, force: true });
});

interface Report {
  readonly version: number;
  readonly rows: readonly { readonly name: string; readonly size: number; readonly samples: readonly { readonly programs: number }[] }[]; // prettier-ignore
}

const run = (...words: readonly string[]): string =>
  execFileSync(process.execPath, words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });

test.skipIf(which('csmith') === undefined && process.env.CI === undefined)(
  'a measured campaign beside csmith comes to its JSON and its table',
  { timeout: 300_000 },
  () => {
    const words = ['--kit', kit, '--seconds', '1', '--runs', '1', '--jobs', '1', '--json'];
    const report = JSON.parse(run(script('bench.mjs'), 'fuzz', ...words)) as Report;
    expect(report).toMatchObject({ version: 1, jobs: 1, seconds: 1, runs: 1 });
    expect(report.rows.map(({ name }) => name.replace(/(?: --max-\S+ \d+)+/, ' …'))).toEqual([
      'csmith … + gcc -O0',
      'csmith as it comes + gcc -O0',
      'fuzz, kit -O0',
      'fuzz, gcc -O0',
    ]);
    for (const { size, samples } of report.rows) expect([size > 500, samples.length]).toEqual([true, 1]);
    for (const { samples } of report.rows.slice(2)) expect(samples[0]?.programs).toBeGreaterThanOrEqual(1);
    const print = `const { compared } = await import(${JSON.stringify(script('bench/fuzz.mjs'))});
      const { rows } = ${JSON.stringify(report)};
      console.log(compared(rows.map((row) => ({ ...row, rate: row.rate ?? 0, cpu: row.cpu ?? 0 })), rows[0]));`;
    const table = run('--input-type=module', '-e', print).trimEnd().split('\n');
    expect(table[0]).toMatch(/^ +KB each +checked\/s +CPU ms each +times wall +times CPU$/);
    expect(table.slice(1).map((line) => line.slice(0, 6))).toEqual(['csmith', 'csmith', 'fuzz, ', 'fuzz, ']);
    expect(new Set(table.map((line) => line.trimEnd().length)).size).toBe(1);
  },
);
