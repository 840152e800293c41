#!/usr/bin/env node
// Measures compilers side by side in one run: how fast they compile the SQLite amalgamation, and how fast and how large
// the code is that they make of the programs in corpus/bench.
//
// In:  kit (built here by gcc -O2, or given by --kit), Debian's tcc, gcc, with --clang clang.
// Out: aligned tables of at most 80 columns, or JSON; exit code 0, 1 when a program gives a wrong answer or a compiler
//      fails, 2 wrong usage, 3 kit does not build, 4 nothing was measured, 5 a tool or the sources are missing.
//
// Every figure is the median of N runs; the compilers take turns, so that a change in the machine's speed meets them all.
// CPU time is user plus system time of the compiler and its children, memory the peak of the largest of them.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { tables } from './bench/tables.mjs';
import { cacheDirectory, sources, unpack } from './fetch_sources.mjs';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');

// How fast random programs are checked is measured in a room of its own.
if (process.argv[2] === 'fuzz') {
  const { benchFuzz } = await import('./bench/fuzz.mjs');
  process.exit(await benchFuzz(process.argv.slice(3)));
}

const usage = `usage: node scripts/bench.mjs [options]
       node scripts/bench.mjs fuzz [options]
  --kit DIR       a built kit (default: built now by gcc -O2, CHAIN=release)
  --no-kit        measure the others alone
  --kit-level L   kit's optimization level, -O0 by default: --kit-level=-O1 (repeatable)
  --clang         measure clang -O0 too
  --runs N        runs of each measurement (default 5)
  --only PART     compile or run
  --filter TEXT   only the benchmark programs whose name contains TEXT
  --json          print JSON instead of tables
  --sources DIR   where fetched archives are kept (default ~/.cache/kit-sources)
`;

class Usage extends Error {}

function parse() {
  try {
    const { values } = parseArgs({
      options: {
        kit: { type: 'string' },
        'no-kit': { type: 'boolean', default: false },
        'kit-level': { type: 'string', multiple: true, default: ['-O0'] },
        clang: { type: 'boolean', default: false },
        runs: { type: 'string', default: '5' },
        only: { type: 'string' },
        filter: { type: 'string', default: '' },
        json: { type: 'boolean', default: false },
        sources: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    });
    if (!(Number(values.runs) >= 1)) throw new Usage('--runs takes a number of at least 1');
    if (values.only !== undefined && !['compile', 'run'].includes(values.only))
      throw new Usage('--only takes compile or run');
    return values;
  } catch (error) {
    process.stderr.write(`${error.message}\n${usage}`);
    process.exit(2);
  }
}

function stop(code, message) {
  process.stderr.write(`${message}\n`);
  rmSync(scratch, { recursive: true, force: true });
  process.exit(code);
}

const median = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};
const geometricMean = (values) => Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);

/** The size in bytes of the executable sections of a 64-bit little-endian ELF object (gABI, chapter 4). */
function textSize(file) {
  const elf = readFileSync(file);
  if (elf.readUInt32BE(0) !== 0x7f454c46 || elf[4] !== 2 || elf[5] !== 1)
    throw new Error(`${file} is not a 64-bit little-endian ELF file`);
  const table = Number(elf.readBigUInt64LE(0x28));
  const entry = elf.readUInt16LE(0x3a);
  let count = elf.readUInt16LE(0x3c);
  if (count === 0 && table !== 0) count = Number(elf.readBigUInt64LE(table + 0x20));
  let size = 0;
  for (let i = 0; i < count; i++) {
    const header = table + i * entry;
    const executable = (elf.readBigUInt64LE(header + 8) & 4n) !== 0n;
    if (executable) size += Number(elf.readBigUInt64LE(header + 0x20));
  }
  return size;
}

const options = parse();
if (options.help) {
  process.stdout.write(usage);
  process.exit(0);
}
const runs = Number(options.runs);
const scratch = mkdtempSync(path.join(tmpdir(), 'bench-'));
process.on('SIGINT', () => stop(130, 'interrupted'));

const present = (command) => spawnSync(command, ['-v'], { stdio: 'ignore' }).error === undefined;
for (const tool of ['gcc', 'tcc', ...(options.clang ? ['clang'] : [])]) {
  if (!present(tool)) stop(5, `${tool} is missing: apt-get install ${tool}`);
}
const measure = path.join(scratch, 'measure');
execFileSync('gcc', ['-O2', '-o', measure, path.join(root, 'scripts', 'bench', 'measure.c')]);

/** Runs a command once; resolves to CPU and wall seconds, peak MB and stdout, or throws with the end of its stderr. */
function timed(command, args, cwd) {
  const result = path.join(scratch, 'result');
  const child = spawnSync(measure, [result, command, ...args], {
    cwd,
    encoding: 'latin1',
    timeout: 600_000,
    maxBuffer: 16 << 20,
  });
  if (child.status !== 0) throw new Error(`${command}: ${child.error?.message ?? child.signal ?? child.status}`);
  const [user, system, peak, wall, code] = readFileSync(result, 'utf8').trim().split(' ').map(Number);
  if (code !== 0)
    throw new Error(
      `${[command, ...args].join(' ')}: exit ${code}: ${child.stderr.trim().split('\n').slice(-3).join(' | ')}`,
    );
  return { cpu: (user + system) / 1e6, wall: wall / 1e6, peak: peak / 1024, stdout: child.stdout };
}

let kit = options.kit;
if (!kit && !options['no-kit']) {
  kit = path.join(scratch, 'kit');
  const jobs = spawnSync(
    'make',
    ['-s', '-j2', '-C', path.join(root, 'compiler'), `OUT=${kit}`, 'CHAIN=release', 'CC=gcc'],
    { encoding: 'utf8' },
  );
  if (jobs.status !== 0)
    stop(3, `kit does not build:\n${jobs.stdout}${jobs.stderr}`.split('\n').slice(0, 20).join('\n'));
}

const compilers = [
  ...(kit ?
    options['kit-level'].map((level) => ({
      name: `kit ${level}`,
      command: path.resolve(kit, 'bin', 'cc'),
      flags: [level],
    }))
  : []),
  { name: 'tcc', command: 'tcc', flags: [] },
  { name: 'gcc -O0', command: 'gcc', flags: ['-O0'] },
  ...(options.clang ? [{ name: 'clang -O0', command: 'clang', flags: ['-O0'] }] : []),
];
const reference = { name: 'gcc -O1', command: 'gcc', flags: ['-O1'] };
const report = { version: 1, runs, machine: {}, compile: null, programs: [], failures: [] };
report.machine = { node: process.version, gcc: execFileSync('gcc', ['-dumpfullversion'], { encoding: 'utf8' }).trim() };

if (options.only !== 'run') {
  let folder;
  try {
    folder = unpack('sqlite', path.join(scratch, 'sqlite'), options.sources ?? cacheDirectory());
  } catch (error) {
    stop(5, error.message);
  }
  const text = readFileSync(path.join(folder, 'sqlite3.c'));
  const lines = text.reduce((count, byte) => count + (byte === 10 ? 1 : 0), 0);
  const samples = new Map(compilers.map((compiler) => [compiler, []]));
  for (let i = 0; i < runs; i++) {
    for (const compiler of compilers) {
      if (samples.get(compiler) === undefined) continue;
      try {
        samples
          .get(compiler)
          .push(timed(compiler.command, [...compiler.flags, '-c', 'sqlite3.c', '-o', 'out.o'], folder));
        if (i === 0) compiler.sqliteText = textSize(path.join(folder, 'out.o'));
      } catch (error) {
        report.failures.push(`${compiler.name}: ${error.message}`);
        samples.set(compiler, undefined);
      }
    }
  }
  report.compile = {
    input: `SQLite ${sources.sqlite.version} amalgamation`,
    bytes: text.length,
    lines,
    compilers: compilers.map((compiler) => {
      const taken = samples.get(compiler);
      if (taken === undefined) return { name: compiler.name, failed: true };
      const cpu = median(taken.map((sample) => sample.cpu));
      return {
        name: compiler.name,
        cpuSeconds: cpu,
        wallSeconds: median(taken.map((sample) => sample.wall)),
        linesPerSecond: Math.round(lines / cpu),
        peakMegabytes: median(taken.map((sample) => sample.peak)),
        textBytes: compiler.sqliteText,
      };
    }),
  };
}

if (options.only !== 'compile') {
  const folder = path.join(root, 'corpus', 'bench');
  const all = [...compilers, reference];
  for (const file of readdirSync(folder)
    .filter((name) => name.endsWith('.c') && name.includes(options.filter))
    .sort()) {
    const source = path.join(folder, file);
    const header = readFileSync(source, 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('//!'));
    const field = (key) =>
      header.map((line) => new RegExp(`^//! ${key}: ?(.*)$`).exec(line)?.[1]).filter((value) => value !== undefined);
    const expected = field('stdout')
      .map((line) => `${line}\n`)
      .join('');
    const link = field('link').flatMap((text) => text.split(/\s+/));
    const row = { name: file.slice(0, -2), results: {} };
    const work = path.join(scratch, 'programs', row.name);
    mkdirSync(work, { recursive: true });
    const programs = new Map();
    for (const [index, compiler] of all.entries()) {
      const object = path.join(work, `${index}.o`);
      const program = path.join(work, String(index));
      try {
        timed(compiler.command, [...compiler.flags, '-c', source, '-o', object], work);
        timed(
          compiler.command,
          [...compiler.flags, object, '-o', program, ...link, ...(link.includes('-lm') ? [] : ['-lm'])],
          work,
        );
        programs.set(compiler, program);
        row.results[compiler.name] = { textBytes: textSize(object), samples: [] };
      } catch (error) {
        report.failures.push(`${row.name}: ${compiler.name}: ${error.message}`);
      }
    }
    for (let i = 0; i < runs; i++) {
      for (const [compiler, program] of programs) {
        const result = row.results[compiler.name];
        if (result === undefined) continue;
        try {
          const sample = timed(program, [], work);
          if (sample.stdout !== expected)
            throw new Error(`says ${JSON.stringify(sample.stdout)}, expected ${JSON.stringify(expected)}`);
          result.samples.push(sample.cpu);
        } catch (error) {
          report.failures.push(`${row.name}: ${compiler.name}: ${error.message}`);
          delete row.results[compiler.name];
        }
      }
    }
    for (const result of Object.values(row.results)) {
      result.seconds = median(result.samples);
      delete result.samples;
    }
    report.programs.push(row);
    rmSync(work, { recursive: true, force: true });
  }
  report.geometricMeans = all.map((compiler) => {
    const pairs = report.programs
      .map((row) => [row.results[compiler.name], row.results[reference.name]])
      .filter(([ours, theirs]) => ours !== undefined && theirs !== undefined);
    if (pairs.length === 0) return { name: compiler.name, programs: 0 };
    return {
      name: compiler.name,
      programs: pairs.length,
      time: geometricMean(pairs.map(([ours, theirs]) => ours.seconds / theirs.seconds)),
      text: geometricMean(pairs.map(([ours, theirs]) => ours.textBytes / theirs.textBytes)),
    };
  });
}
rmSync(scratch, { recursive: true, force: true });

if (options.json) process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
else process.stdout.write(`${tables(report, reference.name)}\n`);
for (const failure of report.failures) process.stderr.write(`${failure}\n`);
if (!report.compile && report.programs.length === 0) process.exitCode = 4;
else if (report.failures.length > 0) process.exitCode = 1;
