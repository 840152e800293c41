// Compares two ELF-64 relocatable objects by what they mean: sections (by name and order of that name), their type, flags,
// alignment and bytes, relocations, and symbols in order. In: two files' bytes. Out: a list of differences, empty when equal.

/** @param {Uint8Array} bytes */
export function readElf(bytes) {
  const d = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const u64 = (o) => Number(d.getBigUint64(o, true));
  if (bytes.length < 64 || d.getUint32(0, false) !== 0x7f454c46) throw new Error("not an ELF file");
  const shoff = u64(40), shnum = d.getUint16(60, true), shstrndx = d.getUint16(62, true);
  const text = (table, o) => {
    let end = table.offset + o;
    while (bytes[end]) end++;
    return Buffer.from(bytes.subarray(table.offset + o, end)).toString("latin1");
  };
  const sections = [];
  for (let i = 0; i < shnum; i++) {
    const o = shoff + i * 64;
    sections.push({ index: i, nameOffset: d.getUint32(o, true), type: d.getUint32(o + 4, true), flags: u64(o + 8), offset: u64(o + 24), size: u64(o + 32),
      link: d.getUint32(o + 40, true), info: d.getUint32(o + 44, true), align: u64(o + 48), entsize: u64(o + 56), relocs: [] });
  }
  const seen = new Map();
  for (const s of sections) {
    s.name = text(sections[shstrndx], s.nameOffset);
    const n = seen.get(s.name) ?? 0;
    seen.set(s.name, n + 1);
    s.key = n ? `${s.name}#${n}` : s.name;
    s.bytes = s.type === 8 ? new Uint8Array(0) : bytes.subarray(s.offset, s.offset + s.size);
  }
  const symtab = sections.find((s) => s.type === 2);
  const symbols = [];
  if (symtab) {
    for (let o = symtab.offset; o < symtab.offset + symtab.size; o += 24) {
      const shndx = d.getUint16(o + 6, true), info = bytes[o + 4];
      const type = info & 15;
      const place = shndx === 0 ? "UND" : shndx === 0xfff1 ? "ABS" : shndx === 0xfff2 ? "COM" : sections[shndx].key;
      symbols.push({ name: type === 3 ? `[${place}]` : text(sections[symtab.link], d.getUint32(o, true)), type, bind: info >> 4, visibility: bytes[o + 5] & 3, place,
        value: u64(o + 8), size: u64(o + 16) });
    }
  }
  for (const s of sections) {
    if (s.type !== 4) continue;
    for (let o = s.offset; o < s.offset + s.size; o += 24) {
      const y = symbols[d.getUint32(o + 12, true)];
      sections[s.info].relocs.push({ offset: u64(o), type: d.getUint32(o + 8, true), symbol: y ? y.name : "?", addend: d.getBigInt64(o + 16, true) });
    }
  }
  return { sections, symbols };
}

const IGNORED = new Set([".symtab", ".strtab", ".shstrtab", ".group"]);
const show = (r) => `${r.offset.toString(16)} type ${r.type} ${r.symbol} ${r.addend >= 0n ? "+" : ""}${r.addend}`;

/**
 * @param {Uint8Array} a what GNU as made
 * @param {Uint8Array} b what kit as made
 * @param {{debug?: boolean}} options debug: also compare .debug_line and .debug_line_str
 */
export function compareObjects(a, b, options = {}) {
  const out = [];
  const x = readElf(a), y = readElf(b);
  const keep = (s) => s.type !== 0 && s.type !== 4 && !IGNORED.has(s.name) && !(s.size === 0 && !s.name.startsWith(".note.GNU-stack")) && !s.name.startsWith(".note.gnu.property");
  const xs = x.sections.filter(keep), ys = y.sections.filter(keep);
  const yByKey = new Map(ys.map((s) => [s.key, s]));
  for (const s of xs) {
    const t = yByKey.get(s.key);
    if (!t) {
      out.push(`section ${s.key} is missing`);
      continue;
    }
    yByKey.delete(s.key);
    for (const field of ["type", "flags", "size", "align", "entsize"])
      if (s[field] !== t[field] && !(field === "type" && s.name === ".eh_frame")) out.push(`section ${s.key}: ${field} is ${t[field]}, not ${s[field]}`);
    const n = Math.min(s.bytes.length, t.bytes.length);
    for (let i = 0; i < n; i++)
      if (s.bytes[i] !== t.bytes[i]) {
        const hex = (v) => Buffer.from(v.bytes.subarray(Math.max(0, i - 4), i + 12)).toString("hex");
        out.push(`section ${s.key}: first difference at 0x${i.toString(16)}: ${hex(t)}, not ${hex(s)}`);
        break;
      }
    const rs = s.relocs.map(show), rt = t.relocs.map(show);
    for (let i = 0; i < Math.max(rs.length, rt.length); i++)
      if (rs[i] !== rt[i]) {
        out.push(`section ${s.key}: relocation ${i} is ${rt[i]}, not ${rs[i]}`);
        break;
      }
  }
  for (const key of yByKey.keys()) out.push(`section ${key} is not in GNU as's object`);
  const name = (v) => `${v.name} type ${v.type} bind ${v.bind} vis ${v.visibility} in ${v.place} value ${v.value.toString(16)} size ${v.size}`;
  const sx = x.symbols.filter((v) => v.place !== ".group").map(name).slice(1), sy = y.symbols.map(name).slice(1);
  for (let i = 0; i < Math.max(sx.length, sy.length); i++)
    if (sx[i] !== sy[i]) {
      out.push(`symbol ${i} is ${sy[i]}, not ${sx[i]}`);
      break;
    }
  return out;
}
