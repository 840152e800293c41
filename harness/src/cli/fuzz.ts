// kit-harness fuzz: from options to a campaign and its answer. In: options. Out: an exit code.
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { type LoadedConfig, loadConfig } from '../config/load.ts';
import { openFindings } from '../findings/store.ts';
import type { FindingsStore } from '../findings/model.ts';
import { stageRecipes } from '../lane/check.ts';
import { limitsFor } from '../lane/run.ts';
import { runCampaign } from '../fuzz/campaign.ts';
import { plantCanary } from '../fuzz/canary.ts';
import { askKnown } from '../fuzz/known.ts';
import type { Crew } from '../fuzz/crew.ts';
import { openCrew } from '../fuzz/open_crew.ts';
import { beginCampaign, commandRecipes, mixedRecipes } from '../fuzz/plan.ts';
import { makePrograms } from '../fuzz/make.ts';
import { type GeneratorPool, openPool } from '../fuzz/pool.ts';
import { type CampaignSummary, exitCodeOf, summaryJson, summaryText } from '../fuzz/summary.ts';
import { type StatusLine, statusLine } from '../fuzz/status.ts';
import { CommandError, EXIT, type ExitCode, usageError } from '../model/errors.ts';
import { discoverGenerators, type FoundGenerator } from '../run/discover.ts';
import { openWorkshop, type Workshop } from '../run/engine.ts';
import { resolveWords, toSelection } from '../run/selection.ts';
import { chooseGenerator } from './generators.ts';
import { withInterrupt } from './interrupt.ts';

export interface FuzzOptions {
  /** Such as 8h. */
  readonly budget?: string | undefined;
  readonly count?: number | undefined;
  /** A number, or `fresh`. */
  readonly seed: string;
  readonly jobs?: number | undefined;
  readonly batch?: number | undefined;
  readonly generator: string;
  readonly without: readonly string[];
  /** Of a hundred programs. */
  readonly variants: number;
  readonly mixed?: boolean | undefined;
  readonly cc: readonly string[];
  readonly chain: readonly string[];
  readonly timeout: number;
  readonly shrink: number;
  readonly minFree: number;
  readonly json?: true | undefined;
  readonly config?: string | undefined;
}

/** Seconds of a duration such as 8h, 30m, 1h30m, 45s. Throws a usage error. */
function parseBudget(text: string): number {
  const parts = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(text);
  const [hours, minutes, seconds] = (parts ?? []).slice(1).map((part: string | undefined) => Number(part ?? 0));
  const total = (hours ?? 0) * 3600 + (minutes ?? 0) * 60 + (seconds ?? 0);
  if (parts === null || total === 0) throw usageError(`"${text}" is no duration`, 'write 8h, 30m, 1h30m or 45s');
  return total;
}

/** The number of a seed, or that it is to be fresh. */
function parseSeed(text: string): number | 'fresh' {
  if (text === 'fresh') return 'fresh';
  if (/^\d{1,10}$/.test(text) && Number(text) < 2 ** 32) return Number(text);
  throw usageError(`"${text}" is no seed`, 'write a number below 4294967296, or fresh');
}

/** Runs a campaign. */
export async function fuzzCommand(options: FuzzOptions): Promise<ExitCode> {
  if (options.budget === undefined && options.count === undefined) {
    throw usageError('a campaign needs an end', 'say --budget 8h or --count 10000');
  }
  parseSeed(options.seed);
  if (options.budget !== undefined) parseBudget(options.budget);
  const loaded = await loadConfig(process.cwd(), options.config);
  const found = chooseGenerator(await discoverGenerators(loaded), options.generator);
  const status = statusLine(process.stderr.isTTY, false);
  const summary = await withInterrupt(async (signal) => {
    const request = { sanitizers: true };
    const workshop = await openWorkshop({ loaded, jobs: options.jobs ?? 0, signal, progress: {}, request, emit: (event) => {
      if (event.type === 'stage' && event.status === 'built') status.line(`built stage${String(event.stage)} of ${event.configuration.chain} in ${event.seconds.toFixed(0)} s`);
    } }); // prettier-ignore
    try {
      return await campaign({ options, loaded, found, status, workshop, signal });
    } finally {
      await workshop.close();
    }
  }).finally(() => {
    status.end();
  });
  process.stdout.write(options.json === true ? summaryJson(summary) : summaryText(summary));
  return exitCodeOf(summary);
}

interface Parts {
  readonly options: FuzzOptions;
  readonly loaded: LoadedConfig;
  readonly found: FoundGenerator;
  readonly status: StatusLine;
  readonly workshop: Workshop;
  readonly signal: AbortSignal;
}

async function campaign(parts: Parts): Promise<CampaignSummary> {
  const { options, loaded, found, status, workshop, signal } = parts;
  const { subject } = loaded.config;
  const words = resolveWords(subject, { chains: options.chain, variants: [], seed: undefined });
  const { configurations } = toSelection(subject, { ...words, filter: [] });
  const plain = options.cc.length > 0 ? commandRecipes(options.cc) : stageRecipes(subject, configurations);
  // Compilers that somebody names are taken as they are named, unless that is said, too.
  const mixed = options.mixed ?? options.cc.length === 0;
  const recipes = mixed ? [...plain, ...mixedRecipes(subject, plain)] : plain;
  const note = (text: string): void => {
    status.line(text);
  };
  const crew = await openCrew({
    ...workshop,
    subject,
    generator: found.generator,
    recipes,
    limits: limitsFor(options.timeout),
    shrinkSeconds: options.shrink,
    signal,
    note,
  });
  const jobs = options.jobs ?? availableParallelism();
  const pool = await openPool(found.module, { threads: jobs, scratch: workshop.scratch, signal });
  const store = await openFindings(join(resolve(loaded.root, loaded.config.state), 'findings'));
  try {
    return await work(parts, { crew, pool, store, jobs });
  } finally {
    await store.dispose();
    await pool.close();
  }
}

interface Tools {
  readonly crew: Crew;
  readonly pool: GeneratorPool;
  readonly store: FindingsStore;
  readonly jobs: number;
}

async function work({ options, loaded, found, status }: Parts, tools: Tools): Promise<CampaignSummary> {
  const { crew, pool, store } = tools;
  const { count, without, variants, batch } = options;
  const budget = options.budget === undefined ? undefined : parseBudget(options.budget);
  const { subject } = loaded.config;
  const taken = await beginCampaign(store, { subject, generator: found.generator.name, crew, count, without, variants }, parseSeed(options.seed)); // prettier-ignore
  const { seed } = taken;
  if (taken.resumed) status.line(`taking up campaign ${String(taken.id)}: ${String(taken.tally.programs)} programs are done`); // prettier-ignore
  if (taken.besides.length > 0) status.line(`another process makes the same programs: campaign ${taken.besides.join(', ')}, which would be taken up once it is over`); // prettier-ignore
  const planted = await plantCanary(
    await makePrograms(pool, { seed, from: 0, count: Math.min(batch ?? 8, count ?? 8, 8), without }, crew),
    crew,
  );
  if (planted === 'missed' && !crew.aborted()) {
    throw new CommandError(
      EXIT.environment,
      'a planted wrong answer was not found: nothing that this machine says counts',
    );
  }
  if (planted === 'not-planted')
    status.line('the first lane gets none of the first programs right: no wrong answer could be planted in it');
  const known = await askKnown(store, crew);
  const result = await runCampaign({
    ...tools,
    campaign: taken.id,
    next: taken.next,
    before: taken.tally,
    seed,
    without,
    variants,
    batch,
    budget,
    count,
    leastFreeBytes: options.minFree * (1 << 20),
    status,
  });
  if (result.ending === 'count' || result.ending === 'budget') await store.finish(taken.id);
  return { generator: found.generator.name, seed, without, variants, lanes: crew.lanes.map(({ tools: one }) => one.lane.name), known, result }; // prettier-ignore
}
