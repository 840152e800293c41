// Naming the first difference of two files: the archive member, the section and offset in it, the symbol, the source line.
// In: two paths and the subject's sources. Out: a Difference; what cannot be named is left out.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { LocateRequest } from '../model/oracle.ts';
import type { Difference } from '../model/verdict.ts';
import { findFiles } from '../store/files.ts';
import { parseAr } from './ar.ts';
import { type ElfFile, parseElf, sectionAt, sectionData, symbolAt } from './elf.ts';
import { lineAt } from './lines.ts';

const SHOWN_BYTES = 4;

/** Offset of the first byte that differs, counting a missing byte as different; -1 when equal. */
export function firstDifference(left: Uint8Array, right: Uint8Array): number {
  const common = Math.min(left.length, right.length);
  if (Buffer.compare(left.subarray(0, common), right.subarray(0, common)) === 0)
    return left.length === right.length ? -1 : common;
  let low = 0;
  // Halving with the native comparison is faster than a loop over bytes.
  for (let high = common; high - low > 64;) {
    const middle = (low + high) >> 1;
    if (Buffer.compare(left.subarray(low, middle), right.subarray(low, middle)) === 0) low = middle;
    else high = middle;
  }
  while (left[low] === right[low]) low++;
  return low;
}

/** Names the first difference. `sources` is searched for the function when there is no line table. */
export async function locate(request: LocateRequest, sources: string): Promise<Difference> {
  const base = { file: request.file, sides: request.sides };
  const absent = [request.left, request.right].map((path) => !(existsSync(path) && statSync(path).isFile()));
  if (absent[0] === true || absent[1] === true) return { ...base, offset: -1 };
  const left = readFileSync(request.left);
  const right = readFileSync(request.right);
  const member = firstMember(left, right);
  const place =
    member === undefined ? { left, right, file: request.file } : { ...member, file: `${request.file}(${member.name})` };
  const offset = firstDifference(place.left, place.right);
  const bytes = [hex(place.left, offset), hex(place.right, offset)] as const;
  const found: Difference = { file: place.file, sides: request.sides, offset, bytes };
  const named = nameElf(place.left, place.right, offset);
  if (named === undefined) return found;
  const { symbol, line: known, ...rest } = named;
  const line = known ?? (symbol === undefined ? undefined : await definitionLine(sources, symbol, place.file));
  return { ...found, ...rest, ...(symbol === undefined ? {} : { symbol }), ...(line === undefined ? {} : { line }) };
}

function hex(bytes: Uint8Array, offset: number): string {
  return [...bytes.subarray(offset, offset + SHOWN_BYTES)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
}

/** When both files are archives: the first member that differs in both. */
function firstMember(
  left: Uint8Array,
  right: Uint8Array,
): { name: string; left: Uint8Array; right: Uint8Array } | undefined {
  const a = parseAr(left);
  const b = parseAr(right);
  if (a.kind !== 'ar' || b.kind !== 'ar') return undefined;
  for (const [index, member] of a.members.entries()) {
    const other = b.members[index];
    if (other?.name !== member.name) return undefined;
    const one = left.subarray(member.offset, member.offset + member.size);
    const two = right.subarray(other.offset, other.offset + other.size);
    // The index changes as a consequence; the member that caused it is more telling.
    if (!member.name.startsWith('/') && firstDifference(one, two) !== -1)
      return { name: member.name, left: one, right: two };
  }
  return undefined;
}

type Place = Pick<Difference, 'section' | 'sectionOffset' | 'symbol' | 'line' | 'offset' | 'bytes'>;

/**
 * Names the place in an ELF file. The first differing byte is often in the file header (sizes move offsets), so sections with
 * code come first, then other sections in their order, then the byte itself.
 */
function nameElf(left: Uint8Array, right: Uint8Array, offset: number): Place | undefined {
  const a = parseElf(left);
  const b = parseElf(right);
  if (a.kind !== 'elf') return undefined;
  if (b.kind === 'elf') {
    const byCode = [...a.file.sections].sort(
      (x, y) => Number((y.flags & 4) !== 0) - Number((x.flags & 4) !== 0) || x.index - y.index,
    );
    for (const section of byCode) {
      const other = b.file.sections.find(
        ({ name, type, index }) => name === section.name && type === section.type && index === section.index,
      );
      if (other === undefined || !tellsSomething(section.name)) continue;
      const one = sectionData(a.file, section);
      const two = sectionData(b.file, other);
      const at = firstDifference(one, two);
      if (at === -1) continue;
      return {
        ...describe(a.file, section.index, at),
        offset: section.offset + at,
        bytes: [hex(one, at), hex(two, at)],
      };
    }
  }
  const section = sectionAt(a.file, offset);
  return section === undefined ? undefined : { ...describe(a.file, section.index, offset - section.offset), offset };
}

/** Tables of names and symbols differ as a consequence of something else. */
function tellsSomething(name: string): boolean {
  return !/^\.(symtab|strtab|shstrtab|note\.gnu\.build-id|debug_|gnu\.hash|hash|rela?\.debug)/.test(name);
}

function describe(
  file: ElfFile,
  index: number,
  at: number,
): Pick<Difference, 'section' | 'sectionOffset' | 'symbol' | 'line'> {
  const section = file.sections[index];
  if (section === undefined) return {};
  const symbol = symbolAt(file, section, at);
  const line = lineAt(file, section, at);
  return {
    section: section.name,
    sectionOffset: at,
    ...(symbol === undefined ? {} : { symbol: symbol.type === 2 ? `${symbol.name}()` : symbol.name }),
    ...(line === undefined ? {} : { line }),
  };
}

/** Without a line table: where the sources define the symbol, as `file:line (declared)`. */
async function definitionLine(sources: string, symbol: string, object: string): Promise<string | undefined> {
  const name = symbol.replace(/\(\)$/, '');
  if (!/^[A-Za-z_]\w*$/.test(name) || !existsSync(sources)) return undefined;
  // A definition starts in the first column, and is not a prototype.
  const definition = new RegExp(`^[A-Za-z_][^;{}()=#]*\\b${name}\\s*(\\([^;]*$|\\[|=|;|\\([^;]*\\)\\s*\\{)`);
  // Two units may have static functions of one name: the one that the object is named after is asked first.
  const unit = /([^/(]+)\.\w+\)?$/.exec(object)?.[1] ?? '';
  const named = (path: string): boolean => basename(path).startsWith(`${unit}.`);
  const paths = await findFiles(sources, ['**/*.{c,h,s,S}']);
  for (const path of [...paths.filter(named), ...paths.filter((other) => !named(other))]) {
    const text = readFileSync(join(sources, path), 'utf8');
    if (!text.includes(name)) continue;
    const index = text
      .split('\n')
      .findIndex((line) => definition.test(line) || line.startsWith(`${name}(`) || line.startsWith(`${name}:`));
    if (index !== -1) return `${path}:${String(index + 1)} (declared)`;
  }
  return undefined;
}
