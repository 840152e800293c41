// The cases of c-corpus: every program of the corpus in every lane. A lane is a compiler (a stage, or a reference) and a
// mode (which libc, which link). In: the corpus and the selection. Out: cases in a stable order.
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import {
  type Case,
  type Configuration,
  type Directives,
  type OracleContext,
  parseDirectives,
  type ProgramMode,
  type Selection,
  which,
} from 'kit-harness';

/** The stages that run the corpus. */
export const STAGES = [1, 2, 3] as const;

export type Lane =
  | {
      readonly kind: 'stage';
      readonly configuration: Configuration;
      readonly stage: number;
      readonly mode: ProgramMode;
    }
  | { readonly kind: 'reference'; readonly name: string; readonly cc: readonly string[]; readonly mode: ProgramMode };

export type ProgramCase =
  | {
      readonly kind: 'program';
      readonly lane: Lane;
      readonly sources: readonly string[];
      readonly directives: Directives;
    }
  | { readonly kind: 'skip'; readonly cause: 'not-applicable' | 'missing-tool'; readonly reason: string }
  | { readonly kind: 'malformed'; readonly file: string; readonly problem: string };

/** Each chain once: how the compiler itself is linked does not change what it writes, and other oracles show that. */
export function corpusConfigurations({ configurations }: Selection): readonly Configuration[] {
  return configurations.filter(
    ({ chain }, index) => configurations.findIndex((other) => other.chain === chain) === index,
  );
}

async function availableModes(context: OracleContext): Promise<ReadonlyMap<string, string>> {
  const missing = new Map<string, string>();
  for (const { name, needs } of context.subject.programs?.modes ?? []) {
    for (const glob of needs?.files ?? []) {
      const found = await context.glob('/', [glob.replace(/^\//, '')]);
      if (found.length === 0) missing.set(name, `${glob} is missing (apt-get install ${needs?.debianPackage ?? ''})`);
    }
  }
  return missing;
}

function lanes(context: OracleContext): readonly Lane[] {
  const { programs } = context.subject;
  const modes = programs?.modes ?? [];
  const [first] = modes;
  const references: Lane[] =
    first === undefined ?
      []
    : (programs?.references ?? []).map(({ name, cc }) => ({ kind: 'reference', name, cc, mode: first }));
  const stages = corpusConfigurations(context.selection).flatMap((configuration) =>
    STAGES.flatMap((stage) => modes.map((mode): Lane => ({ kind: 'stage', configuration, stage, mode }))),
  );
  return [...references, ...stages];
}

function laneName(lane: Lane): string {
  if (lane.kind === 'reference') return lane.name;
  const { chain, variant, seed } = lane.configuration;
  return `${chain}/${variant}/${seed}/stage${String(lane.stage)}/${lane.mode.name}`;
}

/** What `unless` calls a reference. */
function laneTag(lane: Lane): string | undefined {
  return lane.kind === 'reference' ? lane.name : undefined;
}

/** Lists the cases. */
export async function* programCases(context: OracleContext): AsyncIterable<Case<ProgramCase>> {
  const { corpus } = context.subject;
  if (corpus === undefined) return;
  const directory = resolve(context.root, corpus);
  const missing = await availableModes(context);
  const all = lanes(context);
  for (const path of await context.glob(directory, ['**/*.c'])) {
    const parsed = parseDirectives(readFileSync(join(directory, path), 'utf8'));
    const name = path.replace(/\.c$/, '');
    if (parsed.kind === 'malformed') {
      yield { id: name, data: { kind: 'malformed', file: path, problem: parsed.problem } };
      continue;
    }
    const { directives } = parsed;
    if (directives.part) continue;
    const sources = [path, ...directives.with.map((other) => join(dirname(path), other))].map((file) =>
      join(directory, file),
    );
    for (const lane of all) yield { id: `${name}@${laneName(lane)}`, data: toCase(lane, sources, directives, missing) };
  }
}

function toCase(
  lane: Lane,
  sources: readonly string[],
  directives: Directives,
  missing: ReadonlyMap<string, string>,
): ProgramCase {
  const outside = directives.only.filter((tag) => !lane.mode.tags.includes(tag));
  if (outside.length > 0) return { kind: 'skip', cause: 'not-applicable', reason: `only for ${outside.join(' ')}` };
  const excluded = directives.unless.find(({ tag }) => tag === laneTag(lane) || lane.mode.tags.includes(tag));
  if (excluded !== undefined) {
    return { kind: 'skip', cause: 'not-applicable', reason: `unless ${excluded.tag}: ${excluded.reason}` };
  }
  const absent = lane.kind === 'stage' ? missing.get(lane.mode.name) : undefined;
  if (absent !== undefined) return { kind: 'skip', cause: 'missing-tool', reason: absent };
  if (lane.kind === 'reference' && which(lane.cc[0] ?? '') === undefined) {
    return { kind: 'skip', cause: 'missing-tool', reason: `${lane.name} is missing` };
  }
  return { kind: 'program', lane, sources, directives };
}
