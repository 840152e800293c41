// Lua: scripts of ours, run from source and compiled, answer as in a build by the reference compiler.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { BuildFailure, CheckFailure, material, run } from './program.mjs';

const scripts = () =>
  readdirSync(path.join(material, 'lua'))
    .filter((name) => name.endsWith('.lua'))
    .sort();

/** @type {import('./program.mjs').Program} */
export const lua = {
  material: () => scripts().map((name) => `lua/${name}`),
  attempts: [
    { needed: 'nothing', target: 'linux-noreadline' },
    { needed: 'target posix (the linker refuses -Wl,-E)', target: 'posix' },
  ],
  build(folder, tools, attempt) {
    const assignments = [
      `CC=${tools.cc} -std=gnu99`,
      `AR=${tools.ar} rcu`,
      `LD=${tools.ld}`,
      `RANLIB=${tools.ranlib}`,
    ];
    if (tools.cflags) assignments.push(`CFLAGS=${tools.cflags} -DLUA_COMPAT_5_3 $(SYSCFLAGS) $(MYCFLAGS)`);
    run(BuildFailure, 'make', ['-C', 'src', attempt.target, ...assignments], { cwd: folder });
  },
  answers(folder) {
    const lua = path.join(folder, 'src', 'lua');
    return scripts()
      .map(
        (name) => `== ${name}\n${run(CheckFailure, lua, [name], { cwd: path.join(material, 'lua'), timeout: 120 })}`,
      )
      .join('');
  },
  check(folder) {
    const compiled = path.join(folder, 'compiled');
    const bin = (tool) => path.join(folder, 'src', tool);
    const at = { cwd: path.join(material, 'lua'), timeout: 120 };
    for (const script of scripts()) {
      run(CheckFailure, bin('luac'), ['-o', compiled, script], at);
      const same = run(CheckFailure, bin('lua'), [compiled], at) === run(CheckFailure, bin('lua'), [script], at);
      if (!same) throw new CheckFailure(`${script} compiled by luac answers differently`);
    }
    return `${scripts().length} scripts give the reference's answers, from source and compiled by luac`;
  },
};
