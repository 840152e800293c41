// XZ Utils: an Autoconf and Libtool project with threads, CPU detection and its own tests.
import { BuildFailure, CheckFailure, run, toolAssignments } from './program.mjs';

/** @type {import('./program.mjs').Program} */
export const xz = {
  attempts: [{ needed: 'nothing' }],
  build(folder, tools) {
    const flags = tools.cflags ? [`CFLAGS=${tools.cflags}`] : [];
    const options = ['--disable-nls', '--disable-doc', ...toolAssignments(tools), ...flags];
    run(BuildFailure, './configure', options, { cwd: folder });
    run(BuildFailure, 'make', [], { cwd: folder });
  },
  check(folder) {
    const output = run(CheckFailure, 'make', ['check'], { cwd: folder });
    const passed = /^# PASS:\s+(\d+)/m.exec(output)?.[1];
    if (passed === undefined || passed === '0') throw new CheckFailure(`make check names no test:\n${output}`);
    return `make check: ${passed} tests pass, with the shared library and the static one`;
  },
};
