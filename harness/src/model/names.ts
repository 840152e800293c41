// A name that is none: what was perhaps meant, and which there are. In: a word and the names. Out: an error of usage.
import { type CommandError, usageError } from './errors.ts';

/** Edits that lead from one word to the other, exchanged neighbours counted once (optimal string alignment). */
function distance(left: string, right: string): number {
  let before: number[] = [];
  let above = Array.from({ length: right.length + 1 }, (_none, index) => index);
  for (let i = 1; i <= left.length; i++) {
    const here = [i];
    for (let j = 1; j <= right.length; j++) {
      const same = left[i - 1] === right[j - 1];
      let edits = Math.min((above[j - 1] ?? 0) + (same ? 0 : 1), (above[j] ?? 0) + 1, (here[j - 1] ?? 0) + 1);
      if (left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1])
        edits = Math.min(edits, (before[j - 2] ?? edits) + 1);
      here.push(edits);
    }
    [before, above] = [above, here];
  }
  return above[right.length] ?? 0;
}

/** The name nearest to the word, unless none is near: two edits, and for long words a third of them. */
export function nearest(word: string, names: readonly string[]): string | undefined {
  const limit = Math.max(2, Math.floor(word.length / 3));
  const near = names.map((name) => ({ name, edits: distance(word, name) })).sort((a, b) => a.edits - b.edits)[0];
  return near !== undefined && near.edits <= limit && near.edits < word.length ? near.name : undefined;
}

/** What to say of a name that is none of those that there are. */
export function unknownName(what: string, word: string, names: readonly string[]): CommandError {
  const meant = nearest(word, names);
  const all = names.length === 0 ? 'there is none' : `there are: ${names.join(', ')}`;
  return usageError(`there is no ${what} ${word}`, meant === undefined ? all : `did you mean ${meant}? ${all}`);
}
