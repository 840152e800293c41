// Several programs of a batch taken as one: a single translation unit that runs them all, with the answer of all. In: programs
// and their parts. Out: an item to be judged like any other.
import type { KnownAnswer } from '../lane/run.ts';
import { type RandomProgram, TOGETHER } from '../model/generator.ts';
import type { Lane } from '../model/lane.ts';
import type { Member } from './check_batch.ts';
import type { Crew, Item } from './crew.ts';
import { apartUnits, batchOutput, batchUnit } from './driver.ts';

/** A program, and what it is in a batch. */
export interface Pair {
  readonly program: RandomProgram;
  readonly member: Member;
}

/** The programs of a batch beside their parts. */
export function pairsOf(items: readonly Pick<Item, 'program'>[], members: readonly Member[]): readonly Pair[] {
  return members.flatMap((member, index) => {
    const program = items[index]?.program;
    return program === undefined ? [] : [{ program, member }];
  });
}

/** All of them as one program, of two units for a lane of two compilers; nothing when there are none. */
export function togetherOf(
  pairs: readonly Pair[],
  { recipe }: Lane,
  { limits }: Pick<Crew, 'limits'>,
): Item | undefined {
  const [first] = pairs;
  if (first === undefined) return undefined;
  const list = pairs.map(({ member }) => member.part);
  const seconds = limits.program.cpuSeconds;
  const texts = recipe.kind === 'mixed' ? apartUnits(list, seconds) : [batchUnit(list, seconds)];
  const stdout = batchOutput(pairs.map(({ member }) => member.answer));
  const answer: KnownAnswer = { kind: 'known', stdout, exitCode: 0 };
  const program: RandomProgram = {
    ...first.program,
    path: `${TOGETHER}${pairs.slice(1).map(({ program: { index } }) => String(index)).join(' ') || 'no other, as a part of a batch'}`, // prettier-ignore
    units: texts.map((text, place) => ({ name: place === 0 ? 'program.c' : `program${String(place)}.c`, text })),
    answer,
    features: [...new Set(pairs.flatMap(({ program: { features } }) => features))].sort(),
  };
  return { program, answer, held: [], failed: [], late: [], inconclusive: [] };
}
