// The stages of one run: what each would take to build, and each built once, from the store where it is there already.
// In: a subject, sources, seeds, what to keep. Out: Stage, or why not; events for the journal.
import { join } from 'node:path';
import { usageError } from '../model/errors.ts';
import type { Stage } from '../model/oracle.ts';
import type { Configuration } from '../model/subject.ts';
import { digestFile, digestValue, readTree } from '../store/digest.ts';
import { hostFiles } from '../store/files.ts';
import { type BuildFailure, buildStage } from './build.ts';
import { openCatalogue } from './catalogue.ts';
import { configurationName, type StageOutcome, type Stages, type StagesOptions } from './model.ts';
import { type Inputs, stageKey } from './key.ts';
import { keepManifest, lookupStage, publishStage, rememberLatest, type StageRecord } from './record.ts';
import { readSources, snapshotSources } from './sources.ts';

/** Everything that is decided before a stage is built. */
interface Order {
  readonly configuration: Configuration;
  readonly stage: number;
  readonly inputs: Inputs;
  readonly key: string;
  readonly builder: Stage | undefined;
  readonly builderDigest: string;
  /** Built to be compared only: it does not go into the store. */
  readonly fresh: boolean;
}

/** Reads what all stages have in common, and returns the run's stages. */
export async function openStages(options: StagesOptions): Promise<Stages> {
  const { subject, root, state, scratch, keep } = options;
  const { default: PQueue } = await import('p-queue');
  const queue = new PQueue({ concurrency: options.jobs });
  const sources = await readSources(subject, root);
  if (sources.length === 0) {
    throw usageError(
      `${subject.name} has no sources in ${subject.sources.root}`,
      'check `sources` in kit-harness.config.ts',
    );
  }
  const sourcesDigest = keepManifest(state, sources);
  const host = keepManifest(state, await hostFiles(subject.hostFiles));
  const { seedOf, seedDigest, inputsOf, found, plan } = openCatalogue(options, sourcesDigest, host);
  let snapshot: string | undefined;
  const sourcesDirectory = (): string => (snapshot ??= snapshotSources(subject, root, sources, state, scratch));

  const toStage = (configuration: Configuration, record: StageRecord, out: string): Stage => ({
    configuration,
    stage: record.inputs.stage,
    key: record.key,
    digest: record.digest,
    treeDigest: record.treeDigest,
    builderDigest: record.builderDigest,
    sanitized: record.inputs.sanitize,
    out,
    tools: subject.toolchain(out),
  });

  const takeKept = async (configuration: Configuration, stage: number, force: boolean): Promise<StageOutcome> => {
    const [kept] = await plan(configuration, stage);
    const name = `stage${String(stage)} of ${configurationName(configuration)}`;
    const lookup = kept?.key === undefined ? undefined : lookupStage(state, kept.key);
    if (kept === undefined || lookup?.kind !== 'found') {
      throw usageError(`--keep-stage ${String(stage)}: there is no ${name} to keep`, 'run once without --keep-stage');
    }
    if (kept.reasons.length > 0) {
      const stale = `${name} is stale: ${kept.reasons.join('; ')}`;
      if (!force)
        throw usageError(
          `--keep-stage ${String(stage)}: ${stale}`,
          'drop --keep-stage, or add --force to use it all the same',
        );
      options.onNote?.(`kept by force: ${stale}`);
    }
    return { kind: 'ready', stage: toStage(configuration, lookup.record, lookup.out), status: 'kept', seconds: 0 };
  };

  /** The builder of a stage: the stage before, or the seed. */
  const builderOf = async (configuration: Configuration, stage: number): Promise<Stage | BuildFailure | undefined> => {
    if (stage === 1) return undefined;
    const before = await get(configuration, stage - 1);
    return before.kind === 'ready' ? before.stage : { ...before, summary: inherited(stage - 1, before.summary) };
  };

  const make = async (configuration: Configuration, stage: number, fresh: boolean): Promise<StageOutcome> => {
    if (!fresh && keep?.stage === stage) return takeKept(configuration, stage, keep.force);
    const builder = await builderOf(configuration, stage);
    if (builder !== undefined && 'kind' in builder) return builder;
    const seed = await seedDigest(configuration.seed);
    const builderTree = builder?.treeDigest ?? seed;
    const inputs = inputsOf(configuration, stage, builderTree);
    const key = stageKey(inputs);
    const lookup: ReturnType<typeof lookupStage> = fresh ? { kind: 'absent' } : found(key);
    if (lookup.kind === 'found') {
      rememberLatest(state, inputs, key);
      return { kind: 'ready', stage: toStage(configuration, lookup.record, lookup.out), status: 'reused', seconds: 0 };
    }
    const order = { configuration, stage, inputs, key, builder, builderDigest: builder?.digest ?? seed, fresh };
    if (fresh) return build(order);
    // Two configurations may want one and the same stage: the second one waits for the first.
    const already = making.get(key);
    const promise = already ?? build(order);
    making.set(key, promise);
    const outcome = await promise;
    if (outcome.kind === 'ready') rememberLatest(state, inputs, key);
    if (already === undefined || outcome.kind !== 'ready') return outcome;
    return { ...outcome, stage: { ...outcome.stage, configuration }, status: 'reused', seconds: 0 };
  };

  const build = ({ configuration, stage, inputs, key, builder, builderDigest, fresh }: Order): Promise<StageOutcome> =>
    queue.add(async (): Promise<StageOutcome> => {
      options.onStart?.(configuration, stage);
      const built = await buildStage({
        subject,
        executor: options.executor,
        scratch,
        builderSanitized: builder?.sanitized ?? false,
        request: {
          ...configuration,
          stage,
          sources: sourcesDirectory(),
          builder: builder?.tools ?? seedOf(configuration.seed).tools,
          sanitize: inputs.sanitize,
          jobs: options.jobs,
        },
      });
      if (built.kind === 'failed') return built;
      const tree = readTree(built.out);
      const digest = digestFile(join(built.out, subject.artifacts.executable));
      const record: StageRecord = {
        key,
        inputs,
        digest,
        builderDigest,
        tree,
        treeDigest: digestValue(tree),
        seconds: built.seconds,
      };
      if (fresh)
        return {
          kind: 'ready',
          stage: toStage(configuration, record, built.out),
          status: 'built',
          seconds: built.seconds,
        };
      publishStage(state, built.directory, record);
      // Read back: when another run was faster, its stage is the one that counts.
      const stored = found(key);
      if (stored.kind !== 'found')
        throw new Error(`stage ${key.slice(0, 12)} vanished from the store while it was in use`);
      return {
        kind: 'ready',
        stage: toStage(configuration, stored.record, stored.out),
        status: 'built',
        seconds: built.seconds,
      };
    });

  const making = new Map<string, Promise<StageOutcome>>();
  const memo = new Map<string, Promise<StageOutcome>>();
  const get = (configuration: Configuration, stage: number): Promise<StageOutcome> => {
    const name = `${configurationName(configuration)}/${String(stage)}`;
    let promise = memo.get(name);
    if (promise === undefined) {
      promise = make(configuration, stage, false).then((outcome) => {
        options.onEnd?.(configuration, stage, outcome);
        return outcome;
      });
      memo.set(name, promise);
    }
    return promise;
  };
  return {
    sourcesDigest,
    sourcesDirectory,
    plan,
    get,
    rebuild: (configuration, stage) => make(configuration, stage, true),
  };
}

function inherited(stage: number, summary: string): string {
  return summary.startsWith('stage') ? summary : `stage${String(stage)} did not build: ${summary}`;
}
