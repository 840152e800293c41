// Shrinking outside of fast-check: for a limited time, with a judge that takes its time, and with every result judged once
// more before anybody sees it. In: a sample that fails. Out: the smallest one that was found, and the path to it.
import { finish, type Sample } from '../arbitrary.ts';
import { search, startSearch } from './search.ts';

export interface Shrunk {
  readonly sample: Sample;
  /** Which attempt was accepted, each time: the same path that fast-check counts. Empty: nothing smaller was found. */
  readonly path: string;
  /** How many candidates were judged. */
  readonly judged: number;
}

/** The smallest program that still fails. When the time is over, the best one so far. */
export async function shrinkSample(
  start: Sample,
  fails: (candidate: Sample) => Promise<boolean>,
  limit: { readonly milliseconds: number },
): Promise<Shrunk> {
  const deadline = performance.now() + limit.milliseconds;
  const late = (): boolean => performance.now() > deadline;
  const kept: { sample: Sample; path: string }[] = [{ sample: start, path: '' }];
  let state = startSearch(start.program);
  let judged = 0;
  // Different edits often lead to the same text.
  const rejected = new Set<string>();
  for (let found = true; found && !late();) {
    found = false;
    let number = 0;
    for (const { program, accepted } of search(state)) {
      if (late()) break;
      const sample = finish(program);
      const text = sample.units.join('\0');
      if (rejected.has(text)) {
        number++;
        continue;
      }
      judged++;
      if (await fails(sample)) {
        const before = kept.at(-1)?.path ?? '';
        kept.push({ sample, path: before === '' ? String(number) : `${before}:${String(number)}` });
        state = accepted;
        found = true;
        break;
      }
      rejected.add(text);
      number++;
    }
  }
  for (;;) {
    const best = kept.pop();
    if (best === undefined) return { sample: start, path: '', judged };
    if (kept.length === 0 || (await fails(best.sample))) return { ...best, judged };
  }
}

/** The program at the end of a path. */
export function followPath(start: Sample, path: string): Sample {
  let state = startSearch(start.program);
  let sample = start;
  for (const step of path === '' ? [] : path.split(':')) {
    let number = 0;
    const wanted = Number(step);
    let next: typeof state | undefined;
    for (const { program, accepted } of search(state)) {
      if (number++ !== wanted) continue;
      sample = finish(program);
      next = accepted;
      break;
    }
    if (next === undefined) throw new Error(`no program at ${path}`);
    state = next;
  }
  return sample;
}
