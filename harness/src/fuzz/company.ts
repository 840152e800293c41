// Programs that are wrong together and right by themselves: the whole batch is then the program, made as small as dropping
// its members makes it. In: a batch that failed. Out: one item for it, or nothing when the failure does not come back.
import type { LaneTools } from '../lane/compilers.ts';
import { type Member, suspects } from './check_batch.ts';
import type { Crew, Item } from './crew.ts';
import { type Pair, pairsOf, togetherOf } from './together.ts';

/** The smallest part of a batch that fails together. */
export async function companyOf(
  items: readonly Pick<Item, 'program'>[],
  members: readonly Member[],
  tools: LaneTools,
  crew: Crew,
): Promise<Item | undefined> {
  const fails = async (some: readonly Pair[]): Promise<boolean> => {
    const those = some.map(({ member }) => member);
    return some.length > 0 && (await suspects(tools, those, crew)).length > 0;
  };
  let left = pairsOf(items, members);
  if (!(await fails(left))) return undefined;
  for (let size = left.length >> 1; size >= 1; size = size >> 1) {
    for (let at = 0; at < left.length;) {
      const fewer = [...left.slice(0, at), ...left.slice(at + size)];
      if (!crew.aborted() && (await fails(fewer))) left = fewer;
      else at += size;
    }
  }
  return togetherOf(left, tools.lane, crew);
}
