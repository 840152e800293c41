// The executor: every way in which a process can end, and that nobody is left behind. In: small shell programs. Out: outcomes.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Limits, type Outcome, PROGRAM_LIMITS } from '../model/command.ts';
import { createExecutor, type Executor, outputText } from './execute.ts';
import { isAlive } from './processes.ts';
import { sleep } from './wait.ts';

let scratch = '';
let executor: Executor;

beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'kit-harness-exec-'));
  executor = createExecutor(scratch);
});
afterEach(async () => {
  await executor.close();
  rmSync(scratch, { recursive: true, force: true });
});

function shell(script: string, limits: Partial<Limits> = {}): Promise<Outcome> {
  return executor.execute({ program: '/bin/sh', args: ['-c', script] }, { ...PROGRAM_LIMITS, ...limits });
}

async function gone(pid: number): Promise<boolean> {
  for (let round = 0; round < 100; round++) {
    if (!isAlive(pid)) return true;
    await sleep(20);
  }
  return false;
}

test('an exit code and both outputs come back', async () => {
  const outcome = await shell('echo out; echo err >&2; exit 7');
  expect(outcome).toMatchObject({ kind: 'exit', code: 7, leaked: false });
  if (outcome.kind !== 'exit') throw new Error('no exit');
  expect([outputText(outcome.stdout), outputText(outcome.stderr)]).toEqual(['out\n', 'err\n']);
});

test('arguments are passed as they are, whatever they hold', async () => {
  const words = ['a b', '$HOME', '"', "'", '', '*', '\n'];
  const outcome = await executor.execute({ program: 'printf', args: ['<%s>', ...words] }, PROGRAM_LIMITS);
  if (outcome.kind !== 'exit') throw new Error('no exit');
  expect(outputText(outcome.stdout)).toBe(words.map((word) => `<${word}>`).join(''));
});

test('the environment is small and fixed', async () => {
  process.env.KIT_HARNESS_TEST_LEAK = 'yes';
  const outcome = await shell('echo "$KIT_HARNESS_TEST_LEAK|$LC_ALL|$TZ"');
  if (outcome.kind !== 'exit') throw new Error('no exit');
  expect(outputText(outcome.stdout)).toBe('|C|UTC\n');
});

test('a signal is told from an exit code', async () => {
  expect(await shell('kill -SEGV $$')).toMatchObject({ kind: 'signal', signal: 'SIGSEGV' });
});

test('a missing program is named', async () => {
  const outcome = await executor.execute({ program: 'no-such-program', args: [] }, PROGRAM_LIMITS);
  expect(outcome).toEqual({ kind: 'not-started', reason: 'no such program: no-such-program' });
});

test.each<[string, string, Partial<Limits>]>([
  ['wall', 'sleep 30', { wallSeconds: 0.3 }],
  ['cpu', 'while :; do :; done', { cpuSeconds: 1 }],
  ['output', 'while :; do echo 0123456789; done', { outputBytes: 10_000 }],
  ['file', 'exec head -c 100000 /dev/zero >"$TMPDIR/big"', { fileBytes: 1024 }],
])('the %s limit holds', async (limit, script, limits) => {
  expect(await shell(script, limits)).toMatchObject({ kind: 'limit', limit });
});

test('the memory limit holds for the address space', async () => {
  const program = 'import sys; x = bytearray(400_000_000)';
  const outcome = await shell(`perl -e '$x = "a" x 400000000; print length $x' || python3 -c '${program}'`, {
    memoryBytes: 100_000_000,
  });
  expect(outcome).toMatchObject({ kind: 'exit' });
  expect(outcome.kind === 'exit' && outcome.code !== 0).toBe(true);
});

test('the memory limit holds for the whole group', async () => {
  const one = `perl -e '$x = "a" x 60000000; sleep 30' &`;
  const outcome = await executor.execute(
    { program: '/bin/sh', args: ['-c', `${one} ${one} ${one} wait`] },
    { ...PROGRAM_LIMITS, memoryBytes: 120_000_000 },
    { unlimitedAddressSpace: true },
  );
  expect(outcome).toMatchObject({ kind: 'limit', limit: 'memory' });
});

test('what a program leaves behind is killed, and said', async () => {
  const outcome = await shell('sleep 60 & echo $!');
  if (outcome.kind !== 'exit') throw new Error('no exit');
  expect(outcome.leaked).toBe(true);
  expect(await gone(Number(outputText(outcome.stdout)))).toBe(true);
});

test('a process that left its group and holds the pipes is killed', async () => {
  const outcome = await shell("setsid sh -c 'echo $$ >pid; exec sleep 60' & while [ ! -s pid ]; do :; done");
  expect(outcome).toMatchObject({ kind: 'exit', leaked: true });
  const pid = Number(readFileSync(join(scratch, 'pid'), 'utf8'));
  expect(await gone(pid)).toBe(true);
});

test('a process that left its group and its pipes is killed when the executor closes', async () => {
  await shell("setsid sh -c 'echo $$ >pid; exec sleep 60' >/dev/null 2>&1 & while [ ! -s pid ]; do :; done");
  const pid = Number(readFileSync(join(scratch, 'pid'), 'utf8'));
  expect(isAlive(pid)).toBe(true);
  await executor.close();
  expect(await gone(pid)).toBe(true);
});

test('cancelling stops what runs and what comes', async () => {
  const running = shell('sleep 30');
  await sleep(200);
  executor.cancel();
  expect(await running).toEqual({ kind: 'cancelled' });
  expect(await shell('true')).toEqual({ kind: 'cancelled' });
});

test('after SIGKILL of the harness no process and no scratch directory is left', async () => {
  const holder = join(scratch, 'holder');
  const program = join(scratch, 'holder.mjs');
  writeFileSync(
    program,
    `import { mkdirSync } from 'node:fs';
     const { createExecutor } = await import(${JSON.stringify(fileURLToPath(new URL('execute.ts', import.meta.url)))});
     mkdirSync(${JSON.stringify(holder)});
     const limits = ${JSON.stringify(PROGRAM_LIMITS)};
     await createExecutor(${JSON.stringify(holder)}).execute(
       { program: '/bin/sh', args: ['-c', 'sleep 60 & setsid sleep 61 & echo "$! $$" >../pids; wait'] }, limits);`,
  );
  const child = spawn(process.execPath, ['--import', 'tsx', program], {
    cwd: fileURLToPath(new URL('../../..', import.meta.url)),
    stdio: 'ignore',
  });
  const pids = join(scratch, 'pids');
  for (let round = 0; round < 500 && (!existsSync(pids) || readFileSync(pids, 'utf8') === ''); round++) await sleep(20);
  child.kill('SIGKILL');
  for (const pid of readFileSync(pids, 'utf8').split(' ')) expect(await gone(Number(pid))).toBe(true);
  for (let round = 0; round < 100 && existsSync(holder); round++) await sleep(20);
  expect(existsSync(holder)).toBe(false);
});
