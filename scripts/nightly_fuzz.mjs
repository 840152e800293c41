#!/usr/bin/env node
// A night of random programs: a campaign with each generator, on fresh seeds or the unfinished ones of the night before;
// then what is new is reduced; then one Markdown summary.
//
// In:  --budget and the options of kit-harness fuzz; the findings of earlier nights in the state directory.
// Out: OUTPUT/summary.md (and the job's summary, when GITHUB_STEP_SUMMARY says where), OUTPUT/capsules with a folder for
//      each open finding that this night saw. Exit code 0 all held, 1 there are findings, 2 wrong usage, 3 a build failed,
//      4 nothing was compared, 5 the environment failed, 130 interrupted.
import { appendFileSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { $, which } from 'zx';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');

const usage = `usage: node scripts/nightly_fuzz.mjs [options]
  --budget TIME     how long in all, such as 8h, 30m, 90s (default 1h)
  --generator NAME  only this generator (repeatable; default random-c and, where it is installed, csmith)
  --seed N          a seed for all generators (default: fresh ones)
  --cc COMMAND      another compiler instead of kit's stages (repeatable)
  --jobs N          processes at a time
  --reduce N        at most so many new findings are reduced (default 5)
  --output DIR      where the summary goes (default build/nightly)
  --config FILE     another configuration file; the findings are those of its state directory
`;

/** Of the whole time: reducing gets a fifth, csmith a tenth, for its programs are checked more slowly. */
const REDUCING = 0.2;
const SHARES = { 'random-c': 0.9, csmith: 0.1 };

/** Of a hundred programs of csmith some never end. */
const WORDS = { csmith: ['--timeout', '2'] };

/** GitHub throws a longer summary away whole. */
const LONGEST_SUMMARY = 1024 * 1024;

/** Which of several exit codes says most. */
const GRAVITY = [130, 2, 3, 1, 5, 4, 0];

class Usage extends Error {}

function parse() {
  const text = { type: 'string' };
  const list = { type: 'string', multiple: true, default: [] };
  const { values } = parseArgs({
    options: {
      budget: { ...text, default: '1h' },
      generator: list,
      seed: { ...text, default: 'fresh' },
      cc: list,
      jobs: text,
      reduce: { ...text, default: '5' },
      output: { ...text, default: path.join(root, 'build/nightly') },
      config: text,
      help: { type: 'boolean', default: false },
    },
  });
  const match = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(values.budget);
  const [hours, minutes, seconds] = (match ?? []).slice(1).map((part) => Number(part ?? 0));
  const budget = (hours ?? 0) * 3600 + (minutes ?? 0) * 60 + (seconds ?? 0);
  if (budget === 0) throw new Usage(`"${values.budget}" is no duration: write 8h, 30m or 90s`);
  if (!/^\d+$/.test(values.reduce)) throw new Usage(`"${values.reduce}" is not a number`);
  return { ...values, budget, reduce: Number(values.reduce) };
}

/** Runs kit-harness; resolves to its exit code and, unless it is shown, its output. */
async function harness(words, { shown = true } = {}) {
  const stdio = ['ignore', shown ? 'inherit' : 'pipe', 'inherit'];
  const command = [process.execPath, path.join(root, 'harness/bin/kit-harness.mjs'), ...words];
  const { exitCode, stdout } = await $({ nothrow: true, stdio, cwd: root, quiet: true })`${command}`;
  // Without an exit code it died of a signal.
  return { code: exitCode ?? 5, stdout };
}

/** The generators of this night, with the seconds of each. */
async function generators(options) {
  let names = options.generator;
  if (names.length === 0) {
    const installed = (await which('csmith', { nothrow: true })) !== null;
    if (!installed && process.env.CI) throw new Error('csmith is missing: apt-get install csmith libcsmith-dev');
    if (!installed) process.stderr.write('csmith is not installed, so there is only one generator\n');
    names = installed ? ['random-c', 'csmith'] : ['random-c'];
  }
  const shares = names.map((name) => SHARES[name] ?? 0.5);
  const whole = shares.reduce((sum, share) => sum + share, 0);
  const time = options.budget * (options.reduce > 0 ? 1 - REDUCING : 1);
  return names.map((name, index) => ({ name, seconds: Math.max(1, Math.round((time * shares[index]) / whole)) }));
}

const configWords = ({ config }) => (config === undefined ? [] : ['--config', path.resolve(config)]);

/** Open buckets, those with a program to show, and the directory of their capsules. */
async function openBuckets(options) {
  const { code, stdout } = await harness(['findings', 'list', '--json', ...configWords(options)], { shown: false });
  const { directory, buckets } = code === 0 ? JSON.parse(stdout) : { directory: '', buckets: [] };
  return { capsules: path.join(directory, 'capsules'), buckets: buckets.filter(({ kept }) => kept.length > 0) };
}

async function reduceNew(options, since) {
  const fresh = (await openBuckets(options)).buckets.filter(
    ({ firstSeen, signature }) => firstSeen >= since && !['timeout', 'cost'].includes(signature.kind),
  );
  const chosen = fresh.slice(0, options.reduce);
  if (chosen.length === 0) return;
  // Structure and text each get half.
  const seconds = Math.max(10, Math.floor((options.budget * REDUCING) / chosen.length / 2));
  for (const { kept } of chosen) {
    const { code } = await harness(['reduce', kept[0], '--seconds', String(seconds), ...configWords(options)]);
    if (code !== 0) process.stderr.write(`${kept[0]} stays as it is\n`);
  }
}

/** The summary for the job and for reading, and the capsules of what this night saw. */
async function publish(options, since) {
  const summary = path.join(path.resolve(options.output), 'summary.md');
  const words = ['findings', 'report', '--since', since, '--output', summary, ...configWords(options)];
  const { code } = await harness(words);
  if (code !== 0) return code;
  const room = process.env.GITHUB_STEP_SUMMARY;
  if (room && (existsSync(room) ? statSync(room).size : 0) + statSync(summary).size < LONGEST_SUMMARY)
    appendFileSync(room, readFileSync(summary));
  const { capsules, buckets } = await openBuckets(options);
  for (const { kept, lastSeen } of buckets) {
    if (lastSeen < since || !existsSync(path.join(capsules, kept[0]))) continue;
    cpSync(path.join(capsules, kept[0]), path.join(options.output, 'capsules', kept[0]), { recursive: true });
  }
  process.stderr.write(`${summary}\n`);
  return 0;
}

async function main() {
  const options = parse();
  if (options.help) {
    process.stdout.write(usage);
    return 0;
  }
  rmSync(path.join(options.output, 'capsules'), { recursive: true, force: true });
  mkdirSync(options.output, { recursive: true });
  const since = new Date().toISOString();
  const codes = [];
  const more = [...(options.jobs === undefined ? [] : ['--jobs', options.jobs]), ...configWords(options)];
  for (const { name, seconds } of await generators(options)) {
    const words = ['fuzz', '--generator', name, '--budget', `${seconds}s`, '--seed', options.seed, ...(WORDS[name] ?? [])];
    const { code } = await harness([...words, ...options.cc.flatMap((cc) => ['--cc', cc]), ...more]);
    codes.push(code);
    if (code === 130 || code === 2) break;
  }
  // Where no campaign came to its work there may be nothing to tell, and there is something else to say.
  const [worst] = codes.filter((code) => code === 2 || code === 3);
  if (worst !== undefined) return worst;
  if (!codes.includes(130)) await reduceNew(options, since);
  const told = await publish(options, since);
  // A machine without the compiler has no findings either: the campaign has said why.
  if (told !== 0 && codes.every((code) => code === 0)) codes.push(told);
  return GRAVITY.find((code) => codes.includes(code)) ?? 5;
}

try {
  process.exitCode = await main();
} catch (error) {
  const wrong = error instanceof Usage || error.code?.startsWith('ERR_PARSE_ARGS');
  process.stderr.write(`${error.message}\n${wrong ? usage : ''}`);
  process.exitCode = wrong ? 2 : 5;
}
