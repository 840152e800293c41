// A long sample of random programs against compilers of the machine: what agrees is counted, what disagrees is shrunk and
// printed. In: --count N --seed S --from I --cc 'gcc -O2' (repeatable) --without FEATURE (repeatable) --stop N --coverage
// --jobs N --variants (programs that look different and must do the same are judged too); with --show or --trace: the program of --from, and what it folds into its checksum.
// Out: one line of figures for each compiler; exit code 1 when one of them disagreed.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { sample } from 'fast-check';
import { register } from 'tsx/esm/api';

register();
const { finish, programs } = await import('../oracles/random-c/arbitrary.ts');
const { choicesOf } = await import('../oracles/random-c/choices.ts');
const { VARIANT_KINDS, variantOf } = await import('../oracles/random-c/variants.ts');
const { programSeed } = await import('../oracles/random-c/seeds.ts');
const { shrinkSample } = await import('../oracles/random-c/shrink_run.ts');
const { answer } = await import('../oracles/random-c/evaluate.ts');
const { printUnits } = await import('../oracles/random-c/print.ts');
const { coverage } = await import('../oracles/random-c/coverage.ts');

const text = { type: 'string' };
const list = { type: 'string', multiple: true };
const { values } = parseArgs({
  options: {
    count: { ...text, default: '100' },
    seed: { ...text, default: '1' },
    from: { ...text, default: '0' },
    show: { type: 'boolean', default: false },
    trace: { type: 'boolean', default: false },
    variants: { type: 'boolean', default: false },
    jobs: { ...text, default: '2' },
    stop: { ...text, default: '3' },
    seconds: { ...text, default: '60' },
    cc: { ...list, default: ['gcc -O0', 'gcc -O2'] },
    without: { ...list, default: [] },
    coverage: { type: 'boolean', default: false },
  },
});
// A reader that goes away (a pager, head) ends the sample in good order.
process.stdout.on('error', () => process.exit(1));
const scratch = mkdtempSync(join(tmpdir(), 'random-c-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true, maxRetries: 5 }));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(130));
let files = 0;

/** Runs a process; its exit code (or signal), stdout and stderr. */
function run(program, args, timeout) {
  return new Promise((resolve) => {
    execFile(program, args, { timeout, killSignal: 'SIGKILL', cwd: scratch }, (error, stdout, stderr) => {
      const code = error === null ? 0 : (error.signal ?? error.code);
      resolve({ code, stdout, stderr, late: error?.killed === true });
    });
  });
}

/** What a compiler makes of a program: agrees, is too slow, or the kind of failure. */
async function judge(compiler, { units, answer }) {
  const name = join(scratch, `p${files++}`);
  const sources = units.map((source, number) => {
    writeFileSync(`${name}-${number}.c`, source);
    return `${name}-${number}.c`;
  });
  const [program, ...flags] = compiler.split(' ');
  try {
    const compiled = await run(program, [...flags, '-w', ...sources, '-o', name], 60_000);
    if (compiled.late) return { kind: 'late' };
    if (compiled.code !== 0) {
      const said = `${compiled.stderr}`.split('\n').find((line) => /error|Error/.test(line)) ?? '';
      return { kind: `compile ${said.replace(/^\S+: /, '').replace(/'[^']*'|‘[^’]*’|\d+/g, '')}`, said };
    }
    const ran = await run(name, [], 10_000);
    if (ran.late) return { kind: 'late' };
    if (typeof ran.code === 'string') return { kind: 'signal', said: ran.code };
    if (/runtime error|ERROR: AddressSanitizer/.test(ran.stderr)) return { kind: 'sanitizer', said: ran.stderr.split('\n')[0] };
    if (ran.stdout !== answer.stdout || ran.code !== answer.exitCode) return { kind: 'answer', said: ran.stdout.trim() };
    return { kind: 'agrees' };
  } finally {
    for (const file of [...sources, name]) rmSync(file, { force: true });
  }
}

const milliseconds = Number(values.seconds) * 1000;

async function shrink(compiler, index, kind) {
  const [what, name] = kind.split(', variant ');
  const fails = async (one) => (await judge(compiler, one)).kind === what;
  const start = program(index);
  return shrinkSample(name === undefined ? start : variant(start, name, index), fails, { milliseconds });
}

const [count, seed, from, stop] = [values.count, values.seed, values.from, values.stop].map(Number);
const tallies = new Map(values.cc.map((compiler) => [compiler, { agrees: 0, late: 0, findings: [] }]));
const kept = [];
let bytes = 0;
let next = from;
if (values.show || values.trace) {
  show();
  process.exit(0);
}
const started = performance.now();

function program(index) {
  const [made] = sample(programs(values.without), { seed: programSeed(seed, index), numRuns: 1 });
  return made;
}

/** One program, or what it folds into its checksum: the function and the value, a line for each. */
function show() {
  const { program: tree, units, answer: expected } = program(from);
  if (values.trace) console.log(answer(tree, true).trace.join('\n'));
  if (values.show) console.log((values.trace ? printUnits(tree, { trace: true }) : units).join('\n/* the second translation unit */\n'));
  console.log(`/* ${expected.stdout.trim()}, exit code ${expected.exitCode} */`);
}

/** A variant of a program, whose answer must be the one of the program. */
function variant({ program: tree, answer: expected }, kind, index) {
  const changed = finish(variantOf(tree, kind, choicesOf(index)));
  if (changed.answer.stdout !== expected.stdout) throw new Error(`program ${index}: the evaluator differs for its variant, ${kind}`);
  return { ...changed, variant: kind };
}

/** What is wrong with the first of some programs that is not right. */
async function firstWrong(compiler, list) {
  for (const one of list) {
    const found = await judge(compiler, one);
    if (found.kind !== 'agrees') return one.variant ? { kind: `${found.kind}, variant ${one.variant}`, said: found.said } : found;
  }
  return { kind: 'agrees' };
}

async function worker() {
  while (next < from + count) {
    const index = next++;
    const made = program(index);
    bytes += made.text.length;
    if (values.coverage) kept.push(made.program);
    const same = values.variants ? VARIANT_KINDS.map((kind) => variant(made, kind, index)) : [];
    for (const [compiler, tally] of tallies) {
      const { kind, said } = await firstWrong(compiler, [made, ...same]);
      if (kind === 'agrees' || kind === 'late') tally[kind]++;
      else tally.findings.push({ index, kind, said });
    }
  }
}
await Promise.all(Array.from({ length: Number(values.jobs) }, worker));
const seconds = (performance.now() - started) / 1000;
console.log(`${count} programs of seed ${seed}, ${Math.round(bytes / count)} bytes each, ${seconds.toFixed(1)} s`);
let wrong = 0;
for (const [compiler, { agrees, late, findings }] of tallies) {
  wrong += findings.length;
  console.log(`${compiler}: ${agrees} agree, ${findings.length} disagree, ${late} too slow`);
  const kinds = new Map();
  for (const finding of findings) kinds.set(finding.kind, [...(kinds.get(finding.kind) ?? []), finding]);
  for (const [kind, members] of kinds) {
    console.log(`  ${members.length} times ${kind}: ${members.map(({ index }) => index).slice(0, 12).join(' ')}`);
    for (const { index, said } of members.slice(0, stop)) {
      const { sample: smallest, path } = await shrink(compiler, index, kind);
      const own = programSeed(seed, index);
      const { text: source, answer: expected } = smallest;
      console.log(`\n// program ${index}, fast-check seed ${own}, path ${path}: ${said}; answer ${expected.stdout.trim()}\n${source}`);
    }
  }
}
if (values.coverage) {
  for (const [feature, number] of coverage(kept)) console.log(`${feature.padEnd(22)} ${((100 * number) / count).toFixed(1)} %`);
}
process.exitCode = wrong === 0 ? 0 : 1;
