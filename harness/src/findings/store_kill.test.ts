// The store under fire: two processes that commit at once, and processes that are killed while they commit. Every finding
// has to be there exactly once. In: processes that run a campaign of batches. Out: rows of the database.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sleep } from '../exec/wait.ts';
import { SAMPLE_PLAN } from './samples.ts';
import { openFindings } from './store.ts';

const KILLS = 12;
const PROGRAMS = 300;
const PER_BATCH = 2;

let directory = '';
let program = '';

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'kit-harness-kill-'));
  program = join(directory, 'worker.mjs');
  const source = (name: string): string => JSON.stringify(fileURLToPath(new URL(name, import.meta.url)));
  // Every third program is a finding, of one of five buckets. The seed comes from the command line.
  writeFileSync(
    program,
    `const { openFindings } = await import(${source('store.ts')});
     const { SAMPLE_PLAN, sampleFinding } = await import(${source('samples.ts')});
     const { NO_TALLY } = await import(${source('model.ts')});
     const store = await openFindings(${JSON.stringify(join(directory, 'findings'))}, { cap: 1000 });
     const plan = { ...SAMPLE_PLAN, seed: Number(process.argv[2]), count: ${String(PROGRAMS)} };
     const { id, next } = await store.campaign(plan);
     for (const { from, to } of next) {
       for (let at = from; at < to; at += ${String(PER_BATCH)}) {
         const count = Math.min(${String(PER_BATCH)}, to - at);
         const indices = Array.from({ length: count }, (_, n) => at + n).filter((index) => index % 3 === 0);
         const findings = indices.map((index) => {
           const finding = sampleFinding(index, { features: ['f' + index % 5] });
           return { ...finding, program: { ...finding.program, seed: plan.seed } };
         });
         await store.commit(id, { from: at, count, findings, tally: { ...NO_TALLY, programs: count } });
       }
     }
     await store.finish(id);
     await store.dispose();`,
  );
});
afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

function start(seed: number): ChildProcess {
  return spawn(process.execPath, ['--import', 'tsx', program, String(seed)], {
    cwd: fileURLToPath(new URL('../../..', import.meta.url)),
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

async function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return child.exitCode;
}

/** What must be there when every program of these seeds is done. */
async function expectWhole(seeds: readonly number[]): Promise<void> {
  const store = await openFindings(join(directory, 'findings'));
  const buckets = await store.buckets(['open']);
  const wanted = seeds.length * (PROGRAMS / 3);
  expect(buckets.reduce((sum, { seen }) => sum + seen, 0)).toBe(wanted);
  const kept = buckets.flatMap((bucket) => bucket.kept);
  expect([kept.length, new Set(kept).size, buckets.length]).toEqual([wanted, wanted, 5]);
  expect(readdirSync(join(directory, 'findings', 'capsules')).sort()).toEqual([...kept].sort());
  expect(readdirSync(join(directory, 'findings', 'scratch'))).toEqual([]);
  const campaigns = await store.campaigns();
  expect(campaigns.map(({ plan, tally }) => [plan.seed, tally.programs]).sort()).toEqual(
    seeds.map((seed) => [seed, PROGRAMS]),
  );
  await store.dispose();
}

test('two processes at once lose nothing and double nothing', async () => {
  const children = [1, 2].map(start);
  expect(await Promise.all(children.map(ended))).toEqual([0, 0]);
  await expectWhole([1, 2]);
});

test(`killed ${String(KILLS)} times in the middle, a campaign is finished with every finding once`, async () => {
  const capsules = join(directory, 'findings', 'capsules');
  const count = (): number => (existsSync(capsules) ? readdirSync(capsules).length : 0);
  let kills = 0;
  // Each process gets to commit a little before it dies, so that all of the deaths are among commits.
  for (; kills < KILLS; kills++) {
    const child = start(SAMPLE_PLAN.seed);
    const before = count();
    while (count() <= before && child.exitCode === null) await sleep(1);
    await sleep(kills % 7);
    child.kill('SIGKILL');
    await ended(child);
    if (child.exitCode !== null) break;
  }
  expect(kills).toBeGreaterThanOrEqual(10);
  expect(await ended(start(SAMPLE_PLAN.seed))).toBe(0);
  await expectWhole([SAMPLE_PLAN.seed]);
});
