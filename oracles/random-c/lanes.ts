// The lanes of random-c: each stage at each level, and what becomes of a program in one of them. In: a program's text and
// answer. Out: verdicts, and which step failed.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Command,
  type Configuration,
  describeOutcome,
  fail,
  isFile,
  type OracleContext,
  type Outcome,
  outputText,
  PROGRAM_LIMITS,
  type Selection,
  shellLine,
  TOOL_LIMITS,
  type Verdict,
} from 'kit-harness';
import type { Answer } from './evaluate.ts';

const STAGES = [1, 2, 3] as const;
const LEVELS = ['-O0', '-O2'] as const;

export interface Lane {
  readonly name: string;
  readonly configuration: Configuration;
  readonly stage: number;
  readonly level: string;
}

/** The deepest stage that is wanted of each row. */
export const LAST_STAGE = Math.max(...STAGES);

/** Each chain once: how the compiler itself is linked does not change what it writes, and other oracles show that. */
export function rows({ configurations }: Selection): readonly Configuration[] {
  return configurations.filter(
    ({ chain }, index) => configurations.findIndex((other) => other.chain === chain) === index,
  );
}

/** All lanes of a selection. */
export function lanesOf(selection: Selection): readonly Lane[] {
  return rows(selection).flatMap((configuration) =>
    STAGES.flatMap((stage) =>
      LEVELS.map((level) => {
        const { chain, variant, seed } = configuration;
        return { name: `${chain}/${variant}/${seed}/stage${String(stage)}/${level}`, configuration, stage, level };
      }),
    ),
  );
}

/** What one lane said. `step` is what failed, so that shrinking does not wander from one failure to another. */
export interface LaneResult {
  readonly verdict: Verdict;
  readonly step: 'compile' | 'link' | 'run' | 'output' | undefined;
}

type Step = Exclude<LaneResult['step'], undefined>;

function wrong(step: Step, summary: string, command: Command, text: string): LaneResult {
  return {
    step,
    verdict: fail(summary, [
      { kind: 'text', label: 'command', text: shellLine(command) },
      { kind: 'text', label: 'stderr', text },
    ]),
  };
}

function tooled(step: Step, command: Command, outcome: Outcome): LaneResult | undefined {
  if (outcome.kind === 'exit' && outcome.code === 0 && !outcome.leaked) return undefined;
  const said = `${step}: ${describeOutcome(outcome)}`;
  if (outcome.kind === 'limit' || outcome.kind === 'cancelled' || outcome.kind === 'not-started') {
    return { step: undefined, verdict: { kind: 'inconclusive', reason: said } };
  }
  return wrong(step, said, command, outcome.kind === 'sanitizer' ? outcome.report : outputText(outcome.stderr, 2000));
}

/** Compiles, links and runs a program in one lane, and compares what it does with its answer. */
export async function runLane(
  lane: Lane,
  units: readonly string[],
  answer: Answer,
  context: OracleContext,
): Promise<LaneResult> {
  const { programs } = context.subject;
  const [mode] = programs?.modes ?? [];
  if (programs === undefined || mode === undefined) {
    return {
      step: undefined,
      verdict: { kind: 'inconclusive', reason: 'the subject does not say how programs are made' },
    };
  }
  const stage = context.stage(lane.configuration, lane.stage);
  const { cc } = stage.tools;
  const scratch = await context.scratch();
  const executable = join(scratch, 'program');
  const objects: string[] = [];
  for (const [number, text] of units.entries()) {
    const name = `program${number === 0 ? '' : String(number)}`;
    const object = join(scratch, `${name}.o`);
    writeFileSync(join(scratch, `${name}.c`), text);
    const compile = {
      ...programs.compile(cc, `${name}.c`, object, [...mode.compileFlags, lane.level, '-w']),
      cwd: scratch,
    };
    const compiled = tooled('compile', compile, await context.execute(compile, TOOL_LIMITS, stage));
    if (compiled !== undefined) return compiled;
    objects.push(await context.tap.file(object));
  }
  const link = programs.link(cc, objects, executable, mode.linkFlags);
  const linked = tooled('link', link, await context.execute(link, TOOL_LIMITS, stage));
  if (linked !== undefined) return linked;
  if (!isFile(executable)) return { step: 'link', verdict: fail('link: exit code 0, but no executable') };
  const run = { program: executable, args: [], cwd: scratch };
  const outcome = await context.execute(run, PROGRAM_LIMITS);
  if (outcome.kind !== 'exit' && outcome.kind !== 'signal') {
    return { step: undefined, verdict: { kind: 'inconclusive', reason: `run: ${describeOutcome(outcome)}` } };
  }
  const seen = context.tap.observation({ status: describeOutcome(outcome), stdout: outcome.stdout });
  if (!context.tap.sameBytes(seen.stdout, Buffer.from(answer.stdout))) {
    const actual = `${outputText(seen.stdout, 2000)}${seen.status}\n`;
    const evidence = { kind: 'output', label: 'stdout', expected: answer.stdout, actual } as const;
    return {
      step: outcome.kind === 'signal' ? 'run' : 'output',
      verdict: fail(`another answer (${seen.status})`, [evidence]),
    };
  }
  const status = `exit code ${String(answer.exitCode)}`;
  if (seen.status !== status) return { step: 'run', verdict: fail(`run: ${seen.status}, not ${status}`) };
  return { step: undefined, verdict: { kind: 'pass', comparisons: 1 } };
}
