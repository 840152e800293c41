// What there is of the stages of one run, and what each would take: inputs, keys, lookups, plans. Nothing is built here.
// In: a subject, digests of the sources and of the machine, what to keep. Out: answers; notes of damage.
import { usageError } from '../model/errors.ts';
import type { Configuration, Seed, Subject } from '../model/subject.ts';
import { digestValue, type TreeEntry } from '../store/digest.ts';
import { hostFiles } from '../store/files.ts';
import { explainChange, type Inputs, stageInputs, stageKey } from './key.ts';
import type { StagePlan, StagesOptions } from './model.ts';
import { latestKey, lookupStage, manifestReader } from './record.ts';

export interface Catalogue {
  /** Throws a usage error when there is none of that name. */
  readonly seedOf: (name: string) => Seed;
  /** Digest of a seed's commands and files, read once. */
  readonly seedDigest: (name: string) => Promise<string>;
  readonly inputsOf: (configuration: Configuration, stage: number, builder: string) => Inputs;
  /** The stage in the store, read again byte by byte; damage is noted. */
  readonly found: (key: string) => ReturnType<typeof lookupStage>;
  /** What a stage and those before it would take, and why. */
  readonly plan: (configuration: Configuration, stage: number) => Promise<readonly StagePlan[]>;
}

/** `sources` and `host` are the digests of their manifests in the store. */
export function openCatalogue(options: StagesOptions, sources: string, host: string): Catalogue {
  const { subject, state, keep } = options;
  const manifests = manifestReader(state);
  const seedTrees = new Map<string, Promise<readonly TreeEntry[]>>();

  const seedOf = (name: string): Seed => {
    const seed = subject.seeds.find((one) => one.name === name);
    if (seed === undefined) throw usageError(`${subject.name} has no seed ${name}`);
    return seed;
  };
  const seedDigest = async (name: string): Promise<string> => {
    const seed = seedOf(name);
    let tree = seedTrees.get(name);
    if (tree === undefined) {
      tree = hostFiles(seed.files);
      seedTrees.set(name, tree);
    }
    return digestValue([seed.tools, await tree]);
  };
  const sanitizes = ({ chain, seed }: Configuration, stage: number): boolean =>
    options.sanitizers && stage === 1 && seedOf(seed).sanitizers && chainOf(subject, chain).sanitizeStage1;

  const inputsOf = (configuration: Configuration, stage: number, builder: string): Inputs =>
    stageInputs({
      subject,
      configuration,
      stage,
      sanitize: sanitizes(configuration, stage),
      sources,
      host,
      builder,
      seedTools: seedOf(configuration.seed).tools,
    });

  const found = (key: string): ReturnType<typeof lookupStage> => {
    const lookup = lookupStage(state, key);
    if (lookup.kind === 'damaged') {
      options.onNote?.(`a stored stage was damaged (${lookup.paths.slice(0, 3).join(', ')}) and is built again`);
    }
    return lookup;
  };

  const changes = (configuration: Configuration, stage: number, inputs: Inputs | undefined): readonly string[] => {
    const last = latestKey(state, subject.name, configuration, stage);
    const lookup = last === undefined ? undefined : found(last);
    if (lookup?.kind !== 'found') return ['never built before'];
    if (inputs === undefined) return [`stage${String(stage - 1)} would be built`];
    const reasons = explainChange(lookup.record.inputs, inputs, manifests);
    return reasons.length > 0 ? reasons : ['not in the store'];
  };

  const plan = async (configuration: Configuration, stage: number): Promise<readonly StagePlan[]> => {
    const plans: StagePlan[] = [];
    let builder: string | undefined = await seedDigest(configuration.seed);
    for (let n = 1; n <= stage; n++) {
      const inputs = builder === undefined ? undefined : inputsOf(configuration, n, builder);
      const key = inputs === undefined ? undefined : stageKey(inputs);
      const lookup = key === undefined ? undefined : found(key);
      const step = { configuration, stage: n, ...(key === undefined ? {} : { key }) };
      if (keep?.stage === n) {
        const last = latestKey(state, subject.name, configuration, n);
        const reasons = lookup?.kind === 'found' && last === key ? [] : changes(configuration, n, inputs);
        const kept = last === undefined ? undefined : lookupStage(state, last);
        builder = kept?.kind === 'found' ? kept.record.treeDigest : undefined;
        plans.push({ ...step, action: 'keep', reasons, ...(last === undefined ? {} : { key: last }) });
      } else if (lookup?.kind === 'found') {
        builder = lookup.record.treeDigest;
        plans.push({ ...step, action: 'reuse', reasons: [] });
      } else {
        plans.push({ ...step, action: 'build', reasons: changes(configuration, n, inputs) });
        builder = undefined;
      }
    }
    // Stages before a kept one are not needed.
    return keep !== undefined && keep.stage <= stage ? plans.filter(({ stage: n }) => n >= keep.stage) : plans;
  };

  return { seedOf, seedDigest, inputsOf, found, plan };
}

function chainOf(subject: Subject, name: string): Subject['chains'][number] {
  const chain = subject.chains.find((one) => one.name === name);
  if (chain === undefined) throw usageError(`${subject.name} has no chain ${name}`);
  return chain;
}
