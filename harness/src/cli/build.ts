// kit-harness build: builds stages outside of a run. In: options. Out: one directory of tools a line on stdout.
import { loadConfig } from '../config/load.ts';
import { type ExitCode, EXIT } from '../model/errors.ts';
import { liveDisplay } from '../report/live.ts';
import { stageName } from '../report/summary.ts';
import { openWorkshop } from '../run/engine.ts';
import { resolveWords, toSelection } from '../run/selection.ts';
import { withInterrupt } from './interrupt.ts';

export interface BuildOptions {
  readonly stage: number;
  readonly chain: readonly string[];
  readonly variant: readonly string[];
  readonly seed?: string | undefined;
  readonly jobs?: number | undefined;
  readonly sanitizers: boolean;
  readonly config?: string | undefined;
}

/** Builds stage N of every selected configuration, and the stages below it. */
export async function buildCommand(options: BuildOptions): Promise<ExitCode> {
  const loaded = await loadConfig(process.cwd(), options.config);
  const { subject } = loaded.config;
  const words = resolveWords(subject, { chains: options.chain, variants: options.variant, seed: options.seed });
  const { configurations } = toSelection(subject, { ...words, filter: [] });
  const display = liveDisplay(process.stderr.isTTY, false);
  const { progress } = display;
  return await withInterrupt(async (signal) => {
    const request = { sanitizers: options.sanitizers };
    const emit = progress.onEvent ?? ((): void => undefined);
    const workshop = await openWorkshop({ loaded, jobs: options.jobs ?? 0, signal, progress, request, emit });
    try {
      const outcomes = await Promise.all(
        configurations.map((configuration) => workshop.stages.get(configuration, options.stage)),
      );
      display.end();
      let code: ExitCode = EXIT.held;
      for (const [index, outcome] of outcomes.entries()) {
        const configuration = configurations[index];
        if (configuration === undefined) continue;
        const name = stageName({ configuration, stage: options.stage });
        if (outcome.kind === 'ready') process.stdout.write(`${name}  ${outcome.stage.out}\n`);
        else if (outcome.cause !== 'cancelled') {
          process.stderr.write(`${outcome.log.trimEnd()}\nkit-harness: ${name}: ${outcome.summary}\n`);
          code = outcome.cause === 'environment' ? EXIT.environment : EXIT.build;
        }
      }
      return signal.aborted ? EXIT.interrupted : code;
    } finally {
      display.end();
      await workshop.close();
    }
  });
}
