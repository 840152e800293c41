// Committing a batch: inside of one transaction the progress grows, the tally grows, and each finding goes to its bucket.
// A batch that is there already changes nothing, so that a campaign may repeat what it does not know to be done.
// In: a batch. Out: what became of each finding.
import type { Database } from 'libsql';
import { shortId } from './ids.ts';
import type { Batch, BucketState, CampaignId, Committed, CommitResult, NewFinding, Signature, Tally } from './model.ts';
import { bucketRows } from './rows.ts';
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
  const tally = JSON.stringify(addTallies(JSON.parse(row.tally) as Tally, batch.tally));
  database.prepare('UPDATE campaign SET tally = ? WHERE id = ?').run(tally, campaign);
  return { repeated: false, findings: batch.findings.map((finding) => commitFinding(database, request, finding)) };
}

/** Both together. */
export function addTallies(left: Tally, right: Tally): Tally {
  return {
    programs: left.programs + right.programs,
    valid: left.valid + right.valid,
    inconclusive: left.inconclusive + right.inconclusive,
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

/** The bucket of a finding, made or narrowed when need be. */
function placeOf(database: Database, { campaign, at }: CommitRequest, signature: Signature): Place {
  const alike = `json_extract(signature, '$.kind') = ? AND json_extract(signature, '$.site') = ?`;
  const rows = bucketRows(database, alike, signature.kind, signature.site);
  const found = matchBucket(
    signature,
    rows.map((row) => ({
      id: row.id,
      signature: JSON.parse(row.signature) as Signature,
      closed: row.state === 'closed',
    })),
  );
  if (found === undefined) {
    const id = freshId(database, signature);
    database
      .prepare(
        `INSERT INTO bucket (id, signature, state, campaign, seen, first_seen, last_seen) VALUES (?, ?, 'open', ?, 0, ?, ?)`,
      )
      .run(id, JSON.stringify(signature), campaign, at, at);
    return { id, state: 'open', fresh: true };
  }
  if (found.narrowed !== undefined)
    database.prepare('UPDATE bucket SET signature = ? WHERE id = ?').run(JSON.stringify(signature), found.id);
  return { id: found.id, state: rows.find(({ id }) => id === found.id)?.state ?? 'open', fresh: false };
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
