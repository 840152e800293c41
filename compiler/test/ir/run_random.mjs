// Random programs in the IR's text form (random_maker.mjs), whose results an interpreter knows (random_meaning.mjs): what a back
// end does wrong between blocks shows here. usage: node run_random.mjs BUILD_DIRECTORY [modules [seed]]
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync, copyFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeModule } from "./random_maker.mjs";

const [build, modules = "30", firstSeed = "1"] = process.argv.slice(2);
const kit = join(build, "kit");

const scratch = mkdtempSync(join(tmpdir(), "kit-random-ir-"));
let failed = 0;
try {
  for (let k = 0; k < Number(modules); k++) {
    const seed = Number(firstSeed) + k;
    const source = join(scratch, "m.ir");
    writeFileSync(source, makeModule(seed));
    for (const flags of [["-O0"], ["-O1", "-fno-pie", "-no-pie"]]) {
      let what = "";
      try {
        execFileSync(kit, ["ir", ...flags, "-o", join(scratch, "m"), source], { stdio: "pipe", timeout: 60000 });
        const r = spawnSync(join(scratch, "m"), { timeout: 20000 });
        if (r.status !== 0) what = r.signal ? `ended by ${r.signal}` : `check ${r.status} (function @f${Math.floor((r.status - 1) / 3)}) is wrong`;
      } catch (error) {
        what = `does not compile: ${String(error.stderr ?? error).split("\n").slice(0, 3).join(" | ")}`;
      }
      if (!what) continue;
      failed++;
      const kept = join(tmpdir(), `kit-random-${seed}.ir`);
      copyFileSync(source, kept);
      console.log(`seed ${seed} ${flags.join(" ")}: ${what}; the program is ${kept}`);
    }
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
console.log(`${modules} modules, ${failed} failures`);
process.exit(failed ? 1 : 0);
