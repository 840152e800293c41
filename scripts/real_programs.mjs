#!/usr/bin/env node
// Builds real C programs from their unchanged sources with a given toolchain, and runs their checks.
//
// In:  --cc --ar --ld --ranlib (gcc's by default), the sources that fetch_sources.mjs fetches.
// Out: a table of what was built, checked and needed; exit code 0 all held, 1 a check failed, 2 wrong usage, 3 a build
//      failed, 5 the sources could not be had.
//
// A file for each program in real_programs/ says how it is built and checked. zlib, bzip2, XZ Utils and Mbed TLS run their own
// checks. Lua runs scripts of ours and SQLite an SQL script through a driver of ours; their answers must be the same bytes
// as those of a build by the reference compiler.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { cacheDirectory } from './fetch_sources.mjs';
import { BuildFailure } from './real_programs/program.mjs';
import { programs } from './real_programs/programs.mjs';
import { prove } from './real_programs/prove.mjs';

const usage = `usage: node scripts/real_programs.mjs [options] [program ...]
  programs: ${Object.keys(programs).join(' ')} (all by default)
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
  for (const name of options.programs) rows.push(prove(name, tools, options.reference, cache, scratch));
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
