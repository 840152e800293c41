// The sweep run backwards: GNU as assembles every row of the instruction table, and kit's disassembler must print what GNU objdump prints.
//   node sweep_disasm.mjs [file.o...]     the .text of these objects too
// In: sweep.c and disassemble.c, compiled here with $CC (default cc). Skipped with a reason without GNU as and objdump.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { readElf } from "./elf_compare.mjs";

const here = dirname(fileURLToPath(import.meta.url)), compiler = join(here, "..", "..");
const work = mkdtempSync(join(tmpdir(), "kit-disasm-"));
const run = (command, args, input) => spawnSync(command, args, { input, maxBuffer: 1 << 30, timeout: 60_000, encoding: "latin1" });
let failures = 0;

/* objdump joins FWAIT with the x87 instruction behind it, and shows implicit operands of these. */
const shownOtherwise = /^s\d+: (fst(cw|sw|env)|fsave|fclex|finit|f?wait|xlat|sysret|sysexit|monitor|mwait)/;

function compare(file) {
  const text = readElf(readFileSync(file)).sections.find((s) => s.name === ".text");
  const listing = run("objdump", ["-dw", "-j", ".text", "--no-show-raw-insn", file]).stdout;
  const want = [];
  for (const line of listing.split("\n")) {
    const m = /^ *([0-9a-f]+):\t(.*)$/.exec(line);
    if (m) want.push(`${m[1]}\t${m[2].replace(/ *<[^>]*>/, "").trimEnd()}`);
  }
  const got = run(join(work, "disassemble"), [], Buffer.from(text.bytes)).stdout.trimEnd().split("\n").map((l) => l.trimEnd());
  const known = new Set(got);
  let missing = 0;
  for (const line of want)
    if (!known.has(line)) {
      const address = line.split("\t")[0];
      if (missing++ < 20) console.log(`FAIL ${file}: kit "${got.find((g) => g.startsWith(address + "\t"))}", objdump "${line}"`);
    }
  if (!want.length) missing++;
  failures += missing;
  console.log(`${want.length} instructions disassembled, ${missing} differ`);
  return want.length;
}

try {
  const cc = process.env.CC ?? "cc";
  for (const [name, files] of [["sweep", ["test/asm/sweep.c", "src/target/x64/encode_table.c"]], ["disassemble", ["test/asm/disassemble.c", "src/target/x64/disasm.c", "src/target/x64/encode_table.c", "src/base/buf.c"]]]) {
    const r = run(cc, ["-std=c11", "-O1", "-I", join(compiler, "src"), "-o", join(work, name), ...files.map((f) => join(compiler, f))]);
    if (r.status !== 0) throw new Error(`${cc}: ${r.stderr}`);
  }
  if (run("as", ["--version"]).status !== 0 || run("objdump", ["--version"]).status !== 0) {
    console.log("skipped: GNU as and objdump are not installed");
    process.exit(0);
  }
  let lines = run(join(work, "sweep"), []).stdout.trimEnd().split("\n").filter((l) => !shownOtherwise.test(l)).map((l) => l.replace(/^s\d+: ?/, ""));
  lines.unshift("start:"); // objdump writes addresses otherwise where there is no symbol at all
  const source = join(work, "in.s"), object = join(work, "in.o");
  for (let round = 0; ; round++) {
    writeFileSync(source, lines.join("\n") + "\n");
    const r = run("as", ["-W", "-o", object, source]);
    if (r.status === 0) break;
    if (round === 3) throw new Error(r.stderr.slice(0, 300));
    const wrong = new Set([...r.stderr.matchAll(/in\.s:(\d+): Error/g)].map((m) => Number(m[1]) - 1));
    lines = lines.filter((_, i) => !wrong.has(i));
  }
  if (compare(object) < 50_000) {
    console.log("FAIL: too few instructions were compared");
    failures++;
  }
  for (const file of process.argv.slice(2)) compare(file);
} finally {
  rmSync(work, { recursive: true, force: true });
}
process.exit(failures ? 1 : 0);
