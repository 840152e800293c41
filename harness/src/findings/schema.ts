// The database file: opening it, its tables, and transactions. SQLite in WAL mode, so that one process writes while others
// read, and a killed writer loses nothing that was committed. In: a directory. Out: an open database.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from 'libsql';
import { CommandError, EXIT, messageOf, usageError } from '../model/errors.ts';

/** Raised when the tables change; an older file is then brought up to it, or refused by name. */
const SCHEMA_VERSION = 3;

/** How long a process waits for another one's commit. */
const BUSY_MILLISECONDS = 60_000;

const TABLES = `
CREATE TABLE campaign (
  id INTEGER PRIMARY KEY,
  plan TEXT NOT NULL,      -- digest of the request
  request TEXT NOT NULL,   -- CampaignPlan
  tally TEXT NOT NULL,     -- Tally
  owner TEXT,              -- the process that works on it; null when it is over
  started TEXT NOT NULL,
  ended TEXT
);
CREATE INDEX campaign_plan ON campaign (plan);
-- Which programs are done; neighbours are merged.
CREATE TABLE progress (
  campaign INTEGER NOT NULL REFERENCES campaign (id),
  first INTEGER NOT NULL,
  last INTEGER NOT NULL,   -- not included
  PRIMARY KEY (campaign, first)
) WITHOUT ROWID;
CREATE TABLE bucket (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,      -- kind, site, lanes and features are the Signature
  site TEXT NOT NULL,
  lanes TEXT NOT NULL,     -- a list in JSON
  features TEXT NOT NULL,  -- a list in JSON
  state TEXT NOT NULL,
  reason TEXT,
  campaign INTEGER NOT NULL REFERENCES campaign (id), -- the first that saw it
  seen INTEGER NOT NULL,
  first_seen TEXT NOT NULL,
  last_seen TEXT NOT NULL
);
CREATE INDEX bucket_place ON bucket (kind, site, lanes);
-- The features of each bucket one by one, to find the buckets that have some in common with a finding.
CREATE TABLE bucket_feature (
  feature TEXT NOT NULL,
  bucket TEXT NOT NULL REFERENCES bucket (id),
  PRIMARY KEY (feature, bucket)
) WITHOUT ROWID;
CREATE INDEX bucket_feature_bucket ON bucket_feature (bucket);
-- A finding beyond the bucket's cap has a row, so that it is not counted twice, and no body.
CREATE TABLE finding (
  id TEXT PRIMARY KEY,
  bucket TEXT NOT NULL REFERENCES bucket (id),
  campaign INTEGER NOT NULL REFERENCES campaign (id),
  body TEXT,               -- NewFinding
  size INTEGER NOT NULL,   -- bytes of program text
  first_seen TEXT NOT NULL,
  last_seen TEXT NOT NULL,
  checked TEXT,
  reduced TEXT,            -- RandomProgram
  promoted TEXT            -- a list of files in JSON
);
CREATE INDEX finding_bucket ON finding (bucket, size);
CREATE TABLE sighting (
  campaign INTEGER NOT NULL REFERENCES campaign (id),
  bucket TEXT NOT NULL REFERENCES bucket (id),
  PRIMARY KEY (campaign, bucket)
) WITHOUT ROWID;
`;

// Since version 3: programs that a generator failed to make.
const FAULTS = `
CREATE TABLE fault (
  campaign INTEGER NOT NULL REFERENCES campaign (id),
  program INTEGER NOT NULL,
  said TEXT NOT NULL,
  PRIMARY KEY (campaign, program)
) WITHOUT ROWID;
`;

/** What makes tables of an older version those of the next one. */
const STEPS: ReadonlyMap<number, string> = new Map([
  [0, TABLES + FAULTS],
  [2, `${FAULTS} ALTER TABLE finding ADD COLUMN promoted TEXT;`],
]);

/** Opens the database of a directory, and makes both when they are not there. */
export async function openDatabase(directory: string): Promise<Database> {
  mkdirSync(directory, { recursive: true });
  const path = join(directory, 'findings.db');
  const { default: Libsql } = await import('libsql');
  let database: Database | undefined;
  try {
    database = new Libsql(path, { timeout: BUSY_MILLISECONDS });
    database.pragma(`busy_timeout = ${String(BUSY_MILLISECONDS)}`);
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    database.pragma('foreign_keys = ON');
    createTables(database, path);
    return database;
  } catch (error) {
    database?.close();
    if (error instanceof CommandError) throw error;
    throw new CommandError(
      EXIT.environment,
      `the findings in ${path} cannot be opened: ${messageOf(error)}`,
      `the capsules beside it are whole; move findings.db away to begin a new one`,
    );
  }
}

function createTables(database: Database, path: string): void {
  // Two processes may come at once: the second finds the tables made.
  const create = database.transaction(() => {
    const { user_version: version } = database.prepare('PRAGMA user_version').get() as { user_version: number };
    if (version === SCHEMA_VERSION) return;
    const step = STEPS.get(version);
    if (step === undefined) {
      throw usageError(
        `${path} has version ${String(version)}, and this harness reads version ${String(SCHEMA_VERSION)}`,
        'move it away; its capsules can still be replayed',
      );
    }
    database.exec(step);
    database.exec(`PRAGMA user_version = ${String(SCHEMA_VERSION)}`);
  });
  create.immediate();
}
