// zlib: a configure script of its own, and the checks of `make test`.
import { BuildFailure, CheckFailure, run } from './program.mjs';

/** @type {import('./program.mjs').Program} */
export const zlib = {
  attempts: [{ needed: 'nothing' }],
  build(folder, tools) {
    const env = {
      CC: tools.cc,
      AR: tools.ar,
      LD: tools.ld,
      RANLIB: tools.ranlib,
      ...(tools.cflags ? { CFLAGS: tools.cflags } : {}),
    };
    run(BuildFailure, './configure', ['--static'], { cwd: folder, env });
    run(BuildFailure, 'make', [], { cwd: folder, env });
  },
  check(folder) {
    const output = run(CheckFailure, 'make', ['test'], { cwd: folder, timeout: 300 });
    if (!output.includes('*** zlib test OK ***')) throw new CheckFailure(`make test does not say OK:\n${output}`);
    return 'make test: example and minigzip, also with 64-bit offsets';
  },
};
