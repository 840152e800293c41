// Mbed TLS: big numbers, ciphers, curves and hashes against the vectors of their standards, in its self-test.
import { BuildFailure, CheckFailure, run, toolAssignments } from './program.mjs';

/** @type {import('./program.mjs').Program} */
export const mbedtls = {
  attempts: [{ needed: 'nothing' }],
  build(folder, tools) {
    const flags = tools.cflags ? [`CFLAGS=${tools.cflags}`] : [];
    run(BuildFailure, 'make', ['-C', 'library', 'static', ...toolAssignments(tools), ...flags], { cwd: folder });
    run(BuildFailure, 'make', ['-C', 'programs', 'test/selftest', ...toolAssignments(tools), ...flags], { cwd: folder });
  },
  check(folder) {
    const output = run(CheckFailure, './programs/test/selftest', [], { cwd: folder, timeout: 300 });
    const executed = /Executed (\d+) test suites/.exec(output)?.[1];
    if (executed === undefined || !output.includes('[ All tests PASS ]'))
      throw new CheckFailure(`the self-test does not say PASS:\n${output.slice(-600)}`);
    return `selftest: ${executed} suites pass`;
  },
};
