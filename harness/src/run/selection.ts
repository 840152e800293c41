// From words on the command line to configurations. In: a request and a subject. Out: a Selection, or a usage error.
import { which } from '../exec/which.ts';
import type { RunRequest } from '../journal/events.ts';
import { unknownName } from '../model/names.ts';
import type { Selection } from '../model/oracle.ts';
import type { Configuration, Subject } from '../model/subject.ts';

/** What the user typed; absent words mean everything, and the first seed. */
export interface SelectionWords {
  readonly chains: readonly string[];
  readonly variants: readonly string[];
  readonly seed: string | undefined;
}

/** Checks names against the subject, and fills in what was not said. */
export function resolveWords(
  subject: Subject,
  words: SelectionWords,
): Pick<RunRequest, 'chains' | 'variants' | 'seed'> {
  const seeds = subject.seeds.map(({ name }) => name);
  return {
    chains: pick('chain', words.chains, subject.chains),
    variants: pick('variant', words.variants, subject.variants),
    seed: pick('seed', words.seed === undefined ? [seeds[0] ?? ''] : [words.seed], subject.seeds)[0] ?? '',
  };
}

function pick(what: string, wanted: readonly string[], all: readonly { readonly name: string }[]): readonly string[] {
  const names = all.map(({ name }) => name);
  if (wanted.length === 0 || (what === 'chain' && wanted.some((name) => name === 'both' || name === 'all')))
    return names;
  for (const name of wanted) {
    if (!names.includes(name)) throw unknownName(what, name, names);
  }
  return names.filter((name) => wanted.includes(name));
}

/** The rows of stages that a request is about. */
export function toSelection(
  subject: Subject,
  request: Pick<RunRequest, 'chains' | 'variants' | 'seed' | 'filter' | 'random'>,
): Selection {
  const configurations: Configuration[] = request.chains.flatMap((chain) =>
    request.variants.map((variant) => ({ chain, variant, seed: request.seed })),
  );
  const seeds = subject.seeds.map(({ name, tools }) => ({ name, installed: which(tools.cc[0] ?? '') !== undefined }));
  const random = request.random === undefined ? {} : { random: request.random };
  return { configurations, seeds, filter: request.filter, ...random };
}
