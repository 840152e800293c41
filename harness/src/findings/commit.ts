// Committing a batch: inside of one transaction the progress grows, the tally grows, and each finding goes to its bucket.
// A batch that is there already changes nothing, so that a campaign may repeat what it does not know to be done.
// In: a batch. Out: what became of each finding.
import type { Database } from 'libsql';
import { shortId } from './ids.ts';
import type { Batch, BucketState, CampaignId, Committed, CommitResult, NewFinding, Signature, Tally } from './model.ts';
import { type BucketRow, bucketRows, keepFaults, signatureOfRow, toTally } from './rows.ts';
import { matchBucket, signatureOf } from './signature.ts';

export interface CommitRequest {
  readonly campaign: CampaignId;
  readonly batch: Batch;
  /** ISO 8601. */
  readonly at: string;
  readonly cap: number;
}

/** Has to be called inside of a transaction that holds the write lock. */
export function commitBatch(database: Database, request: CommitRequest): CommitResult {
  const { campaign, batch } = request;
  if (!recordProgress(database, campaign, batch)) return { repeated: true, findings: [] };
  const row = database.prepare('SELECT tally FROM campaign WHERE id = ?').get(campaign) as
    { tally: string } | undefined;
  if (row === undefined) throw new Error(`there is no campaign ${String(campaign)}`);
  const tally = JSON.stringify(addTallies(toTally(row.tally), batch.tally));
  database.prepare('UPDATE campaign SET tally = ? WHERE id = ?').run(tally, campaign);
  keepFaults(database, campaign, batch.faults ?? []);
  return { repeated: false, findings: batch.findings.map((finding) => commitFinding(database, request, finding)) };
}

/** Both together. */
export function addTallies(left: Tally, right: Tally): Tally {
  return {
    programs: left.programs + right.programs,
    valid: left.valid + right.valid,
    inconclusive: left.inconclusive + right.inconclusive,
    faults: left.faults + right.faults,
    comparisons: left.comparisons + right.comparisons,
    bytes: left.bytes + right.bytes,
    seconds: left.seconds + right.seconds,
  };
}

/** Adds programs to those that are done; false when they had been. */
function recordProgress(database: Database, campaign: CampaignId, { from, count }: Batch): boolean {
  if (count === 0) return true;
  let [first, last] = [from, from + count];
  const touching = database
    .prepare('SELECT first, last FROM progress WHERE campaign = ? AND first <= ? AND last >= ? ORDER BY first')
    .all(campaign, last, first) as { first: number; last: number }[];
  if (touching.some((one) => one.first <= first && one.last >= last)) return false;
  const remove = database.prepare('DELETE FROM progress WHERE campaign = ? AND first = ?');
  for (const one of touching) {
    if (one.first < from + count && one.last > from) {
      throw new Error(
        `programs ${String(from)} to ${String(last)} are done in part: ${String(one.first)} to ${String(one.last)}`,
      );
    }
    remove.run(campaign, one.first);
    first = Math.min(first, one.first);
    last = Math.max(last, one.last);
  }
  database.prepare('INSERT INTO progress (campaign, first, last) VALUES (?, ?, ?)').run(campaign, first, last);
  return true;
}

interface Place {
  readonly id: string;
  readonly state: BucketState;
  readonly fresh: boolean;
}

/** Buckets of the same place that may be the bucket of a signature: with the same features, or with some in common. */
function candidates(database: Database, { kind, site, features }: Signature): readonly BucketRow[] {
  const own = JSON.stringify(features);
  return bucketRows(
    database,
    `kind = ? AND site = ? AND (features = ? OR id IN
       (SELECT bucket FROM bucket_feature WHERE feature IN (SELECT value FROM json_each(?))))`,
    ...[kind, site, own, own],
  );
}

/** The bucket of a finding, made or narrowed when need be. */
function placeOf(database: Database, { campaign, at }: CommitRequest, signature: Signature): Place {
  const rows = candidates(database, signature);
  const known = rows.map((row) => ({ id: row.id, signature: signatureOfRow(row), closed: row.state === 'closed' }));
  const found = matchBucket(signature, known);
  if (found === undefined) {
    const { kind, site, lanes, features } = signature;
    const id = freshId(database, signature);
    database
      .prepare(
        `INSERT INTO bucket (id, kind, site, lanes, features, state, campaign, seen, first_seen, last_seen)
         VALUES (?, ?, ?, ?, ?, 'open', ?, 0, ?, ?)`,
      )
      .run(id, kind, site, JSON.stringify(lanes), JSON.stringify(features), campaign, at, at);
    setFeatures(database, id, features);
    return { id, state: 'open', fresh: true };
  }
  if (found.narrowed !== undefined) setFeatures(database, found.id, found.narrowed);
  return { id: found.id, state: rows.find(({ id }) => id === found.id)?.state ?? 'open', fresh: false };
}

function setFeatures(database: Database, bucket: string, features: readonly string[]): void {
  database.prepare('UPDATE bucket SET features = ? WHERE id = ?').run(JSON.stringify(features), bucket);
  database.prepare('DELETE FROM bucket_feature WHERE bucket = ?').run(bucket);
  const insert = database.prepare('INSERT INTO bucket_feature (feature, bucket) VALUES (?, ?)');
  for (const feature of features) insert.run(feature, bucket);
}

/** The digest of the signature; with a number when a bucket that has been narrowed since has that name. */
function freshId(database: Database, signature: Signature): string {
  const taken = database.prepare('SELECT 1 FROM bucket WHERE id = ?');
  let id = shortId(signature);
  for (let number = 2; taken.get(id) !== undefined; number++) id = shortId({ signature, number });
  return id;
}

function commitFinding(database: Database, request: CommitRequest, finding: NewFinding): Committed {
  const { campaign, at, cap } = request;
  const { generator, seed, index, units } = finding.program;
  const place = placeOf(database, request, signatureOf(finding));
  const bucket = place.id;
  const id = shortId({ bucket, generator, seed, index });
  database.prepare('INSERT OR IGNORE INTO sighting (campaign, bucket) VALUES (?, ?)').run(campaign, bucket);
  if (place.state === 'closed')
    database.prepare(`UPDATE bucket SET state = 'open', reason = NULL WHERE id = ?`).run(bucket);
  const reopened = place.state === 'closed' ? { id, bucket, status: 'reopened' as const } : undefined;
  const { changes } = database.prepare('UPDATE finding SET last_seen = ? WHERE id = ?').run(at, id);
  if (changes > 0) {
    database.prepare('UPDATE bucket SET last_seen = ? WHERE id = ?').run(at, bucket);
    return reopened ?? { id, bucket, status: 'twice' };
  }
  const { kept } = database
    .prepare('SELECT count(*) AS kept FROM finding WHERE bucket = ? AND body IS NOT NULL')
    .get(bucket) as { kept: number };
  const full = kept >= cap;
  const size = units.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
  database
    .prepare(
      'INSERT INTO finding (id, bucket, campaign, body, size, first_seen, last_seen) VALUES (?, ?, ?, ?, ?, ?, ?)',
    )
    .run(id, bucket, campaign, full ? null : JSON.stringify(finding), size, at, at);
  database.prepare('UPDATE bucket SET seen = seen + 1, last_seen = ? WHERE id = ?').run(at, bucket);
  if (reopened !== undefined) return reopened;
  if (place.state === 'ignored') return { id, bucket, status: 'ignored' };
  if (full) return { id, bucket, status: 'capped' };
  return { id, bucket, status: place.fresh ? 'new' : 'known' };
}
