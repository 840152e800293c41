// csmith: programs of a generator that nobody here wrote, beside our own. What they print is what the reference compilers
// agree on. In: a seed and a count. Out: verdicts.
import { join } from 'node:path';
import {
  agreedAnswer,
  type Case,
  defineOracle,
  fail,
  observe,
  openReference,
  OUTPUT_CANARIES,
  type OracleContext,
  type Selection,
  stageLane,
  type Verdict,
} from 'kit-harness';
import { GENERATOR, makeProgram } from './program.ts';

/** What is run when nothing was said: few and always the same ones. */
const USUAL = { seed: 1, count: 2 };

const STAGES = [1, 2, 3] as const;
const LEVELS = ['-O0', '-O2'] as const;

const TOOLS = [{ program: 'csmith', debianPackage: 'csmith libcsmith-dev' }];

interface Numbered {
  readonly seed: number;
  readonly index: number;
}

/** Each chain once: how the compiler itself is linked does not change what it writes. */
function rows({ configurations }: Selection): Selection['configurations'] {
  return configurations.filter(
    ({ chain }, index) => configurations.findIndex((other) => other.chain === chain) === index,
  );
}

/** One program in one stage at one level. */
async function checkLane(
  context: OracleContext,
  program: Awaited<ReturnType<typeof makeProgram>>,
  expected: { readonly stdout: string; readonly exitCode: number },
  place: {
    readonly configuration: Selection['configurations'][number];
    readonly stage: number;
    readonly level: string;
  },
): Promise<Verdict> {
  const { configuration, stage: number, level } = place;
  const stage = context.stage(configuration, number);
  const tools = stageLane(context.subject, stage, { kind: 'stage', configuration, stage: number, flags: [level] });
  const { name } = tools.lane;
  const seen = await observe(
    tools,
    program.units,
    join(await context.scratch(), 'program'),
    (command, limits, sanitized) => context.execute(command, limits, sanitized ? stage : undefined),
    { object: (path) => context.tap.file(path) },
  );
  if (seen.kind === 'inconclusive') return { kind: 'inconclusive', reason: `${name}: ${seen.reason}` };
  if (seen.kind === 'failed') {
    const { step, said, command } = seen.said;
    if (seen.finding === 'timeout') return { kind: 'inconclusive', reason: `${name}: ${said}` };
    return fail(`${name}: ${step}: ${said.split('\n')[0] ?? ''}`, [
      { kind: 'text', label: 'command', text: command },
      { kind: 'text', label: 'said', text: said },
    ]);
  }
  const actual = context.tap.observation({ status: seen.status, stdout: Buffer.from(seen.stdout) });
  const same = context.tap.sameBytes(actual.stdout, Buffer.from(expected.stdout));
  if (same && actual.status === `exit code ${String(expected.exitCode)}`) return { kind: 'pass', comparisons: 1 };
  const printed = `${Buffer.from(actual.stdout).toString('utf8')}${actual.status}\n`;
  return fail(`${name}: another answer (${actual.status})`, [
    { kind: 'output', label: 'stdout', expected: expected.stdout, actual: printed },
  ]);
}

async function check({ data }: Case<Numbered>, context: OracleContext): Promise<Verdict> {
  const program = await makeProgram(data.seed, data.index);
  const folder = join(await context.scratch(), 'reference');
  const agreed = await agreedAnswer(
    openReference(context.subject),
    program.units,
    folder,
    (command, limits) => context.execute(command, limits),
    { sanitizers: false },
  );
  // Such as a program without end: csmith knows of none that is wrong, and of some that are no test.
  if (agreed.kind !== 'agreed') return { kind: 'skip', cause: 'not-applicable', reason: agreed.reason };
  let comparisons = 0;
  for (const configuration of rows(context.selection)) {
    for (const stage of STAGES) {
      for (const level of LEVELS) {
        const verdict = await checkLane(context, program, agreed.answer, { configuration, stage, level });
        if (verdict.kind !== 'pass') return verdict;
        comparisons++;
      }
    }
  }
  return { kind: 'pass', comparisons };
}

export default defineOracle<Numbered>({
  name: GENERATOR,
  claim: 'every program of csmith on which the reference compilers agree prints the same from each stage at each level',

  needs: (_subject, selection) => ({
    stages: rows(selection).map((configuration) => ({ configuration, stage: Math.max(...STAGES) })),
    tools: TOOLS,
  }),

  async *cases({ selection }) {
    const { seed, count } = { ...USUAL, ...selection.random };
    for (let index = 0; index < count; index++) {
      yield { id: `seed${String(seed)}/${String(index).padStart(6, '0')}`, data: { seed, index } };
    }
  },

  check,
  canaries: OUTPUT_CANARIES,
  generator: { name: GENERATOR, tools: TOOLS, worker: 'worker.ts' },
});
