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

function choicesBy(between: Choices['between'], bits: Choices['bits']): Choices {
  return {
    between,
    chance: (percent) => between(0, 99) < percent,
    pick: (items) => {
      const item = items[between(0, items.length - 1)];
      if (item === undefined) throw new Error('nothing to pick from');
      return item;
    },
    bits,
  };
}

/** Choices from fast-check's generator. */
export function choicesFrom(random: Random): Choices {
  const between = (low: number, high: number): number => random.nextInt(low, high);
  return choicesBy(between, () => random.nextBigInt(0n, 0xffffffffffffffffn));
}

/** Choices of a seed alone, for changes of a program that exists: a linear congruential generator's upper bits. */
export function choicesOf(seed: number): Choices {
  let state = BigInt.asUintN(64, BigInt(seed) * 0x9e3779b97f4a7c15n + 1n);
  const next = (): number => {
    state = BigInt.asUintN(64, state * 6364136223846793005n + 1442695040888963407n);
    return Number(state >> 33n);
  };
  const between = (low: number, high: number): number => low + (next() % (high - low + 1));
  return choicesBy(between, () => (BigInt(next()) << 33n) ^ (BigInt(next()) << 8n));
}
