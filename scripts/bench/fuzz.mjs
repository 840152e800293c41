// Measures how many random programs a second are checked: a campaign of kit-harness fuzz, beside what people do without
// one, csmith and gcc -O0 and the program in a shell loop. Both take turns in one run, so that a change in the machine's
// speed meets both; csmith gets options that give programs of the same mean size, and its own defaults too.
//
// In:  kit (built here by gcc -O2, or given by --kit), csmith, gcc. Out: an aligned table or JSON; exit codes as of bench.mjs.
//
// Wall time is what a person waits for; the campaign uses every processor, the shell loop one. CPU time per program
// says the same on a busy machine. The campaign's wall rate is that of its steady work, its CPU time holds its start, too.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { table } from './tables.mjs';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', '..');

const usage = `usage: npm run bench -- fuzz [options]
  --kit DIR       a built kit (default: built now by gcc -O2, CHAIN=release)
  --seconds N     length of each measurement (default 20)
  --runs N        measurements of each (default 3)
  --jobs N        processes of the campaign (default: one per processor)
  --json          print JSON
`;

/** Options of csmith, the smallest programs first. */
const SIZES = [
  [1, 1, 1], [1, 2, 2], [2, 2, 2], [2, 3, 2], [3, 3, 2], [3, 3, 3], [4, 4, 3], [6, 4, 4],
].map(([funcs, block, depth]) => ['--max-funcs', funcs, '--max-block-size', block, '--max-block-depth', depth].map(String)); // prettier-ignore

const INCLUDE = '/usr/include/csmith';
const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];

/** CPU and wall seconds of a command, its exit status and stdout. */
function timed(scratch, command, args, cwd) {
  const result = path.join(scratch, 'result');
  const child = spawnSync(path.join(scratch, 'measure'), [result, command, ...args], { cwd, encoding: 'utf8', maxBuffer: 1 << 26 });
  const [user, system, , wall, code] = readFileSync(result, 'utf8').trim().split(' ').map(Number);
  return { cpu: (user + system) / 1e6, wall: wall / 1e6, code, stdout: child.stdout, stderr: child.stderr };
}

/** Mean bytes of csmith's programs with these options. */
function meanSize(scratch, options, count) {
  let bytes = 0;
  for (let seed = 1; seed <= count; seed++) {
    const file = path.join(scratch, 'size.c');
    spawnSync('csmith', [...options, '--seed', String(seed), '-o', file], { cwd: scratch, timeout: 20_000 });
    bytes += statSync(file).size;
  }
  return bytes / count;
}

/** What people write: make, compile, run, compare the exit code, until the time is over. Prints how many and their bytes. */
const LOOP = `
end=$(($(date +%s%N) + $1 * 1000000000)); seed=$2; shift 2; n=0; bytes=0
while [ $(date +%s%N) -lt $end ]; do
  csmith "$@" --seed $seed -o p.c >/dev/null 2>&1 && gcc -O0 -w -I${INCLUDE} p.c -o p 2>/dev/null && timeout 5 ./p >out 2>/dev/null && n=$((n + 1))
  bytes=$((bytes + $(stat -c %s p.c))); seed=$((seed + 1))
done
echo $n $bytes $seed
`;

function shellLoop(scratch, options, seconds, seed) {
  const { cpu, wall, stdout } = timed(scratch, 'sh', ['-c', LOOP, 'loop', String(seconds), String(seed), ...options], scratch);
  const [programs, bytes, last] = stdout.trim().split(' ').map(Number);
  return { programs, size: bytes / (last - seed), rate: programs / wall, cpu: cpu / programs };
}

/** kit's configuration with a state directory of its own: what is measured leaves no campaigns among the findings. */
function ownConfig(scratch) {
  const file = path.join(scratch, 'kit-harness.config.ts');
  const from = JSON.stringify(path.join(root, 'kit-harness.config.ts'));
  const [oracles, sources] = ['oracles', 'compiler'].map((name) => JSON.stringify(path.join(root, name)));
  // Without it Node takes what lies in a temporary directory for CommonJS, which cannot import kit's configuration.
  writeFileSync(path.join(scratch, 'package.json'), '{ "type": "module" }\n');
  writeFileSync(
    file,
    `import config from ${from};
const { subject } = config;
export default { ...config, state: 'state', oracles: [${oracles}], subject: { ...subject, sources: { ...subject.sources, root: ${sources} } } };
`,
  );
  return file;
}

function campaign(scratch, cc, { seconds, jobs }, seed) {
  const words = ['fuzz', '--config', ownConfig(scratch), '--budget', `${seconds}s`, '--seed', String(seed), '--jobs', String(jobs), '--cc', cc, '--shrink', '0', '--json'];
  const run = timed(scratch, process.execPath, [path.join(root, 'harness/bin/kit-harness.mjs'), ...words], root);
  if (run.code > 1) throw new Error(`the campaign ended with ${run.code}: ${run.stderr}${run.stdout}`);
  const { programs, seconds: worked, tally, buckets } = JSON.parse(run.stdout);
  return { programs: tally.valid, size: tally.bytes / programs, rate: tally.valid / worked, cpu: run.cpu / programs, buckets: buckets.length };
}

function buildKit(scratch) {
  const kit = path.join(scratch, 'kit');
  const made = spawnSync('make', ['-s', '-j2', '-C', path.join(root, 'compiler'), `OUT=${kit}`, 'CHAIN=release', 'CC=gcc'], { encoding: 'utf8' });
  if (made.status !== 0) throw Object.assign(new Error(`kit does not build:\n${made.stderr.slice(0, 2000)}`), { exitCode: 3 });
  return kit;
}

/** The table of a report's rows, beside one of them. */
export function compared(rows, base) {
  const cells = rows.map(({ name, size, rate, cpu }) => [
    name,
    (size / 1000).toFixed(1),
    rate.toFixed(1),
    (cpu * 1000).toFixed(1),
    (rate / base.rate).toFixed(1),
    (base.cpu / cpu).toFixed(1),
  ]);
  return table([['', 'KB each', 'checked/s', 'CPU ms each', 'times wall', 'times CPU'], ...cells]);
}

/** All measurements, in turns. */
function measureAll(scratch, options, kit) {
  const { seconds, runs, jobs } = options;
  const probe = campaign(scratch, `${kit}/bin/cc -O0`, { seconds: Math.min(5, seconds), jobs }, 1);
  const sizes = SIZES.map((words) => ({ words, size: meanSize(scratch, words, Math.min(40, 8 * seconds)) }));
  const [closest] = [...sizes].sort((a, b) => Math.abs(a.size - probe.size) - Math.abs(b.size - probe.size));
  const kinds = [
    { name: `csmith ${closest.words.join(' ')} + gcc -O0`, run: (turn) => shellLoop(scratch, closest.words, seconds, 1000 * turn) },
    { name: 'csmith as it comes + gcc -O0', run: (turn) => shellLoop(scratch, [], seconds, 1000 * turn) },
    { name: 'fuzz, kit -O0', run: (turn) => campaign(scratch, `${kit}/bin/cc -O0`, { seconds, jobs }, turn) },
    { name: 'fuzz, gcc -O0', run: (turn) => campaign(scratch, 'gcc -O0', { seconds, jobs }, turn) },
  ];
  const samples = kinds.map(() => []);
  for (let turn = 1; turn <= runs; turn++) kinds.forEach(({ run }, index) => samples[index].push(run(turn)));
  return kinds.map(({ name }, index) => {
    const of = (key) => median(samples[index].map((sample) => sample[key]));
    return { name, size: of('size'), rate: of('rate'), cpu: of('cpu'), samples: samples[index] };
  });
}

/** Runs the benchmark. Resolves to an exit code. */
export async function benchFuzz(words) {
  let values;
  try {
    const number = (text, name) => {
      if (!(Number(text) >= 1)) throw new Error(`--${name} takes a number of at least 1`);
      return Number(text);
    };
    const parsed = parseArgs({
      args: words,
      options: {
        kit: { type: 'string' },
        seconds: { type: 'string', default: '20' },
        runs: { type: 'string', default: '3' },
        jobs: { type: 'string', default: String(availableParallelism()) },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values;
    values = { ...parsed, seconds: number(parsed.seconds, 'seconds'), runs: number(parsed.runs, 'runs'), jobs: number(parsed.jobs, 'jobs') };
  } catch (error) {
    process.stderr.write(`${error.message}\n${usage}`);
    return 2;
  }
  if (values.help) {
    process.stdout.write(usage);
    return 0;
  }
  for (const tool of ['csmith', 'gcc']) {
    if (spawnSync(tool, ['--version'], { stdio: 'ignore', cwd: tmpdir() }).error !== undefined) {
      process.stderr.write(`${tool} is missing: apt-get install ${tool === 'csmith' ? 'csmith libcsmith-dev' : tool}\n`);
      return 5;
    }
  }
  const scratch = mkdtempSync(path.join(tmpdir(), 'bench-fuzz-'));
  try {
    execFileSync('gcc', ['-O2', '-o', path.join(scratch, 'measure'), path.join(root, 'scripts', 'bench', 'measure.c')]);
    const kit = values.kit === undefined ? buildKit(scratch) : path.resolve(values.kit);
    const rows = measureAll(scratch, values, kit);
    const report = { version: 1, jobs: values.jobs, seconds: values.seconds, runs: values.runs, rows };
    process.stdout.write(values.json ? `${JSON.stringify(report, null, 2)}\n` : `${compared(rows, rows[0])}\n`);
    return 0;
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    return error.exitCode ?? 1;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
