#!/usr/bin/env node
// Proves the C corpus right: every case of corpus/c is compiled, linked and run by compilers that are trusted, and what
// it does is compared with what its leading comment states.
//
// In:  corpus/c/**/*.c, and compilers: gcc, clang and musl-gcc by default, or the ones given by --cc.
// Out: a table on stdout, one line for each failure on stderr; exit code 0 all held, 1 a case failed, 2 wrong usage,
//      4 nothing was checked.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const corpus = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', 'corpus', 'c');

const usage = `usage: node scripts/check_corpus.mjs [options]
  --cc COMMAND      check this compiler instead of the defaults (repeatable; may hold flags, split at blanks)
  --flags=FLAGS     flags for --cc (default "-std=gnu11 -O0")
  --static          with --cc: check static links too
  --libc NAME       with --cc: the libc that the compiler links, glibc (default) or musl
  --part-cc COMMAND with --cc: compiles the further translation units of a case (the ABI between two compilers)
  --config TEXT     only the configurations whose name contains TEXT (repeatable)
  --filter TEXT     only the cases whose path contains TEXT (repeatable)
  --jobs N          cases at a time (default 2)
  --timeout S       seconds for each process (default 60)
  --list            print the cases and stop
`;

/**
 * The configurations that a correct case passes in. `tags` are what a case's "only" and "unless" lines speak of; `partCc`
 * compiles the further translation units, so that two compilers have to agree on the ABI.
 */
const defaults = [
  { name: 'gcc -O0', cc: 'gcc -std=gnu11 -O0', tags: ['gcc', 'glibc', 'dynamic', 'x86_64'] },
  { name: 'gcc -O2', cc: 'gcc -std=gnu11 -O2', tags: ['gcc', 'glibc', 'dynamic', 'x86_64'] },
  { name: 'clang -O0', cc: 'clang -std=gnu11 -O0', tags: ['clang', 'glibc', 'dynamic', 'x86_64'] },
  { name: 'clang -O2', cc: 'clang -std=gnu11 -O2', tags: ['clang', 'glibc', 'dynamic', 'x86_64'] },
  {
    name: 'gcc asan+ubsan',
    cc: 'gcc -std=gnu11 -O1 -g -fsanitize=undefined,address -fno-sanitize-recover=all',
    tags: ['gcc', 'glibc', 'dynamic', 'x86_64', 'sanitize'],
  },
  {
    name: 'clang calls gcc',
    cc: 'clang -std=gnu11 -O1',
    partCc: 'gcc -std=gnu11 -O1',
    partsOnly: true,
    tags: ['gcc', 'clang', 'glibc', 'dynamic', 'x86_64'],
  },
  { name: 'gcc static', cc: 'gcc -std=gnu11 -O2', link: ['-static'], tags: ['gcc', 'glibc', 'static', 'x86_64'] },
  { name: 'musl dynamic', cc: 'musl-gcc -std=gnu11 -O1', tags: ['gcc', 'musl', 'dynamic', 'x86_64'] },
  { name: 'musl static', cc: 'musl-gcc -std=gnu11 -O1', link: ['-static'], tags: ['gcc', 'musl', 'static', 'x86_64'] },
];

/** The groups of tags among which "only" chooses: a case that names one of a group is limited to what it names. */
const groups = [['glibc', 'musl'], ['dynamic', 'static'], ['x86_64']];

/** Runs one process with a time limit; resolves to its exit code or signal and its output, and never rejects. */
function execute(command, args, options) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, LC_ALL: 'C', ASAN_OPTIONS: 'detect_leaks=0' },
    });
    const out = [];
    const err = [];
    let size = 0;
    let timedOut = false;
    const kill = () => {
      try {
        process.kill(-child.pid, 'SIGKILL');
      } catch {
        // The group is gone already.
      }
    };
    const timer = setTimeout(() => {
      timedOut = true;
      kill();
    }, options.timeout * 1000);
    const keep = (list) => (chunk) => {
      size += chunk.length;
      if (size > 4 << 20) kill();
      else list.push(chunk);
    };
    child.stdout.on('data', keep(out));
    child.stderr.on('data', keep(err));
    child.on('error', (error) => {
      clearTimeout(timer);
      resolve({ code: `cannot start ${command}: ${error.message}`, stdout: '', stderr: '' });
    });
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      resolve({
        code: timedOut ? 'timeout' : (code ?? signal),
        stdout: Buffer.concat(out).toString('latin1'),
        stderr: Buffer.concat(err).toString('latin1'),
      });
    });
  });
}

/** All .c files under a folder, sorted by name. */
function sources(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const file = path.join(folder, entry.name);
      if (entry.isDirectory()) return sources(file);
      return entry.name.endsWith('.c') ? [file] : [];
    });
}

/** Reads the leading `//!` lines of a case; undefined for a further translation unit; throws on a malformed line. */
function readCase(file) {
  const test = {
    file,
    name: path.relative(corpus, file),
    what: '',
    exit: 0,
    stdout: '',
    flags: [],
    link: [],
    with: [],
    only: [],
    unless: [],
  };
  const words = (text) => text.split(/\s+/).filter((word) => word !== '');
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    if (line === '//! part') return undefined;
    if (!line.startsWith('//!')) break;
    const match = /^\/\/! (\w+): ?(.*)$/.exec(line);
    if (!match) throw new Error(`${test.name}: malformed line: ${line}`);
    const [, key, value] = match;
    if (key === 'what') test.what = value;
    else if (key === 'exit') test.exit = Number(value);
    else if (key === 'stdout') test.stdout += value + '\n';
    else if (key === 'flags' || key === 'link') test[key].push(...words(value));
    else if (key === 'with') test.with.push(value.trim());
    else if (key === 'only') test.only.push(...words(value));
    else if (key === 'unless') test.unless.push(words(value)[0]);
    else if (key !== 'known') throw new Error(`${test.name}: unknown key ${key}`);
  }
  if (test.what === '') throw new Error(`${test.name}: no "//! what:" line`);
  for (const word of test.only) {
    if (!groups.flat().includes(word)) throw new Error(`${test.name}: only: ${word} is not known`);
  }
  return test;
}

/** Whether a case is meant for a configuration. */
function applies(test, config) {
  if (config.partsOnly && test.with.length === 0) return false;
  if (test.unless.some((tag) => config.tags.includes(tag))) return false;
  return groups.every((group) => {
    const named = group.filter((tag) => test.only.includes(tag));
    return named.length === 0 || named.some((tag) => config.tags.includes(tag));
  });
}

/** Compiles, links and runs one case; resolves to undefined when it held, else to what went wrong. */
async function check(test, config, folder, timeout) {
  mkdirSync(folder, { recursive: true });
  const [command, ...flags] = config.cc.trim().split(/\s+/);
  const [partCommand, ...partFlags] = (config.partCc ?? config.cc).trim().split(/\s+/);
  const objects = [];
  for (const unit of [test.file, ...test.with.map((part) => path.join(path.dirname(test.file), part))]) {
    const object = path.join(folder, `${objects.length}.o`);
    const part = unit !== test.file;
    const args = [...(part ? partFlags : flags), ...test.flags, '-w', '-c', unit, '-o', object];
    const compiled = await execute(part ? partCommand : command, args, { cwd: folder, timeout });
    if (compiled.code !== 0)
      return `compiler says ${compiled.code}: ${compiled.stderr.split('\n').slice(0, 3).join(' | ')}`;
    objects.push(object);
  }
  const program = path.join(folder, 'program');
  const args = [...flags, ...test.flags, ...(config.link ?? []), ...objects, ...test.link, '-o', program];
  const linked = await execute(command, args, { cwd: folder, timeout });
  if (linked.code !== 0) return `linker says ${linked.code}: ${linked.stderr.split('\n').slice(0, 3).join(' | ')}`;
  const ran = await execute(program, [], { cwd: folder, timeout });
  if (ran.code !== test.exit) {
    return `exit ${ran.code}, expected ${test.exit} ${(/.*runtime error.*|.*ERROR: .*/.exec(ran.stderr) ?? [''])[0]}`;
  }
  if (ran.stdout !== Buffer.from(test.stdout, 'utf8').toString('latin1')) {
    return `stdout ${JSON.stringify(ran.stdout)}, expected ${JSON.stringify(test.stdout)}`;
  }
  return undefined;
}

function parse() {
  try {
    return parseArgs({
      options: {
        cc: { type: 'string', multiple: true },
        flags: { type: 'string', default: '-std=gnu11 -O0' },
        static: { type: 'boolean', default: false },
        libc: { type: 'string', default: 'glibc' },
        'part-cc': { type: 'string' },
        config: { type: 'string', multiple: true, default: [] },
        filter: { type: 'string', multiple: true, default: [] },
        jobs: { type: 'string', default: '2' },
        timeout: { type: 'string', default: '60' },
        list: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    process.stderr.write(`${error.message}\n${usage}`);
    process.exit(2);
  }
}

const options = parse();
if (options.help) {
  process.stdout.write(usage);
  process.exit(0);
}
let configs = defaults;
if (options.cc) {
  configs = options.cc.flatMap((cc) => {
    const dynamic = {
      name: cc,
      cc: `${cc} ${options.flags}`,
      partCc: options['part-cc'] === undefined ? undefined : `${options['part-cc']} ${options.flags}`,
      tags: [options.libc, 'dynamic', 'x86_64', path.basename(cc.split(/\s+/)[0])],
    };
    const fixed = {
      ...dynamic,
      name: `${cc} -static`,
      link: ['-static'],
      tags: dynamic.tags.map((tag) => (tag === 'dynamic' ? 'static' : tag)),
    };
    return options.static ? [dynamic, fixed] : [dynamic];
  });
}
if (options.config.length > 0)
  configs = configs.filter((config) => options.config.some((text) => config.name.includes(text)));

const tests = sources(corpus)
  .map(readCase)
  .filter((test) => test !== undefined)
  .filter((test) => options.filter.length === 0 || options.filter.some((text) => test.name.includes(text)));
if (options.list) {
  for (const test of tests) process.stdout.write(`${test.name}: ${test.what}\n`);
  process.exit(0);
}

const scratch = mkdtempSync(path.join(tmpdir(), 'check-corpus-'));
const work = configs.flatMap((config) => tests.map((test) => ({ config, test })));
const results = new Map(configs.map((config) => [config, { pass: 0, fail: 0, skip: 0 }]));
const failures = [];
let next = 0;
async function worker() {
  while (next < work.length) {
    const index = next++;
    const { config, test } = work[index];
    const result = results.get(config);
    if (!applies(test, config)) {
      result.skip++;
      continue;
    }
    const folder = path.join(scratch, String(index));
    const failure = await check(test, config, folder, Number(options.timeout));
    rmSync(folder, { recursive: true, force: true });
    if (failure === undefined) result.pass++;
    else {
      result.fail++;
      failures.push({ index, text: `${config.name}: ${test.name}: ${failure}\n` });
    }
  }
}
await Promise.all(Array.from({ length: Number(options.jobs) }, worker));
rmSync(scratch, { recursive: true, force: true });

for (const failure of failures.sort((a, b) => a.index - b.index)) process.stderr.write(failure.text);
const width = Math.max(13, ...configs.map((config) => config.name.length));
process.stdout.write(`${'configuration'.padEnd(width)}  pass  fail  skip\n`);
let passed = 0;
for (const [config, { pass, fail, skip }] of results) {
  passed += pass;
  process.stdout.write(
    `${config.name.padEnd(width)}  ${[pass, fail, skip].map((n) => String(n).padStart(4)).join('  ')}\n`,
  );
}
process.stdout.write(`${tests.length} cases, ${configs.length} configurations, ${failures.length} failures\n`);
process.exitCode =
  failures.length > 0 ? 1
  : passed === 0 ? 4
  : 0;
