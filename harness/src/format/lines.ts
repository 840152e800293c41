// Line tables: which source line an offset of a section came from (DWARF 5 section 6.2, and versions 2 to 4). Reads
// relocatable files, where the addresses are still relocations, and linked ones. In: ElfFile. Out: file and line, or undefined.
import { type ElfFile, type ElfSection, ET_REL, relocationsOf, sectionData, stringAt } from './elf.ts';
import { Cursor, CutOff } from './cursor.ts';

interface Header {
  readonly version: number;
  readonly minimumLength: number;
  readonly lineBase: number;
  readonly lineRange: number;
  readonly opcodeBase: number;
  readonly operandCounts: readonly number[];
  /** Index as the program uses it. */
  readonly files: readonly string[];
}

interface Row {
  readonly section: number;
  readonly address: number;
  readonly file: string;
  readonly line: number;
}

/** The source line of an offset inside a section, as `file:line`. Never throws. */
export function lineAt(file: ElfFile, section: ElfSection, offset: number): string | undefined {
  try {
    return findLine(file, section, file.type === ET_REL ? offset : section.address + offset);
  } catch (error) {
    if (error instanceof CutOff) return undefined;
    throw error;
  }
}

function findLine(file: ElfFile, section: ElfSection, address: number): string | undefined {
  const table = file.sections.find(({ name }) => name === '.debug_line');
  if (table === undefined) return undefined;
  const data = sectionData(file, table);
  // In a relocatable file an address is 0 in the bytes, and its meaning is in a relocation at the same place.
  const addresses = new Map(
    relocationsOf(file, table).map(({ offset, symbol, addend }) => {
      const target = file.symbols[symbol];
      return [offset, { section: target?.section ?? 0, address: (target?.value ?? 0) + addend }] as const;
    }),
  );
  const strings = { line: named(file, '.debug_line_str'), debug: named(file, '.debug_str') };
  let best: Row | undefined;
  const cursor = new Cursor(data);
  while (cursor.at + 4 < data.length) {
    const length = cursor.u32();
    const end = cursor.at + length;
    const header = readHeader(cursor, strings, addresses);
    if (header === undefined) return undefined;
    let previous: Row | undefined;
    for (const row of rows(cursor, end, header.header, header.program, addresses)) {
      const matches = file.type !== ET_REL || previous?.section === section.index;
      // A row holds from its address up to the next row's, or to the end of its sequence.
      if (previous !== undefined && matches && previous.address <= address && (row === 'end' || address < row.address))
        best ??= previous;
      previous = row === 'end' ? undefined : row;
    }
    if (best !== undefined) return `${best.file}:${String(best.line)}`;
    cursor.at = end;
  }
  return undefined;
}

function named(file: ElfFile, name: string): Uint8Array {
  const section = file.sections.find((one) => one.name === name);
  return section === undefined ? new Uint8Array(0) : sectionData(file, section);
}

type Addresses = ReadonlyMap<number, { readonly section: number; readonly address: number }>;
interface Strings {
  readonly line: Uint8Array;
  readonly debug: Uint8Array;
}

function readHeader(
  cursor: Cursor,
  strings: Strings,
  relocated: Addresses,
): { header: Header; program: number } | undefined {
  const version = cursor.u16();
  if (version < 2 || version > 5) return undefined;
  if (version >= 5) cursor.advance(2);
  const headerLength = cursor.u32();
  const program = cursor.at + headerLength;
  const minimumLength = cursor.u8();
  if (version >= 4) cursor.advance(1);
  cursor.advance(1);
  const lineBase = cursor.i8();
  const lineRange = cursor.u8();
  const opcodeBase = cursor.u8();
  const operandCounts = Array.from({ length: Math.max(0, opcodeBase - 1) }, () => cursor.u8());
  const files = version >= 5 ? filesOfVersion5(cursor, strings, relocated) : filesOfVersion4(cursor);
  return { header: { version, minimumLength, lineBase, lineRange, opcodeBase, operandCounts, files }, program };
}

function filesOfVersion4(cursor: Cursor): readonly string[] {
  while (cursor.string() !== '');
  const files = [''];
  for (let name = cursor.string(); name !== ''; name = cursor.string()) {
    files.push(name);
    for (let field = 0; field < 3; field++) cursor.uleb();
  }
  return files;
}

// DWARF 5 table 7.27 and section 7.5.6: content codes and forms.
const CONTENT_PATH = 1;
function filesOfVersion5(cursor: Cursor, strings: Strings, relocated: Addresses): readonly string[] {
  const readTable = (): readonly string[] => {
    const formats = Array.from({ length: cursor.u8() }, () => ({ content: cursor.uleb(), form: cursor.uleb() }));
    return Array.from({ length: cursor.uleb() }, () => {
      let path = '';
      for (const { content, form } of formats) {
        const value = readForm(cursor, form, strings, relocated);
        if (content === CONTENT_PATH) path = value;
      }
      return path;
    });
  };
  readTable();
  return readTable();
}

function readForm(cursor: Cursor, form: number, strings: Strings, relocated: Addresses): string {
  const offset = (): number => {
    const at = cursor.at;
    const value = cursor.u32();
    return relocated.get(at)?.address ?? value;
  };
  switch (form) {
    case 0x08:
      return cursor.string();
    case 0x1f:
      return stringAt(strings.line, offset());
    case 0x0e:
      return stringAt(strings.debug, offset());
    case 0x0b:
      return String(cursor.u8());
    case 0x05:
      return String(cursor.u16());
    case 0x0f:
      return String(cursor.uleb());
    case 0x1e:
      cursor.advance(16);
      return '';
    default:
      throw new CutOff(`form ${String(form)} in a line table`);
  }
}

function* rows(
  cursor: Cursor,
  end: number,
  header: Header,
  program: number,
  relocated: Addresses,
): Generator<Row | 'end'> {
  cursor.at = program;
  let state = { section: 0, address: 0, file: 1, line: 1 };
  const row = (): Row => ({
    section: state.section,
    address: state.address,
    file: header.files[state.file] ?? '?',
    line: state.line,
  });
  while (cursor.at < end) {
    const opcode = cursor.u8();
    if (opcode >= header.opcodeBase) {
      const adjusted = opcode - header.opcodeBase;
      state.address += Math.floor(adjusted / header.lineRange) * header.minimumLength;
      state.line += header.lineBase + (adjusted % header.lineRange);
      yield row();
    } else if (opcode === 0) {
      const next = cursor.uleb() + cursor.at;
      const extended = cursor.u8();
      if (extended === 1) {
        yield row();
        yield 'end';
        state = { section: 0, address: 0, file: 1, line: 1 };
      } else if (extended === 2) {
        const target = relocated.get(cursor.at) ?? { section: 0, address: cursor.u64() };
        state = { ...state, ...target };
      }
      cursor.at = next;
    } else if (opcode === 1) yield row();
    else if (opcode === 2) state.address += cursor.uleb() * header.minimumLength;
    else if (opcode === 3) state.line += cursor.sleb();
    else if (opcode === 4) state.file = cursor.uleb();
    else if (opcode === 8)
      state.address += Math.floor((255 - header.opcodeBase) / header.lineRange) * header.minimumLength;
    else if (opcode === 9) state.address += cursor.u16();
    else for (let operand = 0; operand < (header.operandCounts[opcode - 1] ?? 0); operand++) cursor.uleb();
  }
}
