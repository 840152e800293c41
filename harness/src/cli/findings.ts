// kit-harness findings: what campaigns have found and kept. In: subcommands and ids, or the paths of capsules.
// Out: text on stdout, an exit code.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type LoadedConfig, loadConfig } from '../config/load.ts';
import { withBench } from '../findings/bench.ts';
import { readCapsule } from '../findings/capsule.ts';
import { capsuleDirectory } from '../findings/capsules.ts';
import type { BucketState, FindingsStore, StoredFinding } from '../findings/model.ts';
import { campaignsMarkdown, gatherReport } from '../findings/markdown.ts';
import { replayFinding } from '../findings/replay.ts';
import { openFindings } from '../findings/store.ts';
import { bucketLine, findingText, replayText } from '../findings/text.ts';
import { type ExitCode, EXIT, usageError } from '../model/errors.ts';
import { liveDisplay } from '../report/live.ts';
import { writeFileAtomic } from '../store/atomic.ts';
import { withInterrupt } from './interrupt.ts';

interface ConfigOption {
  readonly config?: string | undefined;
}

/** Where a configuration keeps its findings. */
export function findingsDirectory({ root, config }: LoadedConfig): string {
  return resolve(root, config.state, 'findings');
}

/** Opens the store for some work; there must be one already. */
async function withStore<Result>(
  loaded: LoadedConfig,
  work: (store: FindingsStore) => Promise<Result>,
): Promise<Result> {
  const directory = findingsDirectory(loaded);
  if (!existsSync(join(directory, 'findings.db'))) {
    throw usageError('there are no findings yet', 'npx kit-harness fuzz looks for some');
  }
  const store = await openFindings(directory);
  try {
    return await work(store);
  } finally {
    await store.dispose();
  }
}

/** A finding by its id, or from a capsule when the word is a path that exists. */
export async function findingNamed(
  loaded: LoadedConfig,
  word: string,
): Promise<{ finding: StoredFinding; stored: boolean }> {
  if (/[/.]/.test(word) || existsSync(word)) return { finding: readCapsule(word), stored: false };
  return withStore(loaded, async (store) => ({ finding: (await store.show(word)).finding, stored: true }));
}

/** Does something with the store when the finding came from it. */
export async function remember(
  loaded: LoadedConfig,
  stored: boolean,
  work: (store: FindingsStore) => Promise<void>,
): Promise<void> {
  if (stored) await withStore(loaded, work);
}

export async function listFindings(
  options: ConfigOption & { all?: true | undefined; json?: true | undefined },
): Promise<ExitCode> {
  const loaded = await loadConfig(process.cwd(), options.config);
  const states: readonly BucketState[] = options.all === true ? ['open', 'closed', 'ignored'] : ['open'];
  return withStore(loaded, async (store) => {
    const buckets = await store.buckets(states);
    if (options.json === true)
      process.stdout.write(`${JSON.stringify({ version: 1, directory: store.directory, buckets }, null, 2)}\n`);
    else if (buckets.length === 0) process.stdout.write(`no ${options.all === true ? '' : 'open '}finding\n`);
    for (const bucket of options.json === true ? [] : buckets) {
      const [id] = bucket.kept;
      const checked = id === undefined ? undefined : (await store.show(id)).finding.checked;
      process.stdout.write(bucketLine(bucket, checked));
    }
    return EXIT.held;
  });
}

export async function showFinding(
  word: string,
  options: ConfigOption & { json?: true | undefined },
): Promise<ExitCode> {
  const loaded = await loadConfig(process.cwd(), options.config);
  return withStore(loaded, async (store) => {
    const { finding, bucket } = await store.show(word);
    if (options.json === true) process.stdout.write(`${JSON.stringify({ version: 1, finding, bucket }, null, 2)}\n`);
    else process.stdout.write(findingText(finding, bucket, capsuleDirectory(store.directory, finding.id)));
    return EXIT.held;
  });
}

/** Exit code 1: it still fails; 0: it holds in every lane; 5: it cannot be told. */
export async function replayFindingCommand(word: string, options: ConfigOption): Promise<ExitCode> {
  const loaded = await loadConfig(process.cwd(), options.config);
  const { finding, stored } = await findingNamed(loaded, word);
  const display = liveDisplay(process.stderr.isTTY, false);
  return withInterrupt(async (signal) => {
    const replay = await withBench({ loaded, signal, progress: display.progress }, (bench) =>
      replayFinding(bench, finding),
    ).finally(() => {
      display.end();
    });
    if (signal.aborted) return EXIT.interrupted;
    const { compilerDigest, verdict } = replay;
    if (verdict !== 'open') {
      await remember(loaded, stored, (store) =>
        store.checked(finding.id, { holds: verdict === 'fails', compilerDigest }),
      );
    }
    process.stdout.write(replayText(replay, word));
    return { fails: EXIT.failed, holds: EXIT.held, open: EXIT.environment }[verdict];
  });
}

/** Writes the Markdown report of the campaigns that began at or after a time. */
export async function reportFindings(
  options: ConfigOption & { since?: string | undefined; output?: string | undefined },
): Promise<ExitCode> {
  const { since = '', output } = options;
  if (!/^(?:\d{4}-\d\d-\d\d(?:T[\d:.]+Z)?)?$/.test(since))
    throw usageError(`"${since}" is no time`, 'YYYY-MM-DD, or with THH:MM:SSZ');
  const loaded = await loadConfig(process.cwd(), options.config);
  return withStore(loaded, async (store) => {
    const report = await gatherReport(store, since);
    const markdown = campaignsMarkdown(report);
    if (output === undefined) process.stdout.write(markdown);
    else writeFileAtomic(resolve(output), markdown);
    return EXIT.held;
  });
}

export async function closeFinding(
  word: string,
  options: ConfigOption & { reason: string; ignore?: true | undefined },
): Promise<ExitCode> {
  const loaded = await loadConfig(process.cwd(), options.config);
  return withStore(loaded, async (store) => {
    const bucket = await store.close(word, options.ignore === true ? 'ignored' : 'closed', options.reason);
    process.stdout.write(bucketLine(bucket, undefined));
    return EXIT.held;
  });
}
