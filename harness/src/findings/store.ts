// The store of findings on an embedded database. Every change is one transaction; a finding that was kept also gets a
// capsule folder beside the database, and one that a kill prevented is written at the next opening.
// In: a directory. Out: a FindingsStore.
import type { Database } from 'libsql';
import { usageError } from '../model/errors.ts';
import { isOwnerAlive, ownerText } from '../exec/processes.ts';
import { digestValue } from '../store/digest.ts';
import { writeMissingCapsules } from './capsules.ts';
import { commitBatch } from './commit.ts';
import type {
  Bucket,
  Campaign,
  CampaignId,
  CampaignPlan,
  FindingsStore,
  Range,
  StoredFinding,
  TakenUp,
} from './model.ts';
import { NO_TALLY } from './model.ts';
import {
  type BucketRow,
  bucketRows,
  type CampaignRow,
  campaignRows,
  faultRows,
  findingRows,
  keptIds,
  toBucket,
  toFinding,
  toTally,
} from './rows.ts';
import { openDatabase } from './schema.ts';

export interface OpenOptions {
  /** The time, for tests. */
  readonly now?: () => Date;
  /** How many findings of a bucket are kept. */
  readonly cap?: number;
}

/** Enough to see what programs of a bucket have in common. */
const CAP = 10;

/** Opens the findings in a directory; makes them when there are none. */
export async function openFindings(directory: string, options: OpenOptions = {}): Promise<FindingsStore> {
  const now = (): string => (options.now?.() ?? new Date()).toISOString();
  const database = await openDatabase(directory);
  const change = <Result>(work: () => Result): Result => database.transaction(work).immediate();
  const findings: Find = (where, ...values) =>
    findingRows(database, `finding.body IS NOT NULL AND ${where}`, ...values).map(toFinding);
  const bucketOf = (row: BucketRow): Bucket => toBucket(row, keptIds(database, row.id));
  const find = (id: string): Found => findOne(database, id, findings, bucketOf);
  const writeCapsules = (ids: readonly string[]): void => {
    writeMissingCapsules(directory, ids, (id) => findings('finding.id = ?', id));
  };

  writeCapsules(keptIds(database));

  return {
    directory,
    campaign: async (plan) => change(() => takeUp(database, plan, now())),
    commit: async (campaign, batch) => {
      const result = change(() => commitBatch(database, { campaign, batch, at: now(), cap: options.cap ?? CAP }));
      writeCapsules(result.findings.map(({ id }) => id));
      return result;
    },
    finish: async (campaign) => {
      database.prepare('UPDATE campaign SET owner = NULL, ended = ? WHERE id = ?').run(now(), campaign);
    },
    campaigns: async () => campaignRows(database, 'true').map((row) => toCampaign(row, database)),
    async *known() {
      for (const { id } of bucketRows(database, `state = 'open'`)) {
        const [smallest] = keptIds(database, id);
        if (smallest !== undefined) yield* findings('finding.id = ?', smallest);
      }
    },
    checked: async (id, result) => {
      database.prepare('UPDATE finding SET checked = ? WHERE id = ?').run(JSON.stringify({ at: now(), ...result }), id);
    },
    buckets: async (states) =>
      bucketRows(database, 'true')
        .filter(({ state }) => states.includes(state))
        .map(bucketOf),
    show: async (id) => find(id),
    close: async (id, state, reason) =>
      change(() => {
        const { bucket } = find(id);
        database.prepare('UPDATE bucket SET state = ?, reason = ? WHERE id = ?').run(state, reason, bucket.id);
        return { ...bucket, state, reason };
      }),
    reduced: async (id, program) => {
      database.prepare('UPDATE finding SET reduced = ? WHERE id = ?').run(JSON.stringify(program), id);
    },
    promoted: async (id, paths) => {
      database.prepare('UPDATE finding SET promoted = ? WHERE id = ?').run(JSON.stringify(paths), id);
    },
    dispose: async () => {
      database.close();
    },
  };
}

type Find = (where: string, ...values: readonly string[]) => readonly StoredFinding[];

interface Found {
  readonly finding: StoredFinding;
  readonly bucket: Bucket;
}

function findOne(database: Database, word: string, findings: Find, bucketOf: (row: BucketRow) => Bucket): Found {
  // Ids are capital letters and digits, all of which come before `~`.
  const range = [word.toUpperCase(), `${word.toUpperCase()}~`] as const;
  const hint = 'npx kit-harness findings list shows them';
  if (!/^[0-9A-Z]+$/i.test(word)) throw usageError(`"${word}" is no id of a finding`, hint);
  const [bucketRow, another] = bucketRows(database, 'id >= ? AND id < ?', ...range);
  const named = findings('finding.id >= ? AND finding.id < ?', ...range);
  const found = named.length + (bucketRow === undefined ? 0 : 1) + (another === undefined ? 0 : 1);
  if (found === 0) throw usageError(`there is no finding ${word}`, hint);
  if (found > 1) throw usageError(`${String(found)} findings begin with ${word}`, 'write more of the id');
  const ids = bucketRow === undefined ? named.map(({ id }) => id) : keptIds(database, bucketRow.id);
  const [finding] = findings('finding.id = ?', ids[0] ?? '');
  if (finding === undefined) throw usageError(`bucket ${word} has no finding`, hint);
  const [own] = bucketRows(database, 'id = ?', finding.bucket);
  if (own === undefined) throw new Error(`finding ${finding.id} has no bucket`);
  return { finding, bucket: bucketOf(own) };
}

/** Resumes or begins a campaign. Versions of tools are told, but do not make another campaign: their digest does. */
function takeUp(database: Database, plan: CampaignPlan, at: string): TakenUp {
  const digest = digestValue({ ...plan, versions: {} });
  const open = campaignRows(database, 'plan = ? AND ended IS NULL', digest);
  const isTaken = ({ owner }: (typeof open)[number]): boolean => owner !== null && isOwnerAlive(owner);
  const left = open.find((row) => !isTaken(row));
  const besides = open.filter(isTaken).map(({ id }) => id);
  if (left === undefined) {
    const { lastInsertRowid } = database
      .prepare('INSERT INTO campaign (plan, request, tally, owner, started) VALUES (?, ?, ?, ?, ?)')
      .run(digest, JSON.stringify(plan), JSON.stringify(NO_TALLY), ownerText(), at);
    const next = { from: 0, ...(plan.count === undefined ? {} : { to: plan.count }) };
    return { id: Number(lastInsertRowid), resumed: false, tally: NO_TALLY, next: [next], besides };
  }
  database.prepare('UPDATE campaign SET owner = ? WHERE id = ?').run(ownerText(), left.id);
  const tally = toTally(left.tally);
  return { id: left.id, resumed: true, tally, next: gaps(database, left.id, plan.count), besides };
}

/** What is not done yet. */
function gaps(database: Database, campaign: CampaignId, count: number | undefined): readonly Range[] {
  const done = database.prepare('SELECT first, last FROM progress WHERE campaign = ? ORDER BY first').all(campaign) as {
    first: number;
    last: number;
  }[];
  const next: Range[] = [];
  let at = 0;
  for (const { first, last } of done) {
    if (first > at) next.push({ from: at, to: first });
    at = last;
  }
  if (count === undefined) next.push({ from: at });
  else if (at < count) next.push({ from: at, to: count });
  return next;
}

function toCampaign(row: CampaignRow, database: Database): Campaign {
  const seen = database
    .prepare(
      `SELECT bucket.id AS bucket, bucket.campaign = sighting.campaign AS fresh
       FROM sighting JOIN bucket ON bucket.id = sighting.bucket WHERE sighting.campaign = ? ORDER BY bucket.rowid`,
    )
    .all(row.id) as { bucket: string; fresh: number }[];
  const names = (fresh: number): readonly string[] =>
    seen.filter((one) => one.fresh === fresh).map(({ bucket }) => bucket);
  return {
    id: row.id,
    plan: JSON.parse(row.request) as CampaignPlan,
    tally: toTally(row.tally),
    started: row.started,
    ...(row.ended === null ? {} : { ended: row.ended }),
    newBuckets: names(1),
    knownBuckets: names(0),
    faults: faultRows(database, row.id),
  };
}
