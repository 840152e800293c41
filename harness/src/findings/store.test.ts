// The store of findings on a real database: what is committed once is there once, whatever happens in between.
// In: batches. Out: findings, buckets, campaigns.
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { capsuleDirectory } from './capsules.ts';
import { type Batch, type FindingsStore, type NewFinding, NO_TALLY } from './model.ts';
import { SAMPLE_PLAN, sampleFinding, wrongLane } from './samples.ts';
import { openFindings } from './store.ts';

let directory = '';
let clock = 0;
const open: FindingsStore[] = [];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'kit-harness-findings-'));
  clock = 0;
});
afterEach(async () => {
  for (const store of open.splice(0)) await store.dispose();
  rmSync(directory, { recursive: true, force: true });
});

async function opened(cap = 3): Promise<FindingsStore> {
  const store = await openFindings(directory, { cap, now: () => new Date(Date.UTC(2026, 0, 1) + 1000 * clock++) });
  open.push(store);
  return store;
}

function batch(from: number, count: number, ...findings: readonly NewFinding[]): Batch {
  return { from, count, findings, tally: { ...NO_TALLY, programs: count, valid: count } };
}

async function ids(store: FindingsStore): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const { id } of store.known()) found.push(id);
  return found;
}

test('a finding comes back whole', async () => {
  const store = await opened();
  const { id } = await store.campaign(SAMPLE_PLAN);
  const finding = sampleFinding(7, { held: ['gcc'], divergingFunction: 'f' });
  const { findings } = await store.commit(id, batch(0, 10, finding));
  expect(findings).toEqual([
    { id: expect.stringMatching(/^[0-9A-Z]{8}$/) as string, bucket: findings[0]?.bucket, status: 'new' },
  ]);
  const { finding: stored, bucket } = await store.show(findings[0]?.id.toLowerCase() ?? '');
  expect(stored).toMatchObject({ ...finding, versions: SAMPLE_PLAN.versions });
  expect(bucket).toMatchObject({ state: 'open', seen: 1, kept: [stored.id] });
  expect((await store.show(bucket.id.slice(0, 5))).finding.id).toBe(stored.id);
});

test('a batch that is committed again changes nothing; one that overlaps is refused', async () => {
  const store = await opened();
  const { id } = await store.campaign(SAMPLE_PLAN);
  await store.commit(id, batch(0, 10, sampleFinding(3)));
  expect(await store.commit(id, batch(0, 10, sampleFinding(3)))).toEqual({ repeated: true, findings: [] });
  await expect(store.commit(id, batch(5, 10))).rejects.toThrow('done in part');
  const [campaign] = await store.campaigns();
  expect(campaign?.tally.programs).toBe(10);
});

test('a bucket keeps a few findings and counts the rest, each once', async () => {
  const store = await opened(2);
  const { id } = await store.campaign(SAMPLE_PLAN);
  const found = [0, 1, 2, 3].map((index) => sampleFinding(index));
  const first = await store.commit(id, batch(0, 4, ...found));
  expect(first.findings.map(({ status }) => status)).toEqual(['new', 'known', 'capped', 'capped']);
  const again = await store.commit(id, batch(4, 0, ...found));
  expect(again.findings.map(({ status }) => status)).toEqual(['twice', 'twice', 'twice', 'twice']);
  expect(await store.buckets(['open'])).toMatchObject([{ seen: 4, kept: [expect.anything(), expect.anything()] }]);
});

test('a closed bucket is reopened, an ignored one is not', async () => {
  const store = await opened();
  const { id } = await store.campaign(SAMPLE_PLAN);
  const { findings } = await store.commit(id, batch(0, 1, sampleFinding(0)));
  const [name = ''] = findings.map(({ id: own }) => own);
  expect(await store.close(name, 'closed', 'repaired')).toMatchObject({ state: 'closed', reason: 'repaired' });
  expect(await ids(store)).toEqual([]);
  expect((await store.commit(id, batch(1, 1, sampleFinding(1)))).findings).toMatchObject([{ status: 'reopened' }]);
  expect(await ids(store)).toHaveLength(1);
  await store.close(name, 'ignored', 'known to tcc');
  expect((await store.commit(id, batch(2, 1, sampleFinding(2)))).findings).toMatchObject([{ status: 'ignored' }]);
  expect(await ids(store)).toEqual([]);
});

test('the smallest program of each open bucket is known first', async () => {
  const store = await opened();
  const { id } = await store.campaign(SAMPLE_PLAN);
  const goto = sampleFinding(20_000, { features: ['goto'] });
  await store.commit(id, batch(0, 3, sampleFinding(10_000), goto, sampleFinding(3)));
  const found: number[] = [];
  for await (const { program } of store.known()) found.push(program.index);
  expect(found).toEqual([3, 20_000]);
});

test('a narrowed bucket is found by its new features', async () => {
  const store = await opened();
  const { id } = await store.campaign(SAMPLE_PLAN);
  const of = (index: number, ...features: string[]): NewFinding => sampleFinding(index, { features });
  const { findings } = await store.commit(
    id,
    batch(0, 3, of(0, 'goto', 'shift'), of(1, 'shift'), of(2, 'shift', 'union')),
  );
  expect(new Set(findings.map(({ bucket }) => bucket)).size).toBe(1);
  await store.close(findings[0]?.bucket ?? '', 'closed', 'repaired');
  const after = await store.commit(id, batch(3, 1, of(3, 'goto', 'shift')));
  expect(after.findings).toMatchObject([{ status: 'new' }]);
  expect(after.findings[0]?.bucket).not.toBe(findings[0]?.bucket);
});

test('a campaign whose process is gone is taken up where it was; one that runs is not', async () => {
  const store = await opened();
  const first = await store.campaign(SAMPLE_PLAN);
  expect(first).toMatchObject({ resumed: false, besides: [], next: [{ from: 0, to: 1000 }] });
  await store.commit(first.id, batch(0, 10));
  await store.commit(first.id, batch(20, 10));
  expect(await store.campaign(SAMPLE_PLAN)).toMatchObject({ resumed: false, besides: [first.id] });
  const { default: Libsql } = await import('libsql');
  const database = new Libsql(join(directory, 'findings.db'));
  database.prepare('UPDATE campaign SET owner = ? WHERE id = ?').run('999999999 1', first.id);
  database.close();
  const second = await store.campaign({ ...SAMPLE_PLAN, versions: {} });
  expect(second).toMatchObject({ id: first.id, resumed: true, tally: { programs: 20 } });
  expect(second.next).toEqual([{ from: 10, to: 20 }, { from: 30, to: 1000 }]); // prettier-ignore
  await store.finish(first.id);
  expect((await store.campaign(SAMPLE_PLAN)).id).not.toBe(first.id);
  const { count: _count, ...endless } = SAMPLE_PLAN;
  expect((await store.campaign(endless)).next).toEqual([{ from: 0 }]);
});

test('what a generator failed to make is committed with the progress, once, and a few are kept', async () => {
  const store = await opened();
  const { id } = await store.campaign(SAMPLE_PLAN);
  const faults = Array.from({ length: 150 }, (_, index) => ({ index, said: `fault ${String(index)}` }));
  const faulty = (from: number, count: number): Batch => ({
    ...batch(from, count),
    tally: { ...NO_TALLY, programs: count, faults: count },
    faults: faults.slice(from, from + count),
  });
  await store.commit(id, faulty(0, 60));
  expect(await store.commit(id, faulty(0, 60))).toMatchObject({ repeated: true });
  await store.commit(id, faulty(60, 90));
  const [campaign] = await store.campaigns();
  expect(campaign?.tally).toMatchObject({ programs: 150, faults: 150 });
  expect(campaign?.faults).toEqual(faults.slice(0, 100));
});

test('a database of the version before is brought up to this one', async () => {
  const store = await opened();
  const { id } = await store.campaign(SAMPLE_PLAN);
  await store.commit(id, batch(0, 10, sampleFinding(3)));
  const { default: Libsql } = await import('libsql');
  const database = new Libsql(join(directory, 'findings.db'));
  database.exec('DROP TABLE fault; ALTER TABLE finding DROP COLUMN promoted');
  database.exec(`UPDATE campaign SET tally = json_remove(tally, '$.faults'); PRAGMA user_version = 2`);
  database.close();
  const again = await opened();
  await again.commit(id, { ...batch(10, 1), faults: [{ index: 10, said: 'no' }] });
  const [campaign] = await again.campaigns();
  expect(campaign).toMatchObject({ tally: { programs: 11, faults: 0 }, faults: [{ index: 10, said: 'no' }] });
  expect((await again.buckets(['open'])).length).toBe(1);
});

test('what a campaign saw first is told from what was known', async () => {
  const store = await opened();
  const { id } = await store.campaign(SAMPLE_PLAN);
  await store.commit(id, batch(0, 1, sampleFinding(0)));
  const { id: later } = await store.campaign({ ...SAMPLE_PLAN, seed: 2 });
  await store.commit(later, batch(0, 1, sampleFinding(1), sampleFinding(2, { features: ['goto'] })));
  const [one, two] = await store.campaigns();
  expect([one?.newBuckets.length, one?.knownBuckets.length]).toEqual([1, 0]);
  expect([two?.newBuckets.length, two?.knownBuckets.length]).toEqual([1, 1]);
});

test('a check and a reduced program are kept with the finding', async () => {
  const store = await opened();
  const { id } = await store.campaign(SAMPLE_PLAN);
  const { findings } = await store.commit(id, batch(0, 1, sampleFinding(0)));
  const name = findings[0]?.id ?? '';
  await store.checked(name, { holds: false, compilerDigest: 'newer' });
  const reduced = sampleFinding(5).program;
  await store.reduced(name, reduced);
  await store.promoted(name, ['corpus/found/case.c']);
  expect((await store.show(name)).finding).toMatchObject({
    checked: { holds: false, compilerDigest: 'newer' },
    reduced,
    promoted: ['corpus/found/case.c'],
  });
});

test('a capsule that a kill prevented is made at the next opening', async () => {
  const store = await opened();
  const { id } = await store.campaign(SAMPLE_PLAN);
  const { findings } = await store.commit(id, batch(0, 1, sampleFinding(0, { lanes: [wrongLane('tcc -g')] })));
  const capsule = capsuleDirectory(directory, findings[0]?.id ?? '');
  expect(readdirSync(capsule).sort()).toEqual(['capsule.json', 'expected.stdout', 'program.c']);
  rmSync(capsule, { recursive: true });
  await opened();
  expect(readdirSync(capsule)).toHaveLength(3);
  expect(readdirSync(join(directory, 'scratch'))).toEqual([]);
});

test('an unknown id, a file that is no database and one of another version are named', async () => {
  const store = await opened();
  await expect(store.show('ZZZ')).rejects.toThrow('there is no finding ZZZ');
  await expect(store.show('%')).rejects.toThrow('no id');
  const { default: Libsql } = await import('libsql');
  const database = new Libsql(join(directory, 'findings.db'));
  database.exec('PRAGMA user_version = 9');
  database.close();
  await expect(openFindings(directory)).rejects.toThrow('has version 9');
  const broken = join(directory, 'broken');
  await (await openFindings(broken)).dispose();
  for (const name of ['findings.db-wal', 'findings.db-shm']) rmSync(join(broken, name), { force: true });
  writeFileSync(join(broken, 'findings.db'), 'this was a database once, and then it was not any more. '.repeat(100));
  await expect(openFindings(broken)).rejects.toMatchObject({ exitCode: 5 });
});
