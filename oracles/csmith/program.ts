// One program of csmith: which options its number stands for, the call, and the text made whole: csmith's run-time headers
// are put in, with only those of their functions that the program uses, so that it can be sent anywhere. Nobody knows what
// the program prints; the reference compilers have to agree. In: a seed and an index. Out: a RandomProgram.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { threadId } from 'node:worker_threads';
import type { RandomProgram } from 'kit-harness';

export const GENERATOR = 'csmith';

const HEADERS = '/usr/include/csmith';

/** csmith itself runs into endless loops now and then. */
const SECONDS = 20;

/** Small enough that a hundred can be compiled in the time of one of the size that csmith makes by itself. */
const SIZE = [
  '--max-block-depth',
  '3',
  '--max-block-size',
  '3',
  '--max-expr-complexity',
  '6',
  '--max-array-len-per-dim',
  '6',
];

/** Features of csmith by its own words, with the percentage of programs that may use each. */
export const FEATURES: Readonly<Record<string, number>> = {
  arrays: 90,
  bitfields: 60,
  'comma-operators': 60,
  'compound-assignment': 90,
  'const-pointers': 60,
  consts: 70,
  divs: 80,
  'embedded-assigns': 80,
  float: 15,
  'inline-function': 40,
  jumps: 70,
  longlong: 80,
  muls: 80,
  'packed-struct': 20,
  pointers: 85,
  structs: 80,
  unions: 60,
  volatiles: 60,
  'volatile-pointers': 40,
};

/** Bytes that depend on the numbers alone. */
function bytesOf(...numbers: readonly number[]): Buffer {
  return createHash('sha256').update(numbers.join('/')).digest();
}

/** The words for csmith. `attempt` is 0 unless csmith did not come to an end. */
export function csmithWords(seed: number, index: number, without: readonly string[], attempt = 0): readonly string[] {
  const bytes = bytesOf(seed, index, attempt);
  const chosen = Object.entries(FEATURES).map(([name, percent], place) => {
    const used = ((bytes[4 + place] ?? 0) * 100) / 256 < percent && !without.includes(name);
    return used ? `--${name}` : `--no-${name}`;
  });
  const functions = attempt === 0 ? 2 + ((bytes[3] ?? 0) % 4) : 1;
  const own = bytes.readUInt32BE(0);
  return ['--seed', String(own), '--no-argc', '--quiet', '--max-funcs', String(functions), ...SIZE, ...chosen];
}

const usedFeatures = (words: readonly string[]): readonly string[] =>
  words
    .filter((word) => word.slice(2) in FEATURES)
    .map((word) => word.slice(2))
    .sort();

/**
 * The directory that csmith runs in: it wants a file there that says how wide its types are, and makes one when there is
 * none. For a worker, whose module is compiled into the scratch directory of a campaign, that is the scratch directory.
 */
function ownDirectory(): string {
  const directory = dirname(fileURLToPath(import.meta.url));
  const file = join(directory, 'platform.info');
  if (!existsSync(file)) {
    const made = `${file}.${String(process.pid)}.${String(threadId)}`;
    writeFileSync(made, 'integer size = 4\npointer size = 8\n');
    renameSync(made, file);
  }
  return directory;
}

function callCsmith(words: readonly string[]): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const options = { maxBuffer: 1 << 26, cwd: ownDirectory() };
    // timeout(1) ends csmith also when this process is killed.
    execFile('timeout', ['--kill-after=1', String(SECONDS), 'csmith', ...words], options, (error, stdout) => {
      if (error === null) resolve(stdout);
      else if (error.code === 124 || error.code === 137) resolve(undefined);
      else reject(new Error(`csmith ${words.join(' ')} failed: ${error.message}`));
    });
  });
}

/** The program of a number. */
export async function makeProgram(
  seed: number,
  index: number,
  without: readonly string[] = [],
): Promise<RandomProgram> {
  for (let attempt = 0; attempt < 3; attempt++) {
    const words = csmithWords(seed, index, without, attempt);
    const text = await callCsmith(words);
    if (text === undefined) continue;
    return {
      generator: GENERATOR,
      seed,
      index,
      path: '',
      units: [{ name: 'program.c', text: wholeProgram(text) }],
      answer: { kind: 'agreed' },
      features: usedFeatures(words),
      ...(without.length === 0 ? {} : { without }),
    };
  }
  throw new Error(`csmith comes to no end with seed ${String(seed)}, number ${String(index)}`);
}

const withoutComments = (text: string): string => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\n\s*\n+/g, '\n');

/** The text with csmith's headers in it. Headers for other machines stay outside: no compiler of ours asks for them. */
export function wholeProgram(text: string, headers: string = HEADERS): string {
  if (!existsSync(join(headers, 'csmith.h')))
    throw new Error(`${headers}/csmith.h is missing: apt-get install libcsmith-dev`);
  const seen = new Set<string>();
  const include = (source: string): string =>
    withoutComments(source).replace(/^[ \t]*#include "([\w.]+)"[^\n]*\n/gm, (line, name: string) => {
      const path = join(headers, name);
      if (!existsSync(path) || /avr|msp430|minimal|notmp|math_macros/.test(name)) return line;
      if (seen.has(name)) return '';
      seen.add(name);
      return include(readFileSync(path, 'utf8'));
    });
  return include(text).replace(/^STATIC \w+\s+FUNC_NAME\((\w+)\)[\s\S]*?^\}\n/gm, (definition, name: string) =>
    new RegExp(`\\bsafe_${name}\\b`).test(text) ? definition : '',
  );
}
