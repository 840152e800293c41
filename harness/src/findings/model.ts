// What is kept of a campaign: findings, the buckets that they fall into, and how far the campaign has come. The campaign
// knows the database only through FindingsStore. In: RandomProgram, LaneSaid. Out: FindingsStore and what it exchanges.
import type { RandomProgram } from '../model/generator.ts';
import type { FindingKind, LaneSaid } from '../model/lane.ts';

/** A failure as a campaign sees it: the smallest program that still shows it. */
export interface NewFinding {
  readonly program: RandomProgram;
  readonly kind: FindingKind;
  /** The lanes that got it wrong. */
  readonly lanes: readonly LaneSaid[];
  /** Names of the lanes that got it right. */
  readonly held?: readonly string[];
  readonly compilerDigest: string;
  /** The first function that does something else than it has to. */
  readonly divergingFunction?: string;
  /** What that function uses of the language, where its name says nothing. */
  readonly divergingFeatures?: readonly string[];
}

export interface StoredFinding extends NewFinding {
  /** Eight letters and digits, a function of the bucket and the program: the same on every machine. */
  readonly id: string;
  readonly bucket: string;
  /** ISO 8601, UTC. */
  readonly firstSeen: string;
  readonly lastSeen: string;
  /** Tools of the machine that it was found on: command, and what it says about its version. */
  readonly versions: Readonly<Record<string, string>>;
  /** What the newest check of a campaign or a replay saw; absent when there was none. */
  readonly checked?: { readonly at: string; readonly holds: boolean; readonly compilerDigest: string };
  /** The program after `reduce`. */
  readonly reduced?: RandomProgram;
  /** Files of the corpus that it was written into, relative to the configuration file, the one with main first. */
  readonly promoted?: readonly string[];
}

/** `closed`: repaired, and reopened when it comes back. `ignored`: counted and never shown as new. */
export type BucketState = 'open' | 'closed' | 'ignored';

/** What makes two findings one bug. */
export interface Signature {
  readonly kind: FindingKind;
  /** Where the compiler died or what it said, the function that diverged, or empty. */
  readonly site: string;
  /** Sorted; empty when the site says enough. */
  readonly lanes: readonly string[];
  /** Sorted; empty when the site says enough. */
  readonly features: readonly string[];
}

export interface Bucket {
  readonly id: string;
  readonly signature: Signature;
  readonly state: BucketState;
  /** Why it was closed. */
  readonly reason?: string;
  /** Different programs that fell into it, also those that were not kept. */
  readonly seen: number;
  /** Ids of the findings that were kept, the smallest program first. */
  readonly kept: readonly string[];
  readonly firstSeen: string;
  readonly lastSeen: string;
}

export type CampaignId = number;

/** Programs `from` up to and without `to`; no `to` means without end. */
export interface Range {
  readonly from: number;
  readonly to?: number;
}

/** What a campaign is. Two processes with equal plans do the same work, so one takes up what the other left. */
export interface CampaignPlan {
  readonly subject: string;
  readonly generator: string;
  readonly seed: number;
  /** How many programs; absent when time or a person ends it. */
  readonly count?: number;
  readonly without: readonly string[];
  /** Of a hundred programs so many are variants; absent when none is. */
  readonly variants?: number;
  readonly lanes: readonly string[];
  /** Digest of the compilers: with other compilers it is another campaign. */
  readonly compilerDigest: string;
  readonly versions: Readonly<Record<string, string>>;
}

/** What is counted; everything adds up. */
export interface Tally {
  readonly programs: number;
  /** Programs that at least one lane compiled and ran, and that were compared. */
  readonly valid: number;
  readonly inconclusive: number;
  /** Programs that the generator failed to make; nothing is known about the compiler from them. */
  readonly faults: number;
  readonly comparisons: number;
  /** Bytes of program text. */
  readonly bytes: number;
  /** Wall time. */
  readonly seconds: number;
}

export const NO_TALLY: Tally = {
  programs: 0,
  valid: 0,
  inconclusive: 0,
  faults: 0,
  comparisons: 0,
  bytes: 0,
  seconds: 0,
};

/** A program that the generator failed to make: a bug of the generator, not of a compiler. */
export interface GeneratorFault {
  /** Number of the program among those of the campaign's seed. */
  readonly index: number;
  /** What the generator said when it gave up, or how its thread ended. */
  readonly said: string;
}

/** Consecutive programs that are done, and what came of them. */
export interface Batch {
  readonly from: number;
  /** 0 when these are findings of something else than fresh programs. */
  readonly count: number;
  readonly tally: Tally;
  readonly findings: readonly NewFinding[];
  /** Programs of the batch that could not be made; the tally counts them. */
  readonly faults?: readonly GeneratorFault[];
}

/**
 * `new`: the first of its bucket. `known`: another of a bucket, and kept. `capped`: counted only, for the bucket is full.
 * `reopened`: its bucket had been closed. `ignored`: its bucket is to be ignored. `twice`: this very finding is there.
 */
export type CommitStatus = 'new' | 'known' | 'capped' | 'reopened' | 'ignored' | 'twice';

export interface Committed {
  readonly id: string;
  readonly bucket: string;
  readonly status: CommitStatus;
}

export interface CommitResult {
  /** The batch had been committed before, and nothing was done. */
  readonly repeated: boolean;
  /** One for each finding of the batch, in its order; empty when repeated. */
  readonly findings: readonly Committed[];
}

export interface Campaign {
  readonly id: CampaignId;
  readonly plan: CampaignPlan;
  readonly tally: Tally;
  readonly started: string;
  readonly ended?: string;
  /** Buckets that it was the first to see. */
  readonly newBuckets: readonly string[];
  readonly knownBuckets: readonly string[];
  /** The first programs that its generator failed to make; the tally says how many there were. */
  readonly faults: readonly GeneratorFault[];
}

/** A campaign to work on. */
export interface TakenUp {
  readonly id: CampaignId;
  readonly resumed: boolean;
  readonly tally: Tally;
  readonly next: readonly Range[];
  /** Campaigns with an equal plan that other processes work on. */
  readonly besides: readonly CampaignId[];
}

export interface FindingsStore {
  /** The directory that holds the database and the capsules. */
  readonly directory: string;
  /** Takes up an unfinished campaign with an equal plan whose process is gone, or begins one. */
  campaign(plan: CampaignPlan): Promise<TakenUp>;
  /** One transaction: progress and findings together, so that after a kill nothing is lost and nothing doubled. */
  commit(campaign: CampaignId, batch: Batch): Promise<CommitResult>;
  /** The campaign is over and will not be taken up again. */
  finish(campaign: CampaignId): Promise<void>;
  /** Campaigns, the oldest first. */
  campaigns(): Promise<readonly Campaign[]>;
  /** One finding of each open bucket, the smallest, to be run first. */
  known(): AsyncIterable<StoredFinding>;
  /** Whether a stored finding still shows. */
  checked(id: string, result: { readonly holds: boolean; readonly compilerDigest: string }): Promise<void>;
  buckets(states: readonly BucketState[]): Promise<readonly Bucket[]>;
  /** A finding by its id, the beginning of it, or its bucket's id. Throws a usage error that says what there is. */
  show(id: string): Promise<{ finding: StoredFinding; bucket: Bucket }>;
  /** Closes a bucket, given by its id or by one of its findings. */
  close(id: string, state: 'closed' | 'ignored', reason: string): Promise<Bucket>;
  /** Keeps the reduced program of a finding. */
  reduced(id: string, program: RandomProgram): Promise<void>;
  /** Remembers of which files of the corpus a finding is the origin. */
  promoted(id: string, paths: readonly string[]): Promise<void>;
  dispose(): Promise<void>;
}
