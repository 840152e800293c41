// The Markdown of campaigns: what is new comes first, nothing in it is trusted, and it fits into a job summary.
// In: findings in a store. Out: Markdown.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { campaignsMarkdown, gatherReport } from './markdown.ts';
import { type FindingsStore, type NewFinding, NO_TALLY } from './model.ts';
import { SAMPLE_PLAN, sampleFinding, wrongLane } from './samples.ts';
import { openFindings } from './store.ts';

let directory = '';
let store: FindingsStore;
let clock = 0;

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'kit-harness-markdown-'));
  clock = 0;
  store = await openFindings(directory, { now: () => new Date(Date.UTC(2026, 0, 1) + 1000 * clock++) });
});
afterEach(async () => {
  await store.dispose();
  rmSync(directory, { recursive: true, force: true });
});

async function campaign(seed: number, ...findings: readonly NewFinding[]): Promise<void> {
  const { id } = await store.campaign({ ...SAMPLE_PLAN, seed });
  const tally = { ...NO_TALLY, programs: 100, valid: 99, inconclusive: 1, comparisons: 198, bytes: 500_000 };
  await store.commit(id, { from: 0, count: 100, tally, findings });
  await store.finish(id);
}

test('new findings come before known ones, with their program and the line that replays them', async () => {
  await campaign(1, sampleFinding(1));
  const since = (await store.campaigns())[0]?.ended ?? '';
  await campaign(2, sampleFinding(2), sampleFinding(3, { features: ['goto'], held: ['gcc', 'clang'] }));
  const markdown = campaignsMarkdown(await gatherReport(store, since));
  expect(markdown).toMatch(/^# ✗ 100 random programs, 1 new findings, 1 known and open\n/);
  expect(markdown).toContain('| sample    | 2    | 1     | 100      | 99    |');
  expect(markdown.indexOf('new: wrong-answer · goto')).toBeLessThan(markdown.indexOf('known: wrong-answer · shift'));
  expect(markdown).toContain('Holds: gcc, clang.');
  expect(markdown).toContain('printf("%d\\n", 3)');
  expect(markdown).toMatch(/npx kit-harness findings replay [0-9A-Z]{8}/);
});

test('a night without findings is good, one without comparisons is not', async () => {
  await campaign(1);
  expect(campaignsMarkdown(await gatherReport(store, ''))).toMatch(/^# ✓ 100 random programs/);
  expect(campaignsMarkdown(await gatherReport(store, '2027'))).toMatch(/^# ✗ 0 random programs/);
});

test('what a generator failed to make is told, and spoils the night', async () => {
  const { id } = await store.campaign({ ...SAMPLE_PLAN, without: ['goto'], variants: 10 });
  const faults = [{ index: 19, said: 'no value\nfor `x`' }];
  await store.commit(id, {
    from: 0,
    count: 100,
    tally: { ...NO_TALLY, programs: 100, faults: 3 },
    findings: [],
    faults,
  });
  await campaign(2);
  const markdown = campaignsMarkdown(await gatherReport(store, ''));
  expect(markdown).toMatch(
    /^# ✗ 200 random programs, 0 new findings, 0 known and open, 3 that the generator failed to make\n/,
  );
  expect(markdown).toContain('## the generator sample is at fault: 3 of 100 programs of seed 1 could not be made');
  expect(markdown).toContain('Program 19: no value');
  expect(markdown).toContain(
    '`npx kit-harness programs --generator sample --seed 1 --from 19 --variants 10 --without goto`',
  );
});

test('a closed finding is not shown, and a long program is not printed', async () => {
  const long = sampleFinding(1);
  const units = [{ name: 'program.c', text: 'int a;\n'.repeat(100) }];
  await campaign(1, { ...long, program: { ...long.program, units } }, sampleFinding(2, { features: ['goto'] }));
  const [first] = await store.buckets(['open']);
  const before = campaignsMarkdown(await gatherReport(store, ''));
  expect(before).toContain('The program has 100 lines');
  await store.close(first?.id ?? '', 'closed', 'repaired');
  expect(campaignsMarkdown(await gatherReport(store, ''))).not.toContain('shift');
});

test('what compilers print cannot break out, and the whole stays under 1 MiB', async () => {
  const hostile = wrongLane('tcc', '```\n# <script>\u001b[31m\u202e | x');
  const findings = Array.from({ length: 1000 }, (_, index) =>
    sampleFinding(index, {
      features: [`f${String(index)}`],
      lanes: [{ ...hostile, said: `${hostile.said}${'y'.repeat(990)}` }],
    }),
  );
  await campaign(1, ...findings);
  const markdown = campaignsMarkdown(await gatherReport(store, ''));
  expect(Buffer.byteLength(markdown)).toBeLessThan(1024 * 1024);
  expect(markdown).toContain('The rest was left out');
  // eslint-disable-next-line no-control-regex -- none of them may be there
  expect(markdown).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u202a-\u202e]/);
  expect(markdown).toContain('````text');
});
