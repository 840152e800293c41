// Tests the code generator: usage: node run.mjs KIT OUTDIR [--quick]
// KIT is a built kit; gcc, as, ld and objcopy judge it. Every step prints one line; the exit code is 1 when any failed.
//
// operations   every operation, type and operand shape against C (generate_ops.mjs), in three relocation models
// cases        control flow, memory, calls by hand (cases.ir, cases.c)
// convention   calls against gcc in both directions (generate_abi.mjs)
// text         -S through the assembler is -c, section by section after linking
// determinism  twice the same bytes; -g changes no code
// canary       the operations test must notice a changed instruction
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

// From make test comes one argument, the directory of the build.
const build = process.argv.length === 3 ? process.argv[2] : undefined;
const [kit, out, quick] = build ? [path.join(build, "kit"), path.join(build, "test", "codegen"), true] : [process.argv[2], process.argv[3], process.argv[4] === "--quick"];
if (!kit || !out) {
  console.error("usage: node run.mjs KIT OUTDIR [--quick], or node run.mjs BUILD_DIRECTORY");
  process.exit(2);
}
const here = import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname);
mkdirSync(out, { recursive: true });
const at = (name) => path.join(out, name);
const limits = { timeout: 180_000, encoding: "utf8", maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "pipe"] };
const run = (program, ...args) => execFileSync(program, args, limits);
let failed = 0;
function step(name, body) {
  try {
    console.log(`ok   ${name}: ${body()}`);
  } catch (error) {
    failed++;
    console.log(`FAIL ${name}: ${String(error.stdout ?? "").slice(0, 2000)}${String(error.stderr ?? error.message).slice(0, 2000)}`);
  }
}
const ir = (input, output, ...flags) => run(kit, "ir", ...flags, "-c", input, "-o", at(output));
const cc = (input, output, ...flags) => run(kit, "cc", "-w", ...flags, "-c", at(input), "-o", at(output));
const link = (output, ...args) => run("gcc", "-w", "-o", at(output), ...args, "-lm");

run("node", path.join(here, "generate_ops.mjs"), out);
run("gcc", "-w", "-O1", "-fwrapv", "-fPIC", "-c", at("ops.c"), "-o", at("ops_c.o"));
for (const [model, flags, linked] of [["pie", [], []], ["static", ["-fno-pie"], ["-no-pie"]], ["pic", ["-fPIC"], []]]) {
  if (quick && model !== "pie") continue;
  step(`operations ${model}`, () => {
    ir(at("ops.ir"), "ops.o", ...flags);
    link("ops", ...linked, at("ops_c.o"), at("ops.o"));
    return run(at("ops")).trim();
  });
}
step("canary", () => {
  // An addition that adds one too much, planted in the object: the test has to fail.
  const text = readFileSync(at("ops.ir"), "utf8").replace(/= add i64 %1, %2/, "= sub i64 %1, %2");
  if (text === readFileSync(at("ops.ir"), "utf8")) throw new Error("the place to plant a fault was not found");
  writeFileSync(at("fault.ir"), text);
  ir(at("fault.ir"), "fault.o");
  link("fault", at("ops_c.o"), at("fault.o"));
  try {
    run(at("fault"));
  } catch (error) {
    if (error.status === 1) return "the planted fault was found";
  }
  throw new Error("the planted fault was not found");
});
for (const [model, flags, linked] of [["pie", [], []], ["static", ["-fno-pie"], ["-no-pie"]], ["pic", ["-fPIC"], []]])
  step(`cases ${model}`, () => {
    ir(path.join(here, "cases.ir"), "cases.o", ...flags);
    link("cases", ...linked, "-O1", "-fwrapv", path.join(here, "cases.c"), at("cases.o"));
    return run(at("cases")).trim();
  });
for (const seed of quick ? [1] : [1, 2, 3])
  step(`convention ${seed}`, () => {
    run("node", path.join(here, "generate_abi.mjs"), out, String(seed), "300");
    for (const file of ["callee", "caller"]) {
      run("gcc", "-w", "-Wno-psabi", "-O1", "-c", at(`${file}.c`), "-o", at(`${file}.gcc.o`));
      cc(`${file}.c`, `${file}.kit.o`);
    }
    for (const callee of ["gcc", "kit"])
      for (const caller of ["gcc", "kit"]) {
        link("convention", at("main.c"), at(`callee.${callee}.o`), at(`caller.${caller}.o`));
        run(at("convention"));
      }
    return "300 functions, four ways";
  });

const sections = [".text", ".rodata", ".data", ".data.rel.ro", ".tdata", ".eh_frame"];
function linkedSections(object) {
  run("ld", "-pie", "-o", at("whole"), at(object), "--unresolved-symbols=ignore-all", "-e", "0", "--build-id=none");
  return sections.map((name) => {
    run("objcopy", "-O", "binary", "-j", name, at("whole"), at("section"));
    return readFileSync(at("section"));
  });
}
step("text", () => {
  let bytes = 0;
  for (const [tool, input] of [["ir", at("ops.ir")], ["ir", path.join(here, "cases.ir")], ["cc", at("callee.c")], ["cc", at("caller.c")]]) {
    run(kit, tool, "-w", "-g", "-c", input, "-o", at("direct.o"));
    run(kit, tool, "-w", "-g", "-S", input, "-o", at("text.s"));
    const direct = linkedSections("direct.o");
    for (const assembler of [["as"], [kit, "as"]]) {
      run(assembler[0], ...assembler.slice(1), at("text.s"), "-o", at("text.o"));
      linkedSections("text.o").forEach((section, k) => {
        bytes += section.length;
        if (!section.equals(direct[k])) throw new Error(`${input}: ${sections[k]} differs through ${assembler.join(" ")}`);
      });
    }
  }
  if (bytes < 100_000) throw new Error("nothing was compared");
  return `${bytes} bytes are the same`;
});
step("determinism", () => {
  for (const [tool, input] of [["ir", at("ops.ir")], ["cc", at("callee.c")]]) {
    const twice = [0, 1].map((k) => {
      run(kit, tool, "-w", "-c", input, "-o", at(`twice${k}.o`));
      return readFileSync(at(`twice${k}.o`));
    });
    if (!twice[0].equals(twice[1])) throw new Error(`${input}: two runs differ`);
    run(kit, tool, "-w", "-g", "-c", input, "-o", at("debug.o"));
    const code = ["twice0.o", "debug.o"].map((object) => {
      run("objcopy", "-O", "binary", "-j", ".text", at(object), at("code"));
      return readFileSync(at("code"));
    });
    if (!code[0].length || !code[0].equals(code[1])) throw new Error(`${input}: -g changes code`);
  }
  return "same bytes, same code with -g";
});
process.exit(failed ? 1 : 0);
