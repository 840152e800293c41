#!/usr/bin/env node
// Builds real C programs from their unchanged sources with a given toolchain, and runs their checks.
//
// In:  --cc --ar --ld --ranlib (gcc's by default), the sources that fetch_sources.mjs fetches, the scripts and the driver
//      in real_programs/.
// Out: a table of what was built, checked and needed; exit code 0 all held, 1 a check failed, 2 wrong usage, 3 a build
//      failed, 5 the sources could not be had.
//
// zlib and bzip2 run their own checks. Lua runs scripts of ours and SQLite an SQL script through a driver of ours; their
// answers must be the same bytes as those of a build by the reference compiler.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { cacheDirectory, sources, unpack } from './fetch_sources.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const material = path.join(here, 'real_programs');

const usage = `usage: node scripts/real_programs.mjs [options] [program ...]
  programs: zlib lua bzip2 sqlite (all by default)
  --cc COMMAND      the compiler (default gcc)
  --ar COMMAND      the archiver (default ar)
  --ld COMMAND      the linker, for what calls it directly (default ld)
  --ranlib COMMAND  (default ranlib)
  --kit DIR         short for the cc, ar, ld and ranlib in DIR/bin
  --cflags=FLAGS    in place of each project's own optimization flags
  --reference CC    the compiler whose answers count (default gcc)
  --sources DIR     where fetched archives are kept (default ~/.cache/kit-sources)
  --keep            keep the build folder and print its path
`;

class BuildFailure extends Error {}
class CheckFailure extends Error {}

/** Runs a command to its end; returns its stdout, or throws the failure that `Kind` names with the last lines of output. */
function run(Kind, command, args, { cwd, env = {}, timeout = 900, input } = {}) {
  const result = spawnSync(command, args, {
    cwd,
    input,
    encoding: 'latin1',
    timeout: timeout * 1000,
    killSignal: 'SIGKILL',
    maxBuffer: 64 << 20,
    env: { ...process.env, LC_ALL: 'C', TZ: 'UTC', ...env },
  });
  if (result.status === 0) return result.stdout;
  const how =
    result.error?.code === 'ETIMEDOUT' ?
      `timeout of ${timeout} s`
    : (result.signal ?? result.error?.message ?? `exit ${result.status}`);
  const tail = `${result.stdout ?? ''}\n${result.stderr ?? ''}`.trim().split('\n').slice(-12).join('\n    ');
  throw new Kind(`${[command, ...args].join(' ')}: ${how}\n    ${tail}`);
}

const split = (text) => text.trim().split(/\s+/);

/** The first difference of two answers, as one line. */
function difference(ours, theirs) {
  const a = ours.split('\n');
  const b = theirs.split('\n');
  const at = a.findIndex((line, index) => line !== b[index]);
  const line = at < 0 ? a.length : at;
  return `answer differs at line ${line + 1}: ${JSON.stringify(a[line] ?? '')}, reference ${JSON.stringify(b[line] ?? '')}`;
}

const luaScripts = () =>
  readdirSync(path.join(material, 'lua'))
    .filter((name) => name.endsWith('.lua'))
    .sort();

const sqliteFlags = ['-DSQLITE_ENABLE_FTS5', '-DSQLITE_ENABLE_RTREE', '-DSQLITE_ENABLE_MATH_FUNCTIONS'];

/**
 * The programs. `attempts` are tried in order, and the first that builds says what the toolchain needed; `answers` runs
 * the built program for comparison with the reference; `check` runs the project's own checks.
 */
const programs = {
  zlib: {
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
  },
  lua: {
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
      return luaScripts()
        .map(
          (name) => `== ${name}\n${run(CheckFailure, lua, [name], { cwd: path.join(material, 'lua'), timeout: 120 })}`,
        )
        .join('');
    },
    check(folder) {
      const compiled = path.join(folder, 'compiled');
      const bin = (tool) => path.join(folder, 'src', tool);
      const at = { cwd: path.join(material, 'lua'), timeout: 120 };
      for (const script of luaScripts()) {
        run(CheckFailure, bin('luac'), ['-o', compiled, script], at);
        const same = run(CheckFailure, bin('lua'), [compiled], at) === run(CheckFailure, bin('lua'), [script], at);
        if (!same) throw new CheckFailure(`${script} compiled by luac answers differently`);
      }
      return `${luaScripts().length} scripts give the reference's answers, from source and compiled by luac`;
    },
  },
  bzip2: {
    attempts: [{ needed: 'nothing' }],
    build(folder, tools) {
      const assignments = [`CC=${tools.cc}`, `AR=${tools.ar}`, `LD=${tools.ld}`, `RANLIB=${tools.ranlib}`];
      if (tools.cflags) assignments.push(`CFLAGS=${tools.cflags} $(BIGFILES)`);
      run(BuildFailure, 'make', [...assignments, 'libbz2.a', 'bzip2', 'bzip2recover'], { cwd: folder });
    },
    check(folder) {
      // Its "test" target compares with cmp and stops at the first difference.
      run(CheckFailure, 'make', ['test'], { cwd: folder, timeout: 300 });
      return 'make test: six files packed and unpacked, compared with the shipped ones';
    },
  },
  sqlite: {
    attempts: [{ needed: 'nothing' }],
    build(folder, tools) {
      const [cc, ...flags] = split(`${tools.cc} ${tools.cflags || '-O2'}`);
      run(BuildFailure, cc, [...flags, ...sqliteFlags, '-c', 'sqlite3.c', '-o', 'sqlite3.o'], { cwd: folder });
      run(BuildFailure, cc, [...flags, '-I.', '-c', path.join(material, 'sqlite_driver.c'), '-o', 'driver.o'], {
        cwd: folder,
      });
      const [ar, ...arFlags] = split(tools.ar);
      run(BuildFailure, ar, [...arFlags, 'rc', 'libsqlite3.a', 'sqlite3.o'], { cwd: folder });
      const [ranlib, ...ranlibFlags] = split(tools.ranlib);
      run(BuildFailure, ranlib, [...ranlibFlags, 'libsqlite3.a'], { cwd: folder });
      run(BuildFailure, cc, [...flags, 'driver.o', 'libsqlite3.a', '-o', 'driver', '-lm', '-lpthread', '-ldl'], {
        cwd: folder,
      });
    },
    answers(folder) {
      const script = path.join(material, 'broad.sql');
      const memory = run(CheckFailure, './driver', [script], { cwd: folder, timeout: 300 });
      const file = run(CheckFailure, './driver', [script, 'check.db'], { cwd: folder, timeout: 300 });
      return `== in memory\n${memory}== in a file\n${file}`;
    },
    check(folder) {
      const statements = /(\d+) statements/.exec(
        run(CheckFailure, './driver', [path.join(material, 'broad.sql')], { cwd: folder, timeout: 300 }),
      );
      return `${statements[1]} SQL statements give the reference's answers, in memory and in a file`;
    },
  },
};

/** The reference compiler's answers for a program, from the cache when nothing that they depend on has changed. */
function referenceAnswers(name, compiler, cache, scratch) {
  const key = createHash('sha256').update(`${sources[name].sha256}\n${compiler}\n`);
  key.update(run(BuildFailure, split(compiler)[0], ['--version']));
  const files = name === 'lua' ? luaScripts().map((script) => `lua/${script}`) : ['sqlite_driver.c', 'broad.sql'];
  for (const file of files) key.update(readFileSync(path.join(material, file)));
  const saved = path.join(cache, `answers-${name}-${key.digest('hex').slice(0, 16)}.txt`);
  if (existsSync(saved)) return readFileSync(saved, 'latin1');
  const folder = unpack(name, path.join(scratch, 'reference', name), cache);
  const tools = { cc: compiler, ar: 'ar', ld: 'ld', ranlib: 'ranlib', cflags: '-O1' };
  programs[name].build(folder, tools, programs[name].attempts[0]);
  const answers = programs[name].answers(folder);
  mkdirSync(cache, { recursive: true });
  const partial = `${saved}.${process.pid}`;
  writeFileSync(partial, answers, 'latin1');
  renameSync(partial, saved);
  return answers;
}

/** Builds and checks one program; returns a row of the table. */
function prove(name, tools, options, cache, scratch) {
  const program = programs[name];
  const failures = [];
  const started = process.hrtime.bigint();
  const seconds = () => Number((process.hrtime.bigint() - started) / 100000000n) / 10;
  const { version } = sources[name];
  for (const [index, attempt] of program.attempts.entries()) {
    const folder = unpack(name, path.join(scratch, `${name}-${index}`), cache);
    try {
      program.build(folder, tools, attempt);
    } catch (error) {
      if (!(error instanceof BuildFailure)) throw error;
      failures.push(`${name} (${attempt.needed}): ${error.message}`);
      continue;
    }
    const built = seconds();
    try {
      if (program.answers) {
        const ours = program.answers(folder);
        const theirs = referenceAnswers(name, options.reference, cache, scratch);
        if (ours !== theirs) throw new CheckFailure(difference(ours, theirs));
      }
      return { name, version, built, result: 'pass', needed: attempt.needed, note: program.check(folder) };
    } catch (error) {
      if (!(error instanceof CheckFailure)) throw error;
      return { name, version, built, result: 'fail', needed: attempt.needed, note: error.message };
    }
  }
  return { name, version, built: seconds(), result: 'no build', needed: '', note: failures.join('\n') };
}

function parse() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        cc: { type: 'string' },
        ar: { type: 'string' },
        ld: { type: 'string' },
        ranlib: { type: 'string' },
        kit: { type: 'string' },
        cflags: { type: 'string', default: '' },
        reference: { type: 'string', default: 'gcc' },
        sources: { type: 'string' },
        keep: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    const unknown = positionals.find((name) => !(name in programs));
    if (unknown !== undefined) throw new Error(`no program is called ${unknown}`);
    return { ...values, programs: positionals.length > 0 ? positionals : Object.keys(programs) };
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
const bin = (tool) => (options.kit === undefined ? undefined : path.resolve(options.kit, 'bin', tool));
const tools = {
  cc: options.cc ?? bin('cc') ?? 'gcc',
  ar: options.ar ?? bin('ar') ?? 'ar',
  ld: options.ld ?? bin('ld') ?? 'ld',
  ranlib: options.ranlib ?? bin('ranlib') ?? 'ranlib',
  cflags: options.cflags,
};
const cache = options.sources ?? cacheDirectory();
const scratch = mkdtempSync(path.join(tmpdir(), 'real-programs-'));
const rows = [];
let environment;
try {
  for (const name of options.programs) rows.push(prove(name, tools, options, cache, scratch));
} catch (error) {
  environment = error;
} finally {
  if (options.keep) process.stderr.write(`kept ${scratch}\n`);
  else rmSync(scratch, { recursive: true, force: true });
}

process.stdout.write(`cc ${tools.cc}, ar ${tools.ar}, ld ${tools.ld}, ranlib ${tools.ranlib}\n`);
process.stdout.write('program  version     build s  result    edits  needed\n');
for (const row of rows) {
  const cells = [
    row.name.padEnd(7),
    row.version.padEnd(10),
    row.built.toFixed(1).padStart(7),
    row.result.padEnd(8),
    'none ',
    row.needed,
  ];
  process.stdout.write(`${cells.join('  ').trimEnd()}\n`);
}
for (const row of rows) process.stdout.write(`${row.name}: ${row.note}\n`);
if (environment) {
  process.stderr.write(`${environment.message}\n`);
  process.exitCode = environment instanceof BuildFailure ? 3 : 5;
} else if (rows.some((row) => row.result === 'no build')) process.exitCode = 3;
else if (rows.some((row) => row.result === 'fail')) process.exitCode = 1;
