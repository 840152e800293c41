// kit-harness reduce and kit-harness findings promote: a finding made small, and made a case of the corpus.
// In: an id, or the path of a capsule. Out: the program on stdout, files of the corpus, an exit code.
import { loadConfig, type LoadedConfig } from '../config/load.ts';
import { type Bench, withBench } from '../findings/bench.ts';
import type { StoredFinding } from '../findings/model.ts';
import { promoteFinding, type PromoteOptions, refuseTwice } from '../findings/promote.ts';
import { reduceFinding } from '../findings/reduce.ts';
import { type ExitCode, EXIT, usageError } from '../model/errors.ts';
import type { ProgramGenerator } from '../model/generator.ts';
import { liveDisplay } from '../report/live.ts';
import { discoverOracles } from '../run/discover.ts';
import { findingNamed, remember } from './findings.ts';
import { withInterrupt } from './interrupt.ts';

export interface PromoteWords {
  readonly area: string;
  readonly name?: string | undefined;
  readonly what?: string | undefined;
  readonly known?: string | undefined;
  readonly expires?: string | undefined;
  readonly config?: string | undefined;
}

export interface ReduceWords extends PromoteWords {
  readonly lane?: string | undefined;
  readonly seconds: number;
  readonly structure: boolean;
  readonly text: boolean;
  readonly promote?: true | undefined;
}

function promoteOptions({ area, name, what, known, expires }: PromoteWords): PromoteOptions {
  if ((known === undefined) !== (expires === undefined)) throw usageError('--known and --expires go together');
  if (expires !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(expires))
    throw usageError(`"${expires}" is no date`, 'YYYY-MM-DD');
  return {
    area,
    ...(name === undefined ? {} : { name }),
    ...(what === undefined ? {} : { what }),
    ...(known === undefined || expires === undefined ? {} : { known: { reason: known, expires } }),
  };
}

async function onBench(
  loaded: LoadedConfig,
  work: (bench: Bench, note: (text: string) => void) => Promise<ExitCode>,
): Promise<ExitCode> {
  const display = liveDisplay(process.stderr.isTTY, false);
  const note = (text: string): void => {
    process.stderr.write(`  ${text}\n`);
  };
  return withInterrupt(async (signal) => {
    const code = await withBench({ loaded, signal, progress: display.progress }, (bench) => work(bench, note)).finally(
      () => {
        display.end();
      },
    );
    return signal.aborted ? EXIT.interrupted : code;
  });
}

async function generatorNamed(loaded: LoadedConfig, name: string): Promise<ProgramGenerator | undefined> {
  return (await discoverOracles(loaded)).map(({ generator }) => generator).find((one) => one?.name === name);
}

/** Reduces a finding, keeps the result, prints it. */
export async function reduceCommand(word: string, options: ReduceWords): Promise<ExitCode> {
  const promotion = promoteOptions(options);
  const loaded = await loadConfig(process.cwd(), options.config);
  const { finding, stored } = await findingNamed(loaded, word);
  if (options.promote === true) refuseTwice(finding, loaded.root);
  const generator = options.structure ? await generatorNamed(loaded, finding.program.generator) : undefined;
  return onBench(loaded, async (bench, onNote) => {
    const { program, lane } = await reduceFinding(bench, finding, {
      ...(options.lane === undefined ? {} : { lane: options.lane }),
      ...(generator === undefined ? {} : { generator }),
      structuralSeconds: options.seconds,
      textSeconds: options.text ? options.seconds : 0,
      onNote,
    });
    await remember(loaded, stored, (store) => store.reduced(finding.id, program));
    process.stdout.write(program.units.map(({ name, text }) => `// ${name}, fails in ${lane}\n${text}`).join('\n'));
    if (options.promote === true)
      return promote(bench, { finding: { ...finding, reduced: program }, stored }, promotion);
    process.stderr.write(`  promote  npx kit-harness findings promote ${word}\n`);
    return EXIT.held;
  });
}

/** Writes a finding into the corpus. */
export async function promoteCommand(word: string, options: PromoteWords): Promise<ExitCode> {
  const promotion = promoteOptions(options);
  const loaded = await loadConfig(process.cwd(), options.config);
  const named = await findingNamed(loaded, word);
  refuseTwice(named.finding, loaded.root);
  return onBench(loaded, (bench) => promote(bench, named, promotion));
}

async function promote(
  bench: Bench,
  { finding, stored }: { readonly finding: StoredFinding; readonly stored: boolean },
  options: PromoteOptions,
): Promise<ExitCode> {
  const paths = await promoteFinding(bench, finding, options);
  await remember(bench.loaded, stored, (store) => store.promoted(finding.id, paths));
  process.stderr.write(
    `  written  ${paths.join(' ')}\n  check    npx kit-harness run --oracle c-corpus --filter ${caseFilter(paths)}\n`,
  );
  return EXIT.held;
}

/** What names the case for the oracle of the corpus: its folder and name. */
function caseFilter([path = '']: readonly string[]): string {
  return path.split('/').slice(-2).join('/').replace(/\.c$/, '');
}
