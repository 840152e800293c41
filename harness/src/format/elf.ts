// A reader of ELF64 little-endian files (System V gABI chapter 4; x86-64 psABI chapter 4): sections, symbols, relocations.
// Only what is needed to name a place in a file. The input is untrusted: every offset is checked. In: bytes. Out: ElfFile.

export interface ElfSection {
  readonly index: number;
  readonly name: string;
  /** sh_type */
  readonly type: number;
  /** sh_flags */
  readonly flags: number;
  readonly address: number;
  /** Offset in the file. */
  readonly offset: number;
  readonly size: number;
  readonly link: number;
  readonly info: number;
}

export interface ElfSymbol {
  readonly name: string;
  readonly value: number;
  readonly size: number;
  /** STT_*: 1 object, 2 function, 3 section. */
  readonly type: number;
  /** STB_*: 0 local, 1 global, 2 weak. */
  readonly binding: number;
  /** st_shndx, after SHN_XINDEX */
  readonly section: number;
}

export interface ElfRelocation {
  readonly offset: number;
  readonly type: number;
  readonly symbol: number;
  readonly addend: number;
}

export interface ElfFile {
  readonly bytes: Uint8Array;
  /** e_type: 1 relocatable, 2 executable, 3 shared. */
  readonly type: number;
  readonly machine: number;
  readonly entry: number;
  readonly sections: readonly ElfSection[];
  readonly symbols: readonly ElfSymbol[];
}

export type ElfResult =
  { readonly kind: 'elf'; readonly file: ElfFile } | { readonly kind: 'not-elf'; readonly reason: string };

export const SHT_NOBITS = 8;
export const SHF_EXECINSTR = 4;
export const ET_REL = 1;
const SHT_SYMTAB = 2;
const SHT_RELA = 4;
const SHT_SYMTAB_SHNDX = 18;
const SHN_XINDEX = 0xffff;

class Malformed extends Error {}

/** Numbers of untrusted bytes. 64-bit ones become doubles: addresses of the upper half only have to be told apart. */
interface View {
  u8(at: number): number;
  u16(at: number): number;
  u32(at: number): number;
  u64(at: number): number;
  i64(at: number): number;
}

function viewOf(bytes: Uint8Array): View {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const check = (at: number, size: number): void => {
    if (!(at >= 0 && at + size <= bytes.length)) throw new Malformed(`offset ${String(at)} lies outside of the file`);
  };
  return {
    u8: (at) => (check(at, 1), view.getUint8(at)),
    u16: (at) => (check(at, 2), view.getUint16(at, true)),
    u32: (at) => (check(at, 4), view.getUint32(at, true)),
    u64: (at) => (check(at, 8), Number(view.getBigUint64(at, true))),
    i64: (at) => (check(at, 8), Number(view.getBigInt64(at, true))),
  };
}

/** A name that ends at a zero byte. */
export function stringAt(bytes: Uint8Array, at: number): string {
  if (at < 0 || at >= bytes.length) return '';
  const end = bytes.indexOf(0, at);
  return Buffer.from(bytes.subarray(at, end === -1 ? bytes.length : end)).toString('utf8');
}

/** Reads an ELF file. Never throws. */
export function parseElf(bytes: Uint8Array): ElfResult {
  try {
    return readElf(bytes);
  } catch (error) {
    if (error instanceof Malformed) return { kind: 'not-elf', reason: error.message };
    throw error;
  }
}

function readElf(bytes: Uint8Array): ElfResult {
  if (bytes.length < 64 || stringAt(bytes.subarray(0, 4), 0) !== '\x7fELF')
    return { kind: 'not-elf', reason: 'no ELF magic' };
  if (bytes[4] !== 2 || bytes[5] !== 1) return { kind: 'not-elf', reason: 'not 64-bit little-endian' };
  const view = viewOf(bytes);
  const tableOffset = view.u64(0x28);
  const entrySize = view.u16(0x3a);
  let count = view.u16(0x3c);
  let namesIndex = view.u16(0x3e);
  if (tableOffset !== 0 && entrySize < 64) throw new Malformed('section headers are too small');
  // gABI: with 0xff00 sections or more, the numbers are in section 0.
  if (tableOffset !== 0 && count === 0) count = view.u64(tableOffset + 0x20);
  if (tableOffset !== 0 && namesIndex === SHN_XINDEX) namesIndex = view.u32(tableOffset + 0x28);
  if (count * entrySize > bytes.length) throw new Malformed('more section headers than the file has room for');

  const raw = Array.from({ length: tableOffset === 0 ? 0 : count }, (_unused, index) => {
    const at = tableOffset + index * entrySize;
    return {
      index,
      nameAt: view.u32(at),
      type: view.u32(at + 4),
      flags: view.u64(at + 8),
      address: view.u64(at + 0x10),
      offset: view.u64(at + 0x18),
      size: view.u64(at + 0x20),
      link: view.u32(at + 0x28),
      info: view.u32(at + 0x2c),
    };
  });
  const names = raw[namesIndex];
  const nameTable = names === undefined ? new Uint8Array(0) : slice(bytes, names);
  const sections = raw.map(({ nameAt, ...rest }): ElfSection => ({ ...rest, name: stringAt(nameTable, nameAt) }));
  const file: ElfFile = {
    bytes,
    type: view.u16(0x10),
    machine: view.u16(0x12),
    entry: view.u64(0x18),
    sections,
    symbols: readSymbols(bytes, sections),
  };
  return { kind: 'elf', file };
}

function slice(bytes: Uint8Array, section: { type: number; offset: number; size: number }): Uint8Array {
  if (section.type === SHT_NOBITS) return new Uint8Array(0);
  if (section.offset + section.size > bytes.length) throw new Malformed('a section reaches past the end of the file');
  return bytes.subarray(section.offset, section.offset + section.size);
}

function readSymbols(bytes: Uint8Array, sections: readonly ElfSection[]): readonly ElfSymbol[] {
  const table = sections.find((section) => section.type === SHT_SYMTAB);
  if (table === undefined) return [];
  const strings = sections[table.link];
  const names = strings === undefined ? new Uint8Array(0) : slice(bytes, strings);
  const extended = sections.find((section) => section.type === SHT_SYMTAB_SHNDX && section.link === table.index);
  const data = slice(bytes, table);
  const view = viewOf(data);
  const extendedView = extended === undefined ? undefined : viewOf(slice(bytes, extended));
  return Array.from({ length: Math.floor(data.length / 24) }, (_unused, index) => {
    const at = index * 24;
    const info = view.u8(at + 4);
    const section = view.u16(at + 6);
    return {
      name: stringAt(names, view.u32(at)),
      type: info & 15,
      binding: info >> 4,
      section: section === SHN_XINDEX && extendedView !== undefined ? extendedView.u32(index * 4) : section,
      value: view.u64(at + 8),
      size: view.u64(at + 16),
    };
  });
}

/** The bytes of a section, as far as the file has them; empty for NOBITS. */
export function sectionData(file: ElfFile, section: ElfSection): Uint8Array {
  if (section.type === SHT_NOBITS) return new Uint8Array(0);
  return file.bytes.subarray(section.offset, section.offset + section.size);
}

/** The RELA relocations that apply to a section. */
export function relocationsOf(file: ElfFile, target: ElfSection): readonly ElfRelocation[] {
  const result: ElfRelocation[] = [];
  for (const section of file.sections) {
    if (section.type !== SHT_RELA || section.info !== target.index || file.type !== ET_REL) continue;
    const data = sectionData(file, section);
    const view = viewOf(data);
    for (let at = 0; at + 24 <= data.length; at += 24) {
      const low = view.u32(at + 8);
      result.push({ offset: view.u64(at), type: low, symbol: view.u32(at + 12), addend: view.i64(at + 16) });
    }
  }
  return result;
}

/** The section that holds a file offset. */
export function sectionAt(file: ElfFile, offset: number): ElfSection | undefined {
  return file.sections.find(
    (section) =>
      section.type !== SHT_NOBITS &&
      section.type !== 0 &&
      offset >= section.offset &&
      offset < section.offset + section.size,
  );
}

/** The function or object that holds an offset of a section; in linked files symbol values are addresses. */
export function symbolAt(file: ElfFile, section: ElfSection, offset: number): ElfSymbol | undefined {
  const value = file.type === ET_REL ? offset : section.address + offset;
  let best: ElfSymbol | undefined;
  for (const symbol of file.symbols) {
    if (symbol.section !== section.index || symbol.name === '' || symbol.type === 3 || symbol.value > value) continue;
    if (symbol.size > 0 && value >= symbol.value + symbol.size) continue;
    if (best === undefined || symbol.value > best.value || (symbol.value === best.value && symbol.type > best.type))
      best = symbol;
  }
  return best;
}

const DT_NEEDED = 1;

/** Names of the shared libraries that a linked file needs (gABI chapter 5, DT_NEEDED). */
export function neededNames(file: ElfFile): readonly string[] {
  const dynamic = file.sections.find(({ name }) => name === '.dynamic');
  const strings = file.sections[dynamic?.link ?? 0];
  if (dynamic === undefined || strings === undefined) return [];
  const data = sectionData(file, dynamic);
  const view = viewOf(data);
  const names: string[] = [];
  for (let at = 0; at + 16 <= data.length; at += 16) {
    if (view.u64(at) === DT_NEEDED) names.push(stringAt(sectionData(file, strings), view.u64(at + 8)));
  }
  return names;
}
