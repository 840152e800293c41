// The canaries that every oracle has to catch: ready-made plants for files, observations and comparators.
// In: paths of evidence. Out: Canary values for an oracle's list.
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseElf, SHF_EXECINSTR } from '../format/elf.ts';
import { parseAr } from '../format/ar.ts';
import type { Canary, CanaryName, Observation } from '../model/oracle.ts';

/** The five that no oracle may be without. */
export const REQUIRED_CANARIES: readonly CanaryName[] = [
  'nondeterministic-byte',
  'changed-instruction',
  'missing-object',
  'unreadable-file',
  'comparator-dies',
];

function changedCopy(path: string, scratch: string, change: (bytes: Buffer) => boolean): string {
  const bytes = readFileSync(path);
  if (!change(bytes)) return path;
  const copy = join(mkdtempSync(join(scratch, 'canary-')), 'file');
  copyFileSync(path, copy);
  writeFileSync(copy, bytes);
  return copy;
}

/** One byte of a file differs, as when an address or a time leaks into it. */
export const nondeterministicByte: Canary = {
  name: 'nondeterministic-byte',
  file: (path, scratch) =>
    Promise.resolve(
      changedCopy(path, scratch, (bytes) => {
        if (bytes.length === 0) return false;
        const at = bytes.length >> 1;
        bytes[at] = (bytes[at] ?? 0) ^ 1;
        return true;
      }),
    ),
};

/** One byte of what a program prints differs. */
export const nondeterministicOutput: Canary = {
  name: 'nondeterministic-byte',
  observation: ({ status, stdout }: Observation) => {
    const changed = stdout.length === 0 ? Uint8Array.of(0x3f) : Uint8Array.from(stdout);
    if (stdout.length > 0) changed[0] = (changed[0] ?? 0) ^ 1;
    return { status, stdout: changed };
  },
};

/** The first instruction of main, or of the code when there is no main, becomes ud2. */
export const changedInstruction: Canary = {
  name: 'changed-instruction',
  file: (path, scratch) =>
    Promise.resolve(
      changedCopy(path, scratch, (bytes) => {
        const at = codeOffset(bytes);
        if (at === undefined) return false;
        bytes[at] = bytes[at] === 0x0f ? 0xcc : 0x0f;
        bytes[at + 1] = 0x0b;
        return true;
      }),
    ),
};

/** File offset of main, or of the first code. */
function codeOffset(bytes: Buffer): number | undefined {
  const elf = parseElf(bytes);
  if (elf.kind !== 'elf') {
    const archive = parseAr(bytes);
    if (archive.kind !== 'ar') return undefined;
    for (const { offset, size } of archive.members) {
      const inside = codeOffset(bytes.subarray(offset, offset + size));
      if (inside !== undefined) return offset + inside;
    }
    return undefined;
  }
  const { sections, symbols, type } = elf.file;
  const code = (index: number): boolean => ((sections[index]?.flags ?? 0) & SHF_EXECINSTR) !== 0;
  const main = symbols.find((symbol) => symbol.name === 'main' && code(symbol.section));
  const section =
    main === undefined ? sections.find(({ index, size }) => code(index) && size >= 2) : sections[main.section];
  if (section === undefined) return undefined;
  return section.offset + (main === undefined ? 0 : main.value - (type === 1 ? 0 : section.address));
}

/** A file is not there. */
export const missingObject: Canary = {
  name: 'missing-object',
  file: (_path, scratch) => Promise.resolve(join(mkdtempSync(join(scratch, 'canary-')), 'missing.o')),
};

/** A file is there, and reading it fails; a directory fails for every user, root too. */
export const unreadableFile: Canary = {
  name: 'unreadable-file',
  file: (_path, scratch) => {
    const path = join(mkdtempSync(join(scratch, 'canary-')), 'unreadable.o');
    mkdirSync(path);
    return Promise.resolve(path);
  },
};

/** The comparator throws. */
export const comparatorDies: Canary = { name: 'comparator-dies', comparatorDies: true };

/** All five, for oracles whose evidence is files. */
export const FILE_CANARIES: readonly Canary[] = [
  nondeterministicByte,
  changedInstruction,
  missingObject,
  unreadableFile,
  comparatorDies,
];

/** All five, for oracles whose evidence is what programs print. */
export const OUTPUT_CANARIES: readonly Canary[] = [
  nondeterministicOutput,
  changedInstruction,
  missingObject,
  unreadableFile,
  comparatorDies,
];

/** Whether a path is a file that can be compared. */
export function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
