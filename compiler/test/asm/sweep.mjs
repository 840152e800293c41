// Every row of kit's instruction table against GNU as and llvm-mc: the same instruction must become the same bytes.
//   node sweep.mjs COMMAND...      COMMAND is how to run kit as, e.g. "out/bin/as" or "out/kit as"
// In: test_encode.c and sweep.c, compiled here with $CC (default cc). GNU as is the standard; lines that it refuses are left out and
// counted. llvm-mc 19 cross-checks GNU as; both are skipped with a reason when they are not installed. Exit code 0 or 1.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { readElf } from "./elf_compare.mjs";

const here = dirname(fileURLToPath(import.meta.url)), compiler = join(here, "..", "..");
const kit = process.argv.slice(2);
if (!kit.length) {
  console.error("usage: node sweep.mjs KIT-AS-COMMAND...");
  process.exit(2);
}
const work = mkdtempSync(join(tmpdir(), "kit-sweep-"));
const run = (command, args, input) => spawnSync(command, args, { input, maxBuffer: 1 << 30, timeout: 60_000, encoding: "latin1" });
const has = (command) => run(command, ["--version"]).status === 0;
let failures = 0;

/** Assembles lines; those that draw an error are taken out and tried again without. */
function assemble(command, args, lines, output) {
  let kept = lines;
  for (let round = 0; round < 6; round++) {
    const source = join(work, "in.s");
    writeFileSync(source, kept.map((l) => l ?? "").join("\n") + "\n");
    rmSync(output, { force: true });
    const r = run(command, [...args, "-o", output, source]);
    if (r.status === 0) return { kept, object: readElf(readFileSync(output)) };
    const wrong = new Set();
    for (const m of r.stderr.matchAll(/in\.s:(\d+):(?:\d+:)? ?error/gi)) wrong.add(Number(m[1]) - 1);
    if (!wrong.size) throw new Error(`${command}: ${r.stderr.slice(0, 500)}`);
    kept = kept.map((l, i) => (wrong.has(i) ? l?.replace(/ .*/, "") : l));
  }
  throw new Error(`${command} still refuses lines`);
}

/** Bytes of each instruction by its label. */
function slices(object) {
  const text = object.sections.find((s) => s.name === ".text");
  const labels = object.symbols.filter((s) => /^s\d+$/.test(s.name)).sort((a, b) => a.value - b.value || Number(a.name.slice(1)) - Number(b.name.slice(1)));
  const out = new Map();
  labels.forEach((l, i) => {
    if (i + 1 < labels.length) out.set(l.name, Buffer.from(text.bytes.subarray(l.value, labels[i + 1].value)).toString("hex"));
  });
  return out;
}

try {
  const cc = process.env.CC ?? "cc";
  for (const [name, files] of [["sweep", ["test/asm/sweep.c", "src/target/x64/encode_table.c"]], ["encode", ["test/test_encode.c", "src/target/x64/encode.c", "src/base/buf.c"]]]) {
    const r = run(cc, ["-std=c11", "-O1", "-I", join(compiler, "src"), "-o", join(work, name), ...files.map((f) => join(compiler, f))]);
    if (r.status !== 0) throw new Error(`${cc}: ${r.stderr}`);
  }
  if (!has("as")) {
    console.log("skipped: GNU as is not installed");
    process.exit(0);
  }
  const lines = run(join(work, "sweep"), []).stdout.trimEnd().split("\n");
  const gnu = assemble("as", ["-W"], lines, join(work, "gnu.o"));
  const dropped = lines.filter((l, i) => l !== gnu.kept[i]).length;
  const source = join(work, "kept.s");
  writeFileSync(source, gnu.kept.join("\n") + "\n");
  const r = run(kit[0], [...kit.slice(1), "-W", "-o", join(work, "kit.o"), source]);
  if (r.status !== 0) {
    console.log(`FAIL: kit refuses what GNU as accepts:\n${r.stderr.slice(0, 4000)}`);
    process.exit(1);
  }
  const byLabel = new Map(lines.map((l) => [l.split(":")[0], l]));
  const want = slices(gnu.object), got = slices(readElf(readFileSync(join(work, "kit.o"))));
  let compared = 0;
  for (const [label, bytes] of want) {
    compared++;
    if (got.get(label) !== bytes && failures++ < 400) console.log(`FAIL ${byLabel.get(label)}: kit ${got.get(label)}, GNU as ${bytes}`);
  }
  if (compared < 50_000) {
    console.log(`FAIL: only ${compared} instructions were compared`);
    failures++;
  }
  console.log(`${compared} instructions compared with GNU as, ${failures} differ, ${dropped} lines that GNU as refuses left out`);

  const mc = ["llvm-mc-19", "llvm-mc"].find(has);
  if (mc) {
    const other = slices(assemble(mc, ["-filetype=obj", "-triple=x86_64-linux-gnu"], gnu.kept, join(work, "mc.o")).object);
    let same = 0, alternative = 0, wrong = 0;
    for (const [label, bytes] of other) {
      if (!bytes || !want.get(label)) continue;
      if (bytes === got.get(label)) same++;
      else alternative++;
    }
    console.log(`${same} instructions are the same in ${mc}, ${alternative} it encodes otherwise`);
    if (same < 50_000 || alternative > same / 10) {
      console.log("FAIL: too little agreement with llvm-mc");
      failures++;
    }
    failures += wrong;
  } else {
    console.log("skipped: llvm-mc is not installed, only GNU as was compared");
  }

  /* The code generator's encoder, without the assembler. */
  writeFileSync(join(work, "encode.s"), run(join(work, "encode"), ["-s"]).stdout);
  const e = run("as", ["-o", join(work, "encode.o"), join(work, "encode.s")]);
  if (e.status !== 0) throw new Error(e.stderr.slice(0, 500));
  const expected = Buffer.from(readElf(readFileSync(join(work, "encode.o"))).sections.find((s) => s.name === ".text").bytes).toString("hex");
  const encoded = run(join(work, "encode"), ["-x"]).stdout.replaceAll("\n", "");
  if (expected !== encoded) {
    console.log("FAIL: encode.c and GNU as differ");
    failures++;
  } else {
    console.log(`encode.c: ${encoded.length / 2} bytes are GNU as's`);
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
process.exit(failures ? 1 : 0);
