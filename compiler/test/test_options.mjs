// No option does nothing in silence: what cc, as and ld accept without an effect stands in `--help=ignored` with its
// reason, what nm, objdump and ar so accept in their help, and whatever a command line sets is read outside the room that
// sets it. usage: test_options.mjs BUILD_DIRECTORY
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const out = process.argv[2];
const source = path.join(import.meta.dirname, '..', 'src');
const text = (file) => readFileSync(path.join(source, file), 'utf8');
const files = readdirSync(source, { recursive: true }).filter((file) => file.endsWith('.c'));
let failed = 0;
let checks = 0;
const check = (holds, message) => {
  checks += 1;
  if (holds) return;
  failed += 1;
  console.log(`FAILED: ${message}`);
};
const scratch = mkdtempSync(path.join(tmpdir(), 'kit-options-'));
const run = (tool, ...args) => {
  const { status, stdout, stderr } = spawnSync(path.join(out, 'bin', tool), args, { encoding: 'utf8', cwd: scratch });
  return { status, output: stdout + stderr };
};

/** The fields of `typedef struct NAME { ... } NAME;` without comments; of nested structs only the name of the whole. */
function fieldsOf(file, name) {
  const body = new RegExp(`typedef struct ${name} \\{\\n([^]*?)\\n\\} ${name};`).exec(text(file))[1];
  const declarations = body.replace(/\/\*[^]*?\*\//g, '').replace(/VEC\([^)]*\)/g, 'Vec').split(';');
  return declarations.flatMap((declaration) =>
    declaration
      .split(',')
      .map((part) => /(\w+)(?:\[[^\]]*\])?\s*$/.exec(part.trim())?.[1])
      .filter((field) => field !== undefined),
  );
}

// 1. What a command line sets is read elsewhere.
const structs = [
  ['link/link.h', 'LinkOptions', ['link/options.c']],
  ['asm/asm.h', 'AsmOptions', ['driver/as_options.c']],
  ['codegen/target.h', 'CodegenOptions', ['driver/cc_options.c']],
  ['c/c.h', 'COptions', ['driver/cc_options.c']],
  ['c/pp.h', 'CppOptions', ['driver/cc_options.c']],
  ['driver/cc.h', 'CcOptions', ['driver/cc_options.c']],
];
const texts = new Map(files.map((file) => [file, text(file)]));
for (const [file, name, setters] of structs) {
  const fields = fieldsOf(file, name);
  check(fields.length > 2, `${name} was not understood: ${fields.length} fields`);
  for (const field of fields) {
    // Read: named behind . or ->, and not only to be assigned.
    const reads = new RegExp(`(?:\\.|->)${field}\\b(?!\\s*=[^=])`);
    const read = files.some((other) => !setters.includes(other) && reads.test(texts.get(other)));
    check(read, `${name}.${field} is set by the command line and read nowhere else`);
  }
}

// 2. Each ignored or refused option has its reason.
for (const tool of ['cc', 'as', 'ld']) {
  const { status, output } = run(tool, '--help=ignored');
  check(status === 0, `${tool} --help=ignored: exit code ${status}`);
  const rows = output.split('\n').filter((line) => line.startsWith('  '));
  check(rows.length > 10, `${tool} --help=ignored lists ${rows.length} options`);
  for (const row of rows) {
    check(/^ {2}-\S+(?: \S+)? +\S/.test(row) && !row.includes('(null)'), `${tool}: no reason in "${row}"`);
  }
}

// 3. The letters that nm, objdump and ar take and forget are told.
for (const [tool, file, help] of [
  ['nm', 'driver/nm.c', '--help'],
  ['objdump', 'driver/objdump.c', '--help'],
  ['ar', 'driver/ar.c', '--help'],
]) {
  const told = run(tool, help).output.replace(/[^]*without an effect/, (m) => (tool === 'ar' ? m : ''));
  const silent = [...text(file).matchAll(/((?:case '\w': ?)+)break;/g)].flatMap((m) => [...m[1].matchAll(/'(\w)'/g)].map((c) => c[1]));
  check(silent.length > 0, `${tool}: no letter without an effect was found in ${file}`);
  for (const letter of silent) check(new RegExp(`\\b${letter}\\b`).test(told), `${tool}: ${letter} has no effect, and its help does not say so`);
}

// 4. The last word counts, where an option takes another one back.
writeFileSync(path.join(scratch, 'a.s'), '\t.globl _start\n_start:\tcall f\n\tret\n\t.section .note.GNU-stack,"",@progbits\n');
writeFileSync(path.join(scratch, 'b.s'), '\t.globl f\nf:\tret\n\t.section .note.GNU-stack,"",@progbits\n');
for (const name of ['a', 'b']) check(run('as', `${name}.s`, '-o', `${name}.o`).status === 0, `${name}.s`);
const link = (...args) => run('ld', '-o', 'x', ...args);
const dynamic = (...args) => {
  const linked = link('-shared', 'b.o', ...args);
  check(linked.status === 0, `ld ${args.join(' ')}: ${linked.output}`);
  return run('objdump', '-p', 'x').output;
};
check(/FLAGS_1\s+0x0*1$/m.test(dynamic('-z', 'now')), '-z now sets no flag');
check(!/FLAGS_1/.test(dynamic('-z', 'now', '-z', 'lazy')), '-z lazy does not take -z now back');
check(/FLAGS_1\s+0x0*800$/m.test(dynamic('-z', 'nodefaultlib')), '-z nodefaultlib sets no flag');
check(/FLAGS_1\s+0x0*1000010$/m.test(dynamic('-z', 'loadfltr', '-z', 'globalaudit')), '-z loadfltr, -z globalaudit');
check(link('a.o', '--warn-unresolved-symbols').status === 0, '--warn-unresolved-symbols');
check(link('a.o', '--warn-unresolved-symbols', '--error-unresolved-symbols').status === 1, '--error-unresolved-symbols');
check(link('a.o', 'b.o', '-z', 'max-page-size=40960').status === 1, '-z max-page-size=40960 is not 4096');
check(link('a.o', 'b.o', '--sort-section=name').status === 1, '--sort-section=name changes an order that counts');
check(link('a.o', 'b.o', '--sort-section=alignment').status === 0, '--sort-section=alignment');
const traced = link('a.o', 'b.o', '-y', 'f').output;
check(traced === 'ld: a.o: reference to f\nld: b.o: definition of f\n', `-y f says ${JSON.stringify(traced)}`);
const plain = run('objdump', '-d', '--no-addresses', 'b.o').output;
check(/^<f>:\n\tc3\s+\tret$/m.test(plain), `--no-addresses: ${plain}`);

rmSync(scratch, { recursive: true });
console.log(`${checks} checks of options, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
