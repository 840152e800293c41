// A position in little-endian bytes that moves forward as values are read. In: untrusted bytes. Out: values, or CutOff.
import { stringAt } from './elf.ts';

/** Thrown when a value reaches past the end. */
export class CutOff extends Error {}

export class Cursor {
  at = 0;
  readonly #view: DataView;
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** Moves forward by `size` bytes and returns where it was. */
  advance(size: number): number {
    const at = this.at;
    if (at < 0 || at + size > this.#bytes.length) throw new CutOff(`offset ${String(at)} lies outside of the data`);
    this.at += size;
    return at;
  }

  u8(): number {
    return this.#view.getUint8(this.advance(1));
  }
  i8(): number {
    return this.#view.getInt8(this.advance(1));
  }
  u16(): number {
    return this.#view.getUint16(this.advance(2), true);
  }
  u32(): number {
    return this.#view.getUint32(this.advance(4), true);
  }
  u64(): number {
    return Number(this.#view.getBigUint64(this.advance(8), true));
  }

  /** An unsigned LEB128 number (DWARF 5 section 7.6). */
  uleb(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.u8();
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
  }

  /** A signed LEB128 number. */
  sleb(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.u8();
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return (byte & 0x40) === 0 ? value : value - scale * 128;
    }
  }

  /** A string that ends at a zero byte. */
  string(): string {
    const text = stringAt(this.#bytes, this.at);
    this.advance(Buffer.byteLength(text) + 1);
    return text;
  }
}
