// c-corpus: every program of the corpus, compiled and linked by every stage in every mode, does what its head says. The
// references (gcc, clang) say so too, so that a wrong case is not blamed on the subject. In: the corpus. Out: verdicts.
import { basename, dirname, join } from 'node:path';
import {
  type Command,
  defineOracle,
  describeOutcome,
  fail,
  isFile,
  type OracleContext,
  type Outcome,
  OUTPUT_CANARIES,
  outputText,
  PROGRAM_LIMITS,
  settleKnown,
  shellLine,
  type Stage,
  TOOL_LIMITS,
  type Verdict,
} from 'kit-harness';
import { corpusConfigurations, type ProgramCase, programCases, STAGES } from './cases.ts';

type Program = ProgramCase & { kind: 'program' };

/** What a tool's outcome means when it should have ended with exit code 0. */
function toolVerdict(step: string, command: Command, outcome: Outcome): Verdict | undefined {
  if (outcome.kind === 'exit' && outcome.code === 0 && !outcome.leaked) return undefined;
  if (outcome.kind === 'limit' || outcome.kind === 'cancelled' || outcome.kind === 'not-started') {
    return { kind: 'inconclusive', reason: `${step}: ${describeOutcome(outcome)}` };
  }
  const text = outcome.kind === 'sanitizer' ? outcome.report : outputText(outcome.stderr, 2000);
  return fail(`${step}: ${describeOutcome(outcome)}`, [
    { kind: 'text', label: 'command', text: shellLine(command) },
    { kind: 'text', label: 'stderr', text },
  ]);
}

async function checkProgram(program: Program, context: OracleContext): Promise<Verdict> {
  const { lane, directives, sources } = program;
  const { programs } = context.subject;
  if (programs === undefined) return { kind: 'inconclusive', reason: 'the subject does not say how programs are made' };
  const stage: Stage | undefined = lane.kind === 'stage' ? context.stage(lane.configuration, lane.stage) : undefined;
  const cc = lane.kind === 'stage' ? context.stage(lane.configuration, lane.stage).tools.cc : lane.cc;
  // The modes' flags are the subject's own; a reference works with its defaults.
  const mode = lane.kind === 'stage' ? lane.mode : { compileFlags: [], linkFlags: [] };
  const scratch = await context.scratch();
  const objects: string[] = [];
  for (const [index, source] of sources.entries()) {
    const object = join(scratch, `${basename(source, '.c')}-${String(index)}.o`);
    const compile = programs.compile(cc, basename(source), object, [...mode.compileFlags, ...directives.flags]);
    const command = { ...compile, cwd: dirname(source) };
    const wrong = toolVerdict('compile', command, await context.execute(command, TOOL_LIMITS, stage));
    if (wrong !== undefined) return wrong;
    objects.push(await context.tap.file(object));
  }
  const executable = join(scratch, 'program');
  const link = programs.link(cc, objects, executable, [...mode.linkFlags, ...directives.link]);
  const wrong = toolVerdict('link', link, await context.execute(link, TOOL_LIMITS, stage));
  if (wrong !== undefined) return wrong;
  if (!isFile(executable)) return fail('link: exit code 0, but no executable');
  const outcome = await context.execute({ program: executable, args: [], cwd: scratch }, PROGRAM_LIMITS);
  return compareOutcome(program, outcome, context);
}

function compareOutcome({ directives }: Program, outcome: Outcome, context: OracleContext): Verdict {
  if (outcome.kind !== 'exit' && outcome.kind !== 'signal') {
    return { kind: 'inconclusive', reason: `run: ${describeOutcome(outcome)}` };
  }
  const seen = context.tap.observation({ status: describeOutcome(outcome), stdout: outcome.stdout });
  const status = `exit code ${String(directives.exit)}`;
  if (seen.status !== status) {
    return fail(`run: ${seen.status}, not ${status}`, [
      { kind: 'text', label: 'stdout', text: outputText(seen.stdout, 2000) },
      { kind: 'text', label: 'stderr', text: outputText(outcome.stderr, 2000) },
    ]);
  }
  if (!context.tap.sameBytes(seen.stdout, Buffer.from(directives.stdout))) {
    return fail('run: other output', [
      { kind: 'output', label: 'stdout', expected: directives.stdout, actual: outputText(seen.stdout) },
    ]);
  }
  if (outcome.kind === 'exit' && outcome.leaked) return fail('run: left a process behind');
  return { kind: 'pass', comparisons: 1 };
}

export default defineOracle<ProgramCase>({
  name: 'c-corpus',
  claim: 'every program of the corpus does what it states, compiled by each stage, in each mode',

  needs: (_subject, selection) => ({
    stages: corpusConfigurations(selection).map((configuration) => ({ configuration, stage: Math.max(...STAGES) })),
    tools: [],
  }),

  cases: programCases,

  async check({ data }, context) {
    if (data.kind === 'malformed') return fail(`${data.file}: ${data.problem}`);
    if (data.kind === 'skip') return data;
    const verdict = await checkProgram(data, context);
    // What is announced concerns the subject; a reference has to be right now.
    return settleKnown(verdict, data.lane.kind === 'stage' ? data.directives.known : undefined, context.today);
  },

  canaries: OUTPUT_CANARIES,
  canaryCase: ({ data }) =>
    data.kind === 'program' && data.lane.kind === 'stage' && data.directives.known === undefined,
});
