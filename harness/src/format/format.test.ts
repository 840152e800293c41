// The readers of ELF, ar and line tables, against readelf, ar and the compiler's own word. In: objects made by gcc.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fc, test as property } from '@fast-check/vitest';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseAr } from './ar.ts';
import { type ElfFile, neededNames, parseElf, relocationsOf, sectionData, symbolAt } from './elf.ts';
import { lineAt } from './lines.ts';
import { firstDifference, locate } from './locate.ts';

const SOURCE = `int table[3] = {1, 2, 3};
static int helper(int x)
{
	return x * 3;
}

int visible(int x)
{
	x = helper(x);
	return x + table[1];
}

int main(void)
{
	return visible(2);
}
`;

let directory = '';
const path = (name: string): string => join(directory, name);

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'kit-harness-format-'));
  writeFileSync(path('a.c'), SOURCE);
  writeFileSync(path('b.c'), SOURCE.replace('x * 3', 'x * 5'));
  const gcc = (...args: string[]): void => void execFileSync('gcc', args, { cwd: directory });
  gcc('-g', '-c', 'a.c', '-o', 'a.o');
  gcc('-g', '-c', 'b.c', '-o', 'b.o');
  gcc('-gdwarf-4', '-c', 'a.c', '-o', 'a4.o');
  gcc('-c', 'a.c', '-o', 'plain-a.o');
  gcc('-c', 'b.c', '-o', 'plain-b.o');
  gcc('-ffunction-sections', '-g', '-c', 'a.c', '-o', 'sections.o');
  gcc('-g', 'a.c', '-o', 'a.out');
  execFileSync('cp', ['a.o', 'a_name_longer_than_fifteen_characters.o'], { cwd: directory });
  execFileSync('ar', ['rcsD', 'one.a', 'a.o', 'a_name_longer_than_fifteen_characters.o'], { cwd: directory });
});
afterAll(() => {
  rmSync(directory, { recursive: true, force: true });
});

function read(name: string): ElfFile {
  const result = parseElf(readFileSync(path(name)));
  if (result.kind !== 'elf') throw new Error(result.reason);
  return result.file;
}

function readelf(...args: string[]): string {
  return execFileSync('readelf', ['-W', ...args], { cwd: directory, encoding: 'utf8' });
}

describe.each(['a.o', 'sections.o', 'a.out'])('%s', (name) => {
  test('sections are those of readelf', () => {
    const expected = [
      ...readelf('-S', name).matchAll(/^\s*\[\s*(\d+)\] (\S*)\s+\S+\s+([0-9a-f]{16}) ([0-9a-f]{6}) ([0-9a-f]{6})/gm),
    ].map(
      ([, index, section, address, offset, size]) =>
        `${index ?? ''} ${section ?? ''} ${address ?? ''} ${offset ?? ''} ${size ?? ''}`,
    );
    const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0');
    const found = read(name)
      .sections.slice(1)
      .map((s) => `${String(s.index)} ${s.name} ${hex(s.address, 16)} ${hex(s.offset, 6)} ${hex(s.size, 6)}`);
    expect(found).toEqual(expected.filter((line) => !line.startsWith('0 ')));
    expect(found.length).toBeGreaterThan(5);
  });

  test('symbols are those of readelf', () => {
    const table = readelf('-s', name).split("Symbol table '.symtab'")[1] ?? '';
    const expected = [...table.matchAll(/^\s*\d+: ([0-9a-f]{16})\s+(\S+) (\w+)\s+\w+\s+\w+\s+(\w+)(?: (\S+))?/gm)];
    const symbols = read(name).symbols;
    expect(symbols.length).toBe(expected.length);
    for (const [index, [, value, size, type, , symbol]] of expected.entries()) {
      expect(symbols[index]?.value).toBe(Number.parseInt(value ?? '', 16));
      expect(symbols[index]?.size).toBe(Number(size));
      if (type !== 'SECTION')
        expect(symbols[index]?.name).toBe((symbol ?? '').replace(/@.*/, '') === '' ? (symbol ?? '') : symbol);
    }
  });
});

test('relocations are those of readelf', () => {
  const file = read('a.o');
  const text = file.sections.find(({ name }) => name === '.text');
  if (text === undefined) throw new Error('no .text');
  const part = readelf('-r', 'a.o').split("'.rela.text'")[1]?.split('Relocation section')[0] ?? '';
  const expected = [...part.matchAll(/^([0-9a-f]{16})\s+([0-9a-f]{8})([0-9a-f]{8}) /gm)].map(
    ([, offset, symbol, type]) => [offset, symbol, type].map((v) => Number.parseInt(v ?? '', 16)),
  );
  expect(relocationsOf(file, text).map(({ offset, symbol, type }) => [offset, symbol, type])).toEqual(expected);
  expect(expected.length).toBeGreaterThan(0);
});

test.each(['a.o', 'a4.o', 'sections.o', 'a.out'])('the line table of %s names the line of each function', (name) => {
  const file = read(name);
  for (const [symbolName, line] of [
    ['helper', 3],
    ['visible', 8],
    ['main', 14],
  ] as const) {
    const symbol = file.symbols.find((one) => one.name === symbolName);
    const section = file.sections[symbol?.section ?? 0];
    if (symbol === undefined || section === undefined) throw new Error('no symbol');
    const offset = symbol.value - (name === 'a.out' ? section.address : 0);
    expect(lineAt(file, section, offset)).toBe(`a.c:${String(line)}`);
    expect(symbolAt(file, section, offset)?.name).toBe(symbolName);
  }
});

test('the libraries that a program needs are those of readelf', () => {
  const listed = [...readelf('-d', 'a.out').matchAll(/\(NEEDED\).*\[(.*)\]/g)].map(([, name]) => name);
  expect(neededNames(read('a.out'))).toEqual(listed);
  expect(listed).toContain('libc.so.6');
});

test('an archive has the members that ar lists', () => {
  const result = parseAr(readFileSync(path('one.a')));
  if (result.kind !== 'ar') throw new Error(result.reason);
  const listed = execFileSync('ar', ['t', 'one.a'], { cwd: directory, encoding: 'utf8' }).trim().split('\n');
  expect(result.members.map(({ name }) => name).filter((name) => !name.startsWith('/'))).toEqual(listed);
  const [first] = result.members.filter(({ name }) => name === 'a.o');
  expect(
    readFileSync(path('one.a'))
      .subarray(first?.offset, (first?.offset ?? 0) + (first?.size ?? 0))
      .equals(readFileSync(path('a.o'))),
  ).toBe(true);
});

test('a difference is named by section, symbol and line', async () => {
  const request = { file: 'a.o', sides: ['left', 'right'] as const, left: path('a.o'), right: path('b.o') };
  expect(await locate(request, directory)).toMatchObject({ section: '.text', symbol: 'helper()', line: 'a.c:4' });
});

test('without a line table the definition is named', async () => {
  const request = { file: 'a.o', sides: ['left', 'right'] as const, left: path('plain-a.o'), right: path('plain-b.o') };
  expect(await locate(request, directory)).toMatchObject({ symbol: 'helper()', line: 'a.c:2 (declared)' });
});

test('a file that is not there is a difference too', async () => {
  const request = { file: 'a.o', sides: ['left', 'right'] as const, left: path('a.o'), right: path('nothing.o') };
  expect(await locate(request, directory)).toMatchObject({ offset: -1 });
});

property.prop([
  fc.uint8Array({ maxLength: 300 }),
  fc.uint8Array({ maxLength: 300 }),
  fc.uint8Array({ maxLength: 300 }),
])('the first difference is the first', (common, left, right) => {
  const one = Uint8Array.from([...common, ...left]);
  const two = Uint8Array.from([...common, ...right]);
  const found = firstDifference(one, two);
  let expected = one.findIndex((byte, index) => byte !== two[index]);
  if (expected === -1) expected = one.length === two.length ? -1 : one.length;
  expect(found).toBe(expected);
});

property.prop([fc.array(fc.tuple(fc.nat(20_000), fc.nat(255)), { maxLength: 20 }), fc.nat(20_000)])(
  'damaged files are read without an exception',
  (changes, length) => {
    for (const name of ['a.o', 'one.a']) {
      const bytes = Uint8Array.from(readFileSync(path(name)).subarray(0, length));
      for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
      parseAr(bytes);
      const result = parseElf(bytes);
      if (result.kind !== 'elf') continue;
      for (const section of result.file.sections) {
        sectionData(result.file, section);
        lineAt(result.file, section, 4);
        symbolAt(result.file, section, 4);
      }
    }
  },
);
