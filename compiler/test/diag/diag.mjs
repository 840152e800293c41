// Messages of the C front end: every file beside this one says in comments what must be reported where.
// In: the directory of a built kit (argument 1). A line's comment holds "error: text", "warning: text" or "note: text",
// several separated by " // "; the first line may begin with "// flags: ...", with -S for messages of the code
// generator: it stops at the first function that has one, so each function is then compiled by itself. The text must be part
// of the message. With -c the file is compiled whole, else only its syntax is checked.
// Out: exit code 0 when every file gives what it says and nothing else.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const out = resolve(process.argv[2] ?? '.');
const here = dirname(fileURLToPath(import.meta.url));
const files = readdirSync(here).filter((name) => name.endsWith('.c')).sort();
let failures = 0;
let compared = 0;

/** The text once for each function, whose line begins with "void", with the others blanked out. */
function apart(lines) {
  const starts = lines.flatMap((text, index) => (text.startsWith('void ') ? [index] : []));
  return starts.map((start, k) =>
    lines.map((text, index) => (index < starts[0] || (index >= start && index < (starts[k + 1] ?? lines.length)) ? text : '')).join('\n'));
}

for (const file of files) {
  const lines = readFileSync(join(here, file), 'utf8').split('\n');
  const flags = /^\/\/ flags: (.*)$/.exec(lines[0])?.[1].split(' ') ?? [];
  const expected = lines.flatMap((text, index) =>
    text.split('//').slice(1).flatMap((comment) => {
      const m = /^ (error|warning|note): (.*?) *$/.exec(comment);
      return m ? [{ line: index + 1, level: m[1], text: m[2] }] : [];
    }));
  const whole = flags.includes('-S') ? apart(lines) : [undefined];
  const runs = whole.map((input) =>
    spawnSync(join(out, 'bin', 'cc'), [...(input || flags.includes('-c') ? [] : ['-fsyntax-only']), '-Wall', '-Wextra', '-fmax-errors=0', ...flags, ...(input ? ['-x', 'c', '-'] : [file])], {
      cwd: here,
      encoding: 'utf8',
      timeout: 20000,
      input,
    }));
  const actual = runs.map((run) => run.stderr).join('').split('\n').flatMap((line) => {
    const m = /^([^:]+):(\d+):\d+: (fatal error|error|warning|note): (.*)$/.exec(line);
    return m ? [{ line: Number(m[2]), level: m[3].replace('fatal ', ''), text: m[4] }] : [];
  });
  const matches = (a, b) => a.line === b.line && a.level === b.level && b.text.includes(a.text);
  const missing = expected.filter((e) => !actual.some((a) => matches(e, a)));
  const surprising = actual.filter((a) => !expected.some((e) => matches(e, a)));
  const failed = runs.some((run) => run.status !== (expected.some((e) => e.level === 'error') ? 1 : 0));
  compared += expected.length;
  if (missing.length || surprising.length || failed) {
    failures++;
    console.log(`${file}: exit code ${runs.map((run) => run.status).join(' ')}`);
    for (const e of missing) console.log(`  missing     ${e.line}: ${e.level}: ${e.text}`);
    for (const a of surprising) console.log(`  not expected ${a.line}: ${a.level}: ${a.text}`);
  }
}
if (compared === 0) failures++;
if (failures) process.exit(1);
console.log(`${compared} messages of ${files.length} files are as they say`);
