// kit-harness run: from options to a request, the engine, the reports. In: options. Out: an exit code.
import { join, relative } from 'node:path';
import { type LoadedConfig, loadConfig } from '../config/load.ts';
import type { RunRequest } from '../journal/events.ts';
import { wantsColour } from './colour.ts';
import { type ExitCode, EXIT, usageError } from '../model/errors.ts';
import { liveDisplay } from '../report/live.ts';
import { summarize } from '../report/summary.ts';
import { terminalReport } from '../report/terminal.ts';
import { dryRun, runEngine } from '../run/engine.ts';
import { resolveWords } from '../run/selection.ts';
import { stageName } from '../report/summary.ts';
import { withInterrupt } from './interrupt.ts';

export interface RunOptions {
  readonly oracle: readonly string[];
  readonly chain: readonly string[];
  readonly variant: readonly string[];
  readonly seed: readonly string[];
  readonly count?: number | undefined;
  readonly filter: readonly string[];
  readonly jobs?: number | undefined;
  readonly keepStage?: number | undefined;
  readonly force?: true | undefined;
  readonly sanitizers: boolean;
  readonly strict?: true | undefined;
  readonly fresh?: true | undefined;
  readonly dryRun?: true | undefined;
  readonly json?: true | undefined;
  readonly config?: string | undefined;
}

/** Whether the environment says that this is a continuous-integration machine. */
export function underCI(): boolean {
  return !['', '0', 'false'].includes(process.env.CI ?? '');
}

/** A seed that is a number is one of random cases; any other is the compiler that builds stage1. */
function seedsOf({ seed, count }: RunOptions): {
  readonly compiler: string | undefined;
  readonly random: Pick<RunRequest, 'random'>;
} {
  const isNumber = (word: string): boolean => /^\d+$/.test(word);
  const [names, numbers] = [seed.filter((word) => !isNumber(word)), seed.filter(isNumber)];
  if (names.length > 1 || numbers.length > 1) throw usageError('--seed takes one compiler and one number at most');
  const [number] = numbers;
  if (number === undefined && count === undefined) return { compiler: names[0], random: {} };
  const chosen = {
    ...(number === undefined ? {} : { seed: Number(number) }),
    ...(count === undefined ? {} : { count }),
  };
  return { compiler: names[0], random: { random: chosen } };
}

/** Runs the oracles. */
export async function runCommand(options: RunOptions): Promise<ExitCode> {
  const loaded = await loadConfig(process.cwd(), options.config);
  if (options.force === true && options.keepStage === undefined) throw usageError('--force goes with --keep-stage');
  const { compiler, random } = seedsOf(options);
  const words = resolveWords(loaded.config.subject, {
    chains: options.chain,
    variants: options.variant,
    seed: compiler,
  });
  const request: RunRequest = {
    oracles: options.oracle,
    ...words,
    filter: options.filter,
    ...random,
    sanitizers: options.sanitizers,
    strict: options.strict === true || underCI(),
    ...(options.keepStage === undefined ? {} : { keep: { stage: options.keepStage, force: options.force === true } }),
  };
  if (options.dryRun === true) return printDryRun(loaded, request, options);
  return runRequest(loaded, request, {
    jobs: options.jobs ?? 0,
    fresh: options.fresh === true,
    json: options.json === true,
  });
}

export interface RunStyle {
  readonly jobs: number;
  readonly fresh: boolean;
  readonly json: boolean;
}

/** Runs a complete request, writes the run's reports and prints the answer. */
export async function runRequest(loaded: LoadedConfig, request: RunRequest, style: RunStyle): Promise<ExitCode> {
  // Loaded while the engine works, not after it.
  const reports = import('../report/write.ts');
  const display = liveDisplay(process.stderr.isTTY, false);
  const result = await withInterrupt((signal) =>
    runEngine({ loaded, request, jobs: style.jobs, fresh: style.fresh, progress: display.progress, signal }),
  ).finally(() => {
    display.end();
  });
  const report = summarize(result.events);
  (await reports).writeRunReports(result.run.path, report);
  if (style.json) process.stdout.write(await jsonText(report));
  else {
    const directory = relative(process.cwd(), result.run.path) || '.';
    process.stdout.write(terminalReport(report, { colour: wantsColour(), directory }));
  }
  return result.exitCode;
}

async function jsonText(report: ReturnType<typeof summarize>): Promise<string> {
  const { jsonReport } = await import('../report/json.ts');
  return jsonReport(report);
}

async function printDryRun(loaded: LoadedConfig, request: RunRequest, options: RunOptions): Promise<ExitCode> {
  const plans = await withInterrupt((signal) =>
    dryRun({ loaded, request, jobs: options.jobs ?? 0, fresh: true, progress: {}, signal }),
  );
  if (options.json === true) process.stdout.write(`${JSON.stringify({ version: 1, stages: plans }, null, 2)}\n`);
  else {
    for (const plan of plans) {
      const why = plan.reasons.length === 0 ? '' : `  ${plan.reasons.join('; ')}`;
      process.stdout.write(`${plan.action.padEnd(6)} ${stageName(plan)}${why}\n`);
    }
    const count = plans.filter(({ action }) => action === 'build').length;
    process.stdout.write(`${String(count)} of ${String(plans.length)} stages would be built\n`);
  }
  return EXIT.held;
}

/** Path of a file of the run, for people. */
export function runFile(directory: string, name: string): string {
  return relative(process.cwd(), join(directory, name));
}
