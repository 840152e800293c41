// A reader of ar archives as GNU tools write them (symbol index `/`, long names `//`). The input is untrusted.
// In: bytes. Out: the members with their offsets, or why this is no archive.
import { stringAt } from './elf.ts';

export interface ArMember {
  readonly name: string;
  /** Offset of the member's header in the archive. */
  readonly header: number;
  /** Offset of the member's data in the archive. */
  readonly offset: number;
  readonly size: number;
}

export type ArResult =
  { readonly kind: 'ar'; readonly members: readonly ArMember[] } | { readonly kind: 'not-ar'; readonly reason: string };

const MAGIC = '!<arch>\n';
const HEADER_BYTES = 60;

function text(bytes: Uint8Array, at: number, length: number): string {
  return Buffer.from(bytes.subarray(at, at + length)).toString('latin1');
}

/** Reads an archive. Never throws. The index and the table of long names are members too, named `/` and `//`. */
export function parseAr(bytes: Uint8Array): ArResult {
  if (text(bytes, 0, 8) !== MAGIC) return { kind: 'not-ar', reason: 'no archive magic' };
  const members: ArMember[] = [];
  let longNames: Uint8Array = new Uint8Array(0);
  for (let at = MAGIC.length; at < bytes.length;) {
    if (at + HEADER_BYTES > bytes.length) return { kind: 'not-ar', reason: 'a member header is cut off' };
    if (text(bytes, at + 58, 2) !== '`\n') return { kind: 'not-ar', reason: `no member header at ${String(at)}` };
    const size = Number.parseInt(text(bytes, at + 48, 10), 10);
    const offset = at + HEADER_BYTES;
    if (!(size >= 0 && offset + size <= bytes.length))
      return { kind: 'not-ar', reason: 'a member reaches past the end' };
    const raw = text(bytes, at, 16).trimEnd();
    if (raw === '//') longNames = bytes.subarray(offset, offset + size);
    members.push({ name: memberName(raw, longNames), header: at, offset, size });
    at = offset + size + (size % 2);
  }
  return { kind: 'ar', members };
}

function memberName(raw: string, longNames: Uint8Array): string {
  if (raw === '/' || raw === '//' || raw === '/SYM64/') return raw;
  const long = /^\/(\d+)$/.exec(raw);
  if (long === null) return raw.replace(/\/$/, '');
  const rest = stringAt(longNames, Number(long[1]));
  return rest.slice(0, rest.search(/\/?\n/) === -1 ? rest.length : rest.search(/\/?\n/));
}
