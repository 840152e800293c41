// Building one stage: what counts as a failure, and of what kind. In: small shell builds. Out: build results.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createExecutor, type Executor } from '../exec/execute.ts';
import type { Subject, Toolchain } from '../model/subject.ts';
import { type BuildResult, buildStage } from './build.ts';

const tools: Toolchain = { cc: ['gcc'], as: ['as'], ld: ['ld'], ar: ['ar'], ranlib: ['ranlib'] };
let scratch = '';
let executor: Executor;

beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'kit-harness-build-'));
  executor = createExecutor(scratch);
});
afterEach(async () => {
  await executor.close();
  rmSync(scratch, { recursive: true, force: true });
});

function build(script: string, sanitize = false): Promise<BuildResult> {
  const subject: Subject = {
    name: 'script',
    sources: { root: '.', include: ['**'] },
    chains: [{ name: 'debug', sanitizeStage1: true }],
    variants: [{ name: 'only' }],
    seeds: [{ name: 'gcc', tools, files: ['gcc'], sanitizers: true, debianPackage: 'gcc' }],
    hostFiles: [],
    buildTools: [],
    build: ({ out }) => [{ program: '/bin/sh', args: ['-c', script], cwd: out }],
    artifacts: { executable: 'tool', compared: ['*.o'] },
    toolchain: () => tools,
    builderMark: { objects: ['*.o'], section: '.comment', expected: { gcc: 'GCC: (' } },
  };
  const request = {
    chain: 'debug',
    variant: 'only',
    seed: 'gcc',
    stage: 1,
    sources: scratch,
    builder: tools,
    sanitize,
    jobs: 1,
  };
  return buildStage({ subject, request, builderSanitized: false, scratch, executor });
}

const UNIT = 'echo "int f(void) { return 1; }" >f.c; gcc -c f.c; cp f.o tool';

test('a stage that is what it should be is built', async () => {
  const result = await build(UNIT);
  expect(result.kind).toBe('built');
  expect(result.kind === 'built' && existsSync(join(result.out, 'tool'))).toBe(true);
});

test.each<[string, string, string, string]>([
  ['a command that fails', 'echo "x.c:1: error: bad" >&2; exit 2', 'command', 'sh: exit code 2: x.c:1: error: bad'],
  ['a build without an executable', 'exit 0', 'artifact', 'left no tool'],
  [
    'an object without the mark',
    `${UNIT}; objcopy --remove-section .comment f.o`,
    'builder-mark',
    'f.o says it was built by ""',
  ],
  ['no object at all', 'touch tool', 'builder-mark', 'no object matches'],
])('%s is a failure of its own kind', async (_name, script, cause, summary) => {
  expect(await build(script)).toMatchObject({
    kind: 'failed',
    cause,
    summary: expect.stringContaining(summary) as string,
  });
});

test.each([
  [
    'undefined behaviour',
    'int main(int c, char **v) { (void)v; int big = 0x7fffffff; return (big + c) & 1; }',
    'signed integer overflow',
    '2>&1 || true',
  ],
  [
    'a use after free',
    '#include <stdlib.h>\nint main(void) { char *p = malloc(1); free(p); return *p; }',
    'heap-use-after-free',
    '>/dev/null 2>&1',
  ],
])('%s is found although nobody looks at its exit code', async (_name, program, headline, fate) => {
  const compile = `printf '%s' '${program}' >p.c; gcc -O0 -fsanitize=address,undefined p.c -o p; ./p ${fate}; ${UNIT}`;
  expect(await build(compile, true)).toMatchObject({
    kind: 'failed',
    cause: 'sanitizer',
    summary: expect.stringContaining(headline) as string,
  });
  expect((await build(compile, false)).kind).toBe('built');
});

test('memory that is not given back is no report', async () => {
  const program = '#include <stdlib.h>\nint main(void) { return malloc(9) == 0; }';
  expect(
    (await build(`printf '%s' '${program}' >p.c; gcc -fsanitize=address p.c -o p; ./p || exit 1; ${UNIT}`, true)).kind,
  ).toBe('built');
});
