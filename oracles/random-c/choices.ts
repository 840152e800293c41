// Random choices, all of them drawn from fast-check's generator, so that a seed is a program. In: a Random. Out: Choices.
import type { Random } from 'fast-check';

export interface Choices {
  /** An integer between both bounds. */
  between(low: number, high: number): number;
  /** Whether something happens that has this chance in percent. */
  chance(percent: number): boolean;
  /** One of several. */
  pick<T>(items: readonly T[]): T;
  /** 64 random bits. */
  bits(): bigint;
}

/** Choices from fast-check's generator. */
export function choicesFrom(random: Random): Choices {
  const between = (low: number, high: number): number => random.nextInt(low, high);
  return {
    between,
    chance: (percent) => between(0, 99) < percent,
    pick: (items) => {
      const item = items[between(0, items.length - 1)];
      if (item === undefined) throw new Error('nothing to pick from');
      return item;
    },
    bits: () => random.nextBigInt(0n, 0xffffffffffffffffn),
  };
}
