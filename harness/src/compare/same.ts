// Whether two files hold the same bytes. In: two paths. Out: yes or no; throws when one cannot be read.
import { closeSync, openSync, readSync } from 'node:fs';

const CHUNK_BYTES = 1 << 20;

// Reading is synchronous throughout: a run compares thousands of small files, and handing each of them to a thread costs
// several times what reading it does. One pair of buffers serves all of them, since nothing waits in between.
const buffers = [Buffer.allocUnsafe(CHUNK_BYTES), Buffer.allocUnsafe(CHUNK_BYTES)] as const;

/** Fills the buffer as far as the file goes; the bytes that were read. */
function fill(file: number, buffer: Buffer): number {
  let length = 0;
  for (;;) {
    const read = readSync(file, buffer, length, buffer.length - length, null);
    length += read;
    if (read === 0 || length === buffer.length) return length;
  }
}

/** Compares two files to the first chunk that differs. Throws when one of them cannot be opened or read. */
export function sameFile(left: string, right: string): boolean {
  const files: number[] = [];
  try {
    for (const path of [left, right]) files.push(openSync(path, 'r'));
    const [a, b] = files as [number, number];
    const [one, two] = buffers;
    for (;;) {
      const length = fill(a, one);
      const other = fill(b, two);
      if (length !== other || one.compare(two, 0, length, 0, length) !== 0) return false;
      if (length < CHUNK_BYTES) return true;
    }
  } finally {
    for (const file of files) closeSync(file);
  }
}
