// Rows of the database as they are, and as the rest of the harness knows them. In: a condition. Out: findings and buckets.
import type { Database } from 'libsql';
import type { RandomProgram } from '../model/generator.ts';
import type { FindingKind } from '../model/lane.ts';
import {
  type Bucket,
  type BucketState,
  type CampaignId,
  type CampaignPlan,
  type GeneratorFault,
  type NewFinding,
  NO_TALLY,
  type Signature,
  type StoredFinding,
  type Tally,
} from './model.ts';

export interface CampaignRow {
  readonly id: number;
  readonly request: string;
  readonly tally: string;
  readonly owner: string | null;
  readonly started: string;
  readonly ended: string | null;
}

export interface BucketRow {
  readonly id: string;
  readonly kind: FindingKind;
  readonly site: string;
  readonly lanes: string;
  readonly features: string;
  readonly state: BucketState;
  readonly reason: string | null;
  readonly seen: number;
  readonly first_seen: string;
  readonly last_seen: string;
}

interface FindingRow {
  readonly id: string;
  readonly bucket: string;
  readonly body: string;
  readonly request: string;
  readonly first_seen: string;
  readonly last_seen: string;
  readonly checked: string | null;
  readonly reduced: string | null;
  readonly promoted: string | null;
}

/** Campaigns, the oldest first. */
export function campaignRows(database: Database, where: string, ...values: readonly string[]): readonly CampaignRow[] {
  return database.prepare(`SELECT * FROM campaign WHERE ${where} ORDER BY id`).all(...values) as CampaignRow[];
}

/** A tally that was written by this version or an older one, which counted less. */
export function toTally(text: string): Tally {
  return { ...NO_TALLY, ...(JSON.parse(text) as Partial<Tally>) };
}

/** A generator that fails on every program is told by its first ones as well as by a million. */
const KEPT_FAULTS = 100;

/** Keeps what a generator failed to make, as long as there are few of a campaign. */
export function keepFaults(database: Database, campaign: CampaignId, faults: readonly GeneratorFault[]): void {
  const insert = database.prepare(
    `INSERT OR IGNORE INTO fault (campaign, program, said)
     SELECT ?, ?, ? WHERE (SELECT count(*) FROM fault WHERE campaign = ?) < ?`,
  );
  for (const { index, said } of faults) insert.run(campaign, index, said, campaign, KEPT_FAULTS);
}

/** The faults that were kept of a campaign, by the numbers of their programs. */
export function faultRows(database: Database, campaign: CampaignId): readonly GeneratorFault[] {
  const rows = database.prepare('SELECT program, said FROM fault WHERE campaign = ? ORDER BY program').all(campaign);
  return (rows as { program: number; said: string }[]).map(({ program, said }) => ({ index: program, said }));
}

/** Buckets in the order in which they were found. */
export function bucketRows(database: Database, where: string, ...values: readonly string[]): readonly BucketRow[] {
  return database.prepare(`SELECT * FROM bucket WHERE ${where} ORDER BY rowid`).all(...values) as BucketRow[];
}

/** Findings in the order in which they were found. */
export function findingRows(database: Database, where: string, ...values: readonly string[]): readonly FindingRow[] {
  const sql = `SELECT finding.*, campaign.request FROM finding JOIN campaign ON campaign.id = finding.campaign
               WHERE ${where} ORDER BY finding.rowid`;
  return database.prepare(sql).all(...values) as FindingRow[];
}

/** Ids of the findings that were kept, of one bucket or of all, the smallest program first. */
export function keptIds(database: Database, bucket?: string): readonly string[] {
  const where = bucket === undefined ? '' : 'AND bucket = ?';
  const rows = database
    .prepare(`SELECT id FROM finding WHERE body IS NOT NULL ${where} ORDER BY size, rowid`)
    .all(...(bucket === undefined ? [] : [bucket])) as { id: string }[];
  return rows.map(({ id }) => id);
}

/** A finding with what its campaign knows about the machine. */
export function toFinding(row: FindingRow): StoredFinding {
  const { versions } = JSON.parse(row.request) as CampaignPlan;
  return {
    ...(JSON.parse(row.body) as NewFinding),
    id: row.id,
    bucket: row.bucket,
    firstSeen: row.first_seen,
    lastSeen: row.last_seen,
    versions,
    ...(row.checked === null ? {} : { checked: JSON.parse(row.checked) as NonNullable<StoredFinding['checked']> }),
    ...(row.reduced === null ? {} : { reduced: JSON.parse(row.reduced) as RandomProgram }),
    ...(row.promoted === null ? {} : { promoted: JSON.parse(row.promoted) as string[] }),
  };
}

/** The signature that the columns of a bucket hold. */
export function signatureOfRow({ kind, site, lanes, features }: BucketRow): Signature {
  return { kind, site, lanes: JSON.parse(lanes) as string[], features: JSON.parse(features) as string[] };
}

/** A bucket with the ids of its findings. */
export function toBucket(row: BucketRow, kept: readonly string[]): Bucket {
  return {
    id: row.id,
    signature: signatureOfRow(row),
    state: row.state,
    ...(row.reason === null ? {} : { reason: row.reason }),
    seen: row.seen,
    kept,
    firstSeen: row.first_seen,
    lastSeen: row.last_seen,
  };
}
