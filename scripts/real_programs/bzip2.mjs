// bzip2: a plain Makefile, and the checks of `make test`.
import { BuildFailure, CheckFailure, run, toolAssignments } from './program.mjs';

/** @type {import('./program.mjs').Program} */
export const bzip2 = {
  attempts: [{ needed: 'nothing' }],
  build(folder, tools) {
    const assignments = toolAssignments(tools);
    if (tools.cflags) assignments.push(`CFLAGS=${tools.cflags} $(BIGFILES)`);
    run(BuildFailure, 'make', [...assignments, 'libbz2.a', 'bzip2', 'bzip2recover'], { cwd: folder });
  },
  check(folder) {
    // Its "test" target compares with cmp and stops at the first difference.
    run(CheckFailure, 'make', ['test'], { cwd: folder, timeout: 300 });
    return 'make test: six files packed and unpacked, compared with the shipped ones';
  },
};
