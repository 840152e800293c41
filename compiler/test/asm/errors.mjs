// Wrong assembly draws a named error with file, line, column and caret, exit code 1 and no output; then mutated files, which must do
// either that or assemble, within 5 seconds.
//   node errors.mjs [--mutants N] [--seed S] KIT-AS-COMMAND...      for mutants use a build with sanitizers
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url)), args = process.argv.slice(2);
const option = (name, fallback) => {
  const i = args.indexOf(name);
  return i < 0 ? fallback : Number(args.splice(i, 2)[1]);
};
const mutants = option("--mutants", 200), seed = option("--seed", 1);
if (!args.length) {
  console.error("usage: node errors.mjs [--mutants N] [--seed S] KIT-AS-COMMAND...");
  process.exit(2);
}
const work = mkdtempSync(join(tmpdir(), "kit-as-errors-")), source = join(work, "in.s"), output = join(work, "in.o");
let failures = 0;

function assemble(bytes) {
  writeFileSync(source, bytes);
  rmSync(output, { force: true });
  const r = spawnSync(args[0], [...args.slice(1), "-o", output, source], { encoding: "latin1", timeout: 5_000, maxBuffer: 1 << 26, env: { ...process.env, ASAN_OPTIONS: "detect_leaks=0:max_allocation_size_mb=1024" } });
  return { ...r, made: existsSync(output) };
}

/** Text, and for each expected message its line and words. */
const cases = [
  ["movq %eax, %rbx", 1, "does not have the size of its suffix"], ["nop\nfrobnicate %eax", 2, "instruction 'frobnicate' is not supported"],
  [".foo 1", 1, "directive '.foo' is not supported"], ["mov 1(%rax,%rbx,3), %eax", 1, "scale must be 1, 2, 4 or 8"], ["add $1, (%rax)", 1, "needs a size suffix"],
  ["vaddps %zmm0, %zmm1, %zmm2", 1, "'%zmm0' is not supported"], [".intel_syntax noprefix", 1, "Intel syntax is not supported"], [".code32", 1, "not supported"],
  ["jmp 1f", 1, "no such local label"], ["jmp 1b", 1, "no local label '1:'"], [".if 1\nnop", 1, "without '.endif'"], ["a:\na:", 2, "'a' is already defined"],
  [".bss\nmov %eax,%eax", 2, "holds no bytes"], [".macro m\nm\n.endm\nm", 4, "nested"], [".macro m", 1, "without '.endm'"], [".byte 1/0", 1, "division by zero"],
  ["a = b\nb = a\n.long a", 1, "depends on itself"], [".long a+b", 1, "cannot be expressed"], [".uleb128 x", 1, "LEB128"], ["mov %ah, %r8b", 1, "high byte register"],
  [".text\nloop a\n.skip 300\na:", 2, "more than 8 bits reach"], [".align 3", 1, "not a power of two"], [".cfi_endproc", 1, "outside of '.cfi_startproc'"],
  [".loc 1 2", 1, "was not declared"], [".string \"a", 1, "unterminated string"], ["/* x", 1, "unterminated comment"], [".incbin \"/nonexistent/x\"", 1, "cannot read"],
  ["# 77 \"other.c\"\nbad", 77, "'bad' is not supported"], [".rept 1000000000\nnop\n.endr", 1, "expand to more than"], [".org 10\n.org 5", 2, "cannot move backwards"]
];
for (const [text, line, words] of cases) {
  const r = assemble(text + "\n");
  const found = r.stderr.split("\n").some((l) => l.includes(`:${line}:`) && l.includes("error: ") && l.includes(words));
  if (r.status !== 1 || r.made || !found || !r.stderr.includes("^")) {
    failures++;
    console.log(`FAIL ${JSON.stringify(text)}: exit ${r.status}, output ${r.made}, wanted line ${line} "${words}", got\n${r.stderr.slice(0, 400)}`);
  }
}

let state = seed >>> 0;
const random = (n) => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor((state / 4294967296) * n);
};
const texts = ["directives.s", "instructions.s"].map((f) => readFileSync(join(here, f)));
const words = [".macro", ".endm", ".rept 3", ".endr", ".if 1", ".else", ".endif", "\\@", "1f", "2b", "0x7fffffffffffffff", "-1", "$", "%rax", "(%rax,%rcx,8)", ".org 100", ".skip 99999999",
  ".uleb128 a-b", ".set a,b", ".set b,a", "lock", ".cfi_startproc", ".cfi_endproc", '"', "/*", "*/", "@PLT", "%st(9)", ".popsection", ".irp x,1,2,3", "\\x", ".fill 10,8,1", ".space 1<<40"];
for (let i = 0; i < mutants; i++) {
  const base = texts[random(texts.length)], start = random(base.length);
  const bytes = [...base.subarray(start, start + 200 + random(4000))];
  for (let k = 1 + random(8); k > 0; k--) {
    const p = random(bytes.length);
    switch (random(4)) {
      case 0: bytes[p] = random(256); break;
      case 1: bytes.splice(p, 1 + random(10)); break;
      case 2: bytes.splice(p, 0, ...Buffer.from(words[random(words.length)])); break;
      default: bytes.splice(p, 0, 10, ...Buffer.from(words[random(words.length)]), 10);
    }
  }
  const r = assemble(Buffer.from(bytes));
  if (!((r.status === 0 && r.made) || (r.status === 1 && !r.made && r.stderr.includes("error")))) {
    failures++;
    console.log(`FAIL mutant ${i} of seed ${seed}: exit ${r.status} ${r.signal} ${r.stderr.slice(0, 300)}`);
  }
}
rmSync(work, { recursive: true, force: true });
console.log(`${cases.length} errors, ${mutants} mutants, ${failures} failures`);
process.exit(failures ? 1 : 0);
