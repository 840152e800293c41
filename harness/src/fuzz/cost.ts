// Inputs that cost a compiler more than their size explains. Each lane has a line, cost = base + rate * size, fitted by
// medians so that the outliers that are looked for do not bend it. In: sizes and costs. Out: what is out of the line.
import type { Cost } from './measure.ts';

/** One compilation. */
export interface CostSample {
  /** Bytes of source text. */
  readonly size: number;
  readonly cost: Cost;
}

/** How much above the usual cost is out of the line, besides being a multiple of it. */
const SLACK: Cost = { seconds: 0.03, bytes: 32 << 20 };

/** Before this many samples nothing is out of a line. */
const LEAST_SAMPLES = 12;
const MOST_SAMPLES = 400;

export interface CostLine {
  add(sample: CostSample): void;
  /** Whether it has seen too little to say anything. */
  young(): boolean;
  /** What so many bytes of source usually cost; while it is young, what compiling next to nothing does. */
  usual(size: number): Cost;
  /** Says what is wrong with a sample; undefined when it is usual. `times` the usual cost is too much. */
  complaint(sample: CostSample, times?: number): string | undefined;
}

/** An empty line. `base` is what compiling next to nothing costs, `factor` how many times the usual cost is too much. */
export function costLine(base: Cost, factor: number): CostLine {
  const samples: CostSample[] = [];
  const young = (): boolean => samples.length < LEAST_SAMPLES;
  const rate = (of: (cost: Cost) => number): number =>
    median(samples.map(({ size, cost }) => Math.max(0, of(cost) - of(base)) / size));
  const usual = (size: number): Cost =>
    young() ? base : (
      {
        seconds: base.seconds + size * rate(({ seconds }) => seconds),
        bytes: base.bytes + size * rate(({ bytes }) => bytes),
      }
    );
  return {
    add: (sample) => {
      samples.push(sample);
      if (samples.length > MOST_SAMPLES) samples.shift();
    },
    young,
    usual,
    complaint: ({ size, cost }, times = factor) => {
      if (young()) return undefined;
      const expected = usual(size);
      const over = (of: (cost: Cost) => number): boolean =>
        of(cost) > times * of(expected) && of(cost) > of(expected) + of(SLACK);
      const kilobytes = `${(size / 1000).toFixed(1)} KB`;
      if (over(({ seconds }) => seconds)) {
        return `compile time: ${cost.seconds.toFixed(3)} s for ${kilobytes}, where ${expected.seconds.toFixed(3)} s are usual`;
      }
      if (over(({ bytes }) => bytes)) {
        const mib = (bytes: number): string => `${(bytes / (1 << 20)).toFixed(0)} MiB`;
        return `memory: ${mib(cost.bytes)} for ${kilobytes}, where ${mib(expected.bytes)} are usual`;
      }
      return undefined;
    },
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
}
