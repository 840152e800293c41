// Strings of the generated language: what the elements of a literal are, and how it is written (C17 6.4.5). In: a prefix and
// characters. Out: code units and C text.
import { int, type IntType } from './ctypes.ts';

export type StringPrefix = '' | 'u8' | 'u' | 'U' | 'L';

const elements: Readonly<Record<StringPrefix, IntType>> = {
  '': int('char'),
  u8: int('char'),
  u: int('unsigned short'),
  U: int('unsigned int'),
  L: int('int'),
};

/** The type of an element: char, char16_t, char32_t, wchar_t. */
export function elementType(prefix: StringPrefix): IntType {
  return elements[prefix];
}

/** The elements of a literal without the terminating zero: UTF-8, UTF-16 or code points. */
export function codeUnits(prefix: StringPrefix, text: string): readonly number[] {
  if (prefix === '' || prefix === 'u8') return [...new TextEncoder().encode(text)];
  if (prefix === 'u') return Array.from({ length: text.length }, (_, index) => text.charCodeAt(index));
  return Array.from(text, (character) => character.codePointAt(0) ?? 0);
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['\n', String.raw`\n`],
  ['\t', String.raw`\t`],
  ['"', String.raw`\"`],
  ["'", String.raw`\'`],
  ['\\', String.raw`\\`],
]);

function spellCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const escape = escapes.get(character);
  if (escape !== undefined) return escape;
  if (code < 32 || code === 127) return `\\${code.toString(8).padStart(3, '0')}`;
  // The half of them as they are, the other half as universal character names (6.4.3).
  if (code < 128 || code % 2 === 0) return character;
  const hex = code.toString(16);
  return code < 0x10000 ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
}

/** A string literal. */
export function spellString(prefix: StringPrefix, text: string): string {
  return `${prefix}"${Array.from(text, spellCharacter).join('')}"`;
}

/** A character constant. */
export function spellCharacterConstant(prefix: StringPrefix, character: string): string {
  return `${prefix}'${spellCharacter(character)}'`;
}
