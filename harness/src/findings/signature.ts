// Buckets: one bug, one bucket. Where a compiler says where it died, or why it refuses, that names the bug; otherwise the
// lanes that fail, and the function that diverges first do: by its name, or where names are made up by the features that it
// uses; where nobody knows it, the features of the shrunk program. Programs of one bug do not shrink
// to the same features each time, nor in as many lanes, so a set that holds another one is taken for the same bug. In: findings. Out: signatures.
import type { LaneSaid } from '../model/lane.ts';
import { TOGETHER } from '../model/generator.ts';
import type { NewFinding, Signature } from './model.ts';

/** Lines that name where a compiler gave up, the most telling first; the first group is the name. */
const SITES: readonly RegExp[] = [
  // AddressSanitizer and UBSan: the first frame that is not of the sanitizer itself.
  /^\s*#\d+ 0x[\da-f]+ in (?!__|\(|malloc|calloc|realloc|free|raise|abort)(\w+)/m,
  /^SUMMARY: \w*Sanitizer: (.+)$/m,
  // An assertion: `kit: file.c:12: function: Assertion ...`.
  /:\d+: (\w+): Assertion/,
  /(internal compiler error: .*)$/m,
  /runtime error: (.*)$/m,
];

const LONGEST_SITE = 160;

/** Punctuators and reserved names are the same in every program. */
const isOfTheLanguage = (word: string): boolean => /^(?:[^\w\s]{1,3}|__\w+)$/.test(word);

/** Leaves out what differs from one program to the next: places, numbers, quoted names. */
export function withoutParticulars(text: string): string {
  return text
    .replace(/^[^\s:]+\.[ch]:(?:\d+:)*\s*/, '')
    .replace(/'[^']*'|"[^"]*"|‘[^’]*’|`[^`']*['`]/g, (quoted) => (isOfTheLanguage(quoted.slice(1, -1)) ? quoted : '…'))
    .replace(/(?<![\w])(?:0x[\da-f]+|\d+)/gi, '#')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, LONGEST_SITE);
}

/** The place in the compiler that a crash names; empty when it names none. */
export function crashSite(said: string): string {
  for (const pattern of SITES) {
    const found = pattern.exec(said)?.[1];
    if (found !== undefined) return withoutParticulars(found);
  }
  return '';
}

/** The first complaint of a compiler, without what is particular to the program. */
function complaint(said: string): string {
  const lines = said.split('\n').filter((line) => line.trim() !== '');
  const line = lines.find((one) => /\b(?:error|undefined reference|unsupported)\b/i.test(one)) ?? lines[0] ?? '';
  return withoutParticulars(line);
}

/** How a step went, for failures that name no place: a signal, a limit. */
function manner(lanes: readonly LaneSaid[]): string {
  return [...new Set(lanes.map(({ step, said }) => `${step} ${/SIG[A-Z]+/.exec(said)?.[0] ?? ''}`.trim()))]
    .sort()
    .join(', ');
}

/** The signature of a finding by itself. */
export function signatureOf({ kind, lanes, program, divergingFunction, divergingFeatures }: NewFinding): Signature {
  const names = [...new Set(lanes.map(({ lane }) => lane))].sort();
  const features = [...new Set(divergingFeatures ?? program.features)].sort();
  const said = lanes[0]?.said ?? '';
  // What shows among other programs only is another bug than what shows without them.
  const company = program.path.startsWith(TOGETHER) ? ' only in company' : '';
  switch (kind) {
    case 'crash': {
      const site = lanes.map((lane) => crashSite(lane.said)).find((found) => found !== '');
      if (site !== undefined) return { kind, site, lanes: [], features: [] };
      return { kind, site: `${manner(lanes)}${company}`.trim(), lanes: names, features };
    }
    case 'rejected':
      return { kind, site: complaint(said), lanes: [], features: [] };
    case 'timeout':
      return { kind, site: manner(lanes), lanes: names, features: [] };
    case 'cost':
      return { kind, site: withoutParticulars(said), lanes: names, features: [] };
    case 'wrong-answer':
      // A function that stands in one program only is known by what it uses.
      return {
        kind,
        site: `${divergingFeatures === undefined ? (divergingFunction ?? '') : ''}${company}`.trim(),
        lanes: names,
        features,
      };
  }
}

const contains = (outer: readonly string[], inner: readonly string[]): boolean =>
  inner.every((name) => outer.includes(name));

/** A bucket as far as matching needs it. */
export interface Known {
  readonly id: string;
  readonly signature: Signature;
  readonly closed: boolean;
}

/** So many features in common are no accident. */
const TELLING = 2;

/** Whether two bugs may be one as far as lanes go: one that some levels hide fails in fewer, but by the same features. */
function lanesAgree(left: Signature, right: Signature): boolean {
  if (left.lanes.join('\n') === right.lanes.join('\n')) return true;
  const nested = contains(left.lanes, right.lanes) || contains(right.lanes, left.lanes);
  return nested && Math.min(left.features.length, right.features.length) >= TELLING;
}

/** The bucket that a signature falls into. `narrowed` are its features from now on, when they have become fewer. */
export function matchBucket(
  signature: Signature,
  buckets: readonly Known[],
): { readonly id: string; readonly narrowed?: readonly string[] } | undefined {
  const { features } = signature;
  const alike = buckets.filter(
    ({ signature: other }) =>
      other.kind === signature.kind && other.site === signature.site && lanesAgree(other, signature),
  );
  const equal = alike.filter(({ signature: other }) => other.features.join('\n') === features.join('\n'));
  const same = equal.find(({ signature: other }) => other.lanes.length === signature.lanes.length);
  if (same !== undefined) return { id: same.id };
  // What was repaired comes back only with the very same features and lanes: with others it may as well be another bug.
  const open = alike.filter(({ closed, signature: other }) => !closed && other.features.length > 0);
  const [inside] = open
    .filter(({ signature: other }) => contains(features, other.features))
    .sort((a, b) => b.signature.features.length - a.signature.features.length);
  if (inside !== undefined) return { id: inside.id };
  if (features.length === 0) return undefined;
  const [around] = open
    .filter(({ signature: other }) => contains(other.features, features))
    .sort((a, b) => a.signature.features.length - b.signature.features.length);
  return around === undefined ? undefined : { id: around.id, narrowed: features };
}

/** One line for people. */
export function signatureText({ kind, site, lanes, features }: Signature): string {
  const parts = [kind, ...(site === '' ? [] : [site]), ...(features.length === 0 ? [] : [features.join(' ')])];
  if (lanes.length > 0) parts.push(lanes.length > 3 ? `${lanes.slice(0, 3).join(' ')} …` : lanes.join(' '));
  return parts.join(' · ');
}
