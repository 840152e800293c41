// `npm test`: every check there is, one after the other, to the end even when one fails. In: the repository.
// Out: what each check prints, and as the last line "N passed, N failed, N skipped".
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const vitestReport = 'build/test/vitest.json';
const code = ['harness/src', 'harness/templates', 'harness/test', 'oracles', 'kit-harness.config.ts'];

const bin = (name) => `node_modules/.bin/${name}`;
const vitest = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${vitestReport}`];

/** Each check: what it is called, and its argument array. */
const checks = [
  ['types', [bin('tsc'), '-p', 'tsconfig.json']],
  ['lint', [bin('eslint'), '.']],
  ['format', [bin('prettier'), '--check', '--log-level', 'warn', '.']],
  ['import rules', [bin('depcruise'), '--config', '.dependency-cruiser.cjs', '--output-type', 'err', ...code]],
  ['unused code', [bin('knip')]],
  ['unit tests', [bin('vitest'), ...vitest]],
];
if (existsSync(`${root}/compiler/Makefile`) && /^test:/m.test(readFileSync(`${root}/compiler/Makefile`, 'utf8'))) {
  checks.push([
    'compiler unit tests',
    ['make', '-s', '-C', 'compiler', 'test', 'CC=gcc', `OUT=${root}build/compiler-test`],
  ]);
}

const harness = [process.execPath, 'harness/bin/kit-harness.mjs', 'run'];
checks.push(
  ['kit, debug', [...harness, '--chain', 'debug', '--oracle', 'fixed-point']],
  [
    'kit, release',
    [...harness, '--chain', 'release', '--oracle', 'fixed-point', '--oracle', 'diverse', '--oracle', 'c-corpus'],
  ],
);

mkdirSync(`${root}/build/test`, { recursive: true });
rmSync(`${root}/${vitestReport}`, { force: true });
const counts = { passed: 0, failed: 0, skipped: 0 };
for (const [name, [program, ...args]] of checks) {
  console.log(`\n── ${name}`);
  const started = performance.now();
  const { status, error } = spawnSync(program, args, { cwd: root, stdio: 'inherit' });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const well = status === 0;
  console.log(`${well ? '✓' : '✗'} ${name}, ${seconds} s${error === undefined ? '' : `: ${error.message}`}`);
  counts[well ? 'passed' : 'failed']++;
}
if (existsSync(`${root}/${vitestReport}`)) {
  const report = JSON.parse(readFileSync(`${root}/${vitestReport}`, 'utf8'));
  counts.passed += report.numPassedTests;
  counts.failed += report.numFailedTests;
  counts.skipped += report.numPendingTests + report.numTodoTests;
}
console.log(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exitCode = counts.failed === 0 ? 0 : 1;
