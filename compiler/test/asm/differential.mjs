// Compilers' and hand-written assembly through kit as and GNU as: the objects must agree in sections, bytes, relocations and symbols.
//   node differential.mjs [--every N] [--sources DIR] KIT-AS-COMMAND... [-- file.s...]
// In: directives.s and instructions.s beside this file, the C files under DIR (default corpus/c) compiled to assembly by gcc and clang with
// several flags each, and the files after "--". Every N-th C file only, default 7. Programs with a main that stand alone are linked and
// run too. Skipped with a reason without GNU as. Exit code 0 or 1.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { compareObjects } from "./elf_compare.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const args = process.argv.slice(2);
let every = 7, sources = join(here, "..", "..", "..", "corpus", "c"), extra = [];
const option = (name) => {
  const i = args.indexOf(name);
  return i < 0 ? undefined : args.splice(i, 2)[1];
};
every = Number(option("--every") ?? every);
sources = option("--sources") ?? sources;
const dashes = args.indexOf("--");
if (dashes >= 0) extra = args.splice(dashes).slice(1);
if (!args.length) {
  console.error("usage: node differential.mjs [--every N] [--sources DIR] KIT-AS-COMMAND... [-- file.s...]");
  process.exit(2);
}
const work = mkdtempSync(join(tmpdir(), "kit-as-"));
const run = (command, list) => spawnSync(command, list, { maxBuffer: 1 << 28, timeout: 60_000, encoding: "latin1" });
const has = (command) => run(command, ["--version"]).status === 0;
let compared = 0, failures = 0, ran = 0;

function compare(file, label) {
  const text = readFileSync(file, "latin1"), flags = /^\s*\.file\s+0/m.test(text) ? ["--gdwarf-5"] : [];
  const gnuObject = join(work, "gnu.o"), kitObject = join(work, "kit.o");
  rmSync(kitObject, { force: true });
  const gnu = run("as", [...flags, "-W", "-o", gnuObject, file]);
  if (gnu.status !== 0) return console.log(`not compared: GNU as refuses ${label}`);
  compared++;
  const kit = run(args[0], [...args.slice(1), ...flags, "-W", "-o", kitObject, file]);
  const differences = kit.status !== 0 ? [kit.stderr.slice(0, 600) || `exit ${kit.status} ${kit.signal}`] : compareObjects(readFileSync(gnuObject), readFileSync(kitObject));
  if (!differences.length) return kitObject;
  failures++;
  console.log(`FAIL ${label}\n  ${differences.slice(0, 6).join("\n  ")}`);
}

function list(dir) {
  return readdirSync(dir).sort().flatMap((n) => {
    const p = join(dir, n);
    return statSync(p).isDirectory() ? list(p) : p.endsWith(".c") ? [p] : [];
  });
}

try {
  if (!has("as")) {
    console.log("skipped: GNU as is not installed");
    process.exit(0);
  }
  for (const file of [join(here, "directives.s"), join(here, "instructions.s"), ...extra]) compare(file, file);
  const matrix = [["gcc", "-O0"], ["gcc", "-O2", "-g"], ["gcc", "-O2", "-fPIC", "-ffunction-sections", "-fdata-sections"], ["gcc", "-O1", "-g", "-fno-pie"],
    ["clang", "-O0", "-fno-integrated-as"], ["clang", "-O2", "-gdwarf-4", "-fno-integrated-as"], ["gcc", "-O2", "-mavx2", "-mfma"]].filter(([c]) => has(c) || console.log(`skipped: ${c} is not installed`));
  const files = existsSync(sources) ? list(sources) : [];
  files.forEach((file, i) => {
    if (i % every || !matrix.length) return;
    const [cc, ...flags] = matrix[(i / every) % matrix.length];
    const assembly = join(work, "in.s");
    if (run(cc, [...flags, "-w", "-I", sources, "-S", "-o", assembly, file]).status !== 0) return;
    const object = compare(assembly, `${file} (${cc} ${flags.join(" ")})`);
    if (!object || /part_|_across|link/.test(file)) return;
    const program = join(work, "program");
    if (run(cc, [...(flags.includes("-fno-pie") ? ["-no-pie"] : []), "-o", program, object, "-lm", "-lpthread"]).status !== 0) return;
    const r = run(program, []);
    ran++;
    if (r.signal) {
      failures++;
      console.log(`FAIL ${file}: the program dies with ${r.signal}`);
    }
  });
} finally {
  rmSync(work, { recursive: true, force: true });
}
console.log(`${compared} objects compared with GNU as's, ${failures} failures, ${ran} programs run`);
if (compared < 2) failures++;
process.exit(failures ? 1 : 0);
