// kit-harness list: what there is. In: a configuration. Out: oracles, configurations, stored stages, runs on stdout.
import { resolve } from 'node:path';
import { loadConfig } from '../config/load.ts';
import { readJournal } from '../journal/journal.ts';
import { listRuns } from '../journal/runs.ts';
import { type ExitCode, EXIT } from '../model/errors.ts';
import { exitCodeOf, stageName, summarize } from '../report/summary.ts';
import { discoverOracles } from '../run/discover.ts';
import { latestKey, lookupStage } from '../stage/record.ts';
import { stateDirectory } from '../store/state.ts';

const SHOWN_RUNS = 10;
const DEEPEST_STAGE = 9;

export interface ListOptions {
  readonly json?: true | undefined;
  readonly config?: string | undefined;
}

/** Prints the lists. */
export async function listCommand(options: ListOptions): Promise<ExitCode> {
  const loaded = await loadConfig(process.cwd(), options.config);
  const { subject } = loaded.config;
  const state = stateDirectory(resolve(loaded.root, loaded.config.state));
  const oracles = (await discoverOracles(loaded)).map(({ name, claim }) => ({ name, claim }));
  const names = (list: readonly { readonly name: string }[]): readonly string[] => list.map(({ name }) => name);
  const stages: { name: string; digest: string; out: string }[] = [];
  for (const chain of names(subject.chains)) {
    for (const variant of names(subject.variants)) {
      for (const seed of names(subject.seeds)) {
        for (let stage = 1; stage <= DEEPEST_STAGE; stage++) {
          const configuration = { chain, variant, seed };
          const key = latestKey(state, subject.name, configuration, stage);
          const found = key === undefined ? undefined : lookupStage(state, key);
          if (found?.kind === 'found')
            stages.push({ name: stageName({ configuration, stage }), digest: found.record.digest, out: found.out });
        }
      }
    }
  }
  const runs = listRuns(state.runs)
    .slice(-SHOWN_RUNS)
    .flatMap((run) => {
      const events = readJournal(run.journal);
      if (!events.some(({ type }) => type === 'run-started')) return [];
      const report = summarize(events);
      const ended: string = report.ended === 'finished' ? `exit ${String(exitCodeOf(report))}` : report.ended;
      return [{ id: run.id, startedAt: report.startedAt, ended, oracles: report.oracles.map(({ name }) => name) }];
    });
  const value = {
    subject: subject.name,
    chains: names(subject.chains),
    variants: names(subject.variants),
    seeds: names(subject.seeds),
    oracles,
    stages,
    runs,
  };
  if (options.json === true) process.stdout.write(`${JSON.stringify({ version: 1, ...value }, null, 2)}\n`);
  else process.stdout.write(listText(value));
  return EXIT.held;
}

interface Listing {
  readonly subject: string;
  readonly chains: readonly string[];
  readonly variants: readonly string[];
  readonly seeds: readonly string[];
  readonly oracles: readonly { readonly name: string; readonly claim: string }[];
  readonly stages: readonly { readonly name: string; readonly digest: string; readonly out: string }[];
  readonly runs: readonly {
    readonly id: string;
    readonly startedAt: string;
    readonly ended: string;
    readonly oracles: readonly string[];
  }[];
}

function listText(value: Listing): string {
  const lines = [
    `subject   ${value.subject}`,
    `chains    ${value.chains.join(' ')}`,
    `variants  ${value.variants.join(' ')}`,
    `seeds     ${value.seeds.join(' ')}`,
    '',
    'oracles',
    ...value.oracles.flatMap(({ name, claim }) => [`  ${name}`, `      ${claim}`]),
    '',
    value.stages.length === 0 ?
      'no stage is stored yet: npx kit-harness build --stage 3'
    : 'stored stages, the last of each configuration',
    ...value.stages.map(({ name, digest, out }) => `  ${name}  ${digest.slice(0, 16)}\n      ${out}`),
    '',
    value.runs.length === 0 ? 'no run yet: npx kit-harness run' : 'runs, the newest last',
    ...value.runs.map(
      ({ id, startedAt, ended, oracles }) =>
        `  ${id}  ${startedAt.slice(0, 19)}  ${ended.padEnd(11)}  ${oracles.join(' ')}`,
    ),
  ];
  return `${lines.join('\n')}\n`;
}
