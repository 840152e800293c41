// How many programs are judged together next. Large batches waste nothing; but what a batch takes depends on the compilers,
// a batch is one job, and at the end every processor should still have something to do. So batches begin small, grow while
// they are quick, and shrink with what is left. In: ranges of programs, times of finished batches. Out: chunks.
import type { Range } from '../findings/model.ts';

export interface Chunk {
  readonly from: number;
  readonly count: number;
}

export interface Chunks {
  /** The next programs; undefined when all are given away. */
  next(): Chunk | undefined;
  /** A chunk is judged, in so many seconds. */
  took(chunk: Chunk, seconds: number): void;
}

export interface ChunkParts {
  readonly jobs: number;
  /** Programs in a chunk; chosen when absent. */
  readonly size?: number | undefined;
  /** Seconds until the campaign has to end; absent when its programs are counted. */
  readonly secondsLeft?: (() => number) | undefined;
}

/** More than this in one executable saves nothing any more. */
const MOST = 128;
const FIRST = 8;
/** What starting compilers for a batch costs should stay small beside it. */
const LEAST = 4;
/** Seconds of a chunk, and the part of the time that is left that it may take. */
const SECONDS = 6;
const PART_OF_TIME = 0.2;

/** Cuts ranges into chunks. */
export function openChunks(ranges: readonly Range[], { jobs, size, secondsLeft }: ChunkParts): Chunks {
  const open = ranges.map(({ from, to = Infinity }) => ({ from, to }));
  let largest = FIRST;
  let perProgram = 0;
  const chosen = (): number => {
    if (size !== undefined) return size;
    const left = open.reduce((sum, { from, to }) => sum + to - from, 0);
    const seconds = Math.min(SECONDS, PART_OF_TIME * (secondsLeft?.() ?? Infinity));
    const byTime = perProgram === 0 ? largest : Math.floor(seconds / perProgram);
    return Math.max(LEAST, Math.min(largest, byTime, Math.ceil(left / (2 * jobs))));
  };
  return {
    next: () => {
      const [range] = open;
      if (range === undefined) return undefined;
      const chunk = { from: range.from, count: Math.min(chosen(), range.to - range.from) };
      range.from += chunk.count;
      if (range.from >= range.to) open.shift();
      return chunk;
    },
    took: ({ count }, seconds) => {
      perProgram = seconds / count;
      largest = Math.min(MOST, Math.max(largest, 4 * count));
    },
  };
}
