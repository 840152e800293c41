// One program in one lane: compiled, linked, run, and compared with its answer. In: LaneTools, translation units, an
// answer. Out: what it did, or what went wrong and where.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { outputText } from '../exec/execute.ts';
import {
  type Command,
  describeOutcome,
  type Limits,
  type Outcome,
  PROGRAM_LIMITS,
  shellLine,
  TOOL_LIMITS,
} from '../model/command.ts';
import type { ProgramAnswer, ProgramUnit } from '../model/generator.ts';
import type { FailedStep, FindingKind, LaneSaid } from '../model/lane.ts';
import type { LaneTools } from './compilers.ts';

export interface ProgramLimits {
  readonly tool: Limits;
  readonly program: Limits;
}

/** Enough for programs that are meant to be small. */
export const SMALL_PROGRAM_LIMITS: ProgramLimits = {
  tool: { ...TOOL_LIMITS, cpuSeconds: 20, wallSeconds: 60 },
  program: { ...PROGRAM_LIMITS, cpuSeconds: 5, wallSeconds: 20 },
};

/** The same limits for programs that may run for so many seconds; waiting may take four times as long as working. */
export function limitsFor(seconds: number): ProgramLimits {
  const { tool, program } = SMALL_PROGRAM_LIMITS;
  return { tool, program: { ...program, cpuSeconds: seconds, wallSeconds: 4 * seconds } };
}

/** Runs a command; looks for reports of sanitizers when told that there may be some. */
export type Execute = (command: Command, limits: Limits, sanitized: boolean) => Promise<Outcome>;

export type KnownAnswer = ProgramAnswer & { readonly kind: 'known' };

export interface Observed {
  readonly kind: 'observed';
  readonly stdout: string;
  readonly status: string;
  readonly command: string;
}

export interface Failed {
  readonly kind: 'failed';
  readonly finding: FindingKind;
  readonly said: LaneSaid;
}

/** Nothing can be concluded: the machine, not the compiler. */
export interface Inconclusive {
  readonly kind: 'inconclusive';
  readonly reason: string;
}

const LONGEST_SAID = 4000;

export interface ObserveOptions {
  readonly limits?: ProgramLimits;
  /** Where a canary can reach in: gives the path to link instead of an object's. */
  readonly object?: (path: string) => Promise<string>;
}

/** What the program does in the lane. `folder` is made, and receives its files. */
export async function observe(
  tools: LaneTools,
  units: readonly ProgramUnit[],
  folder: string,
  execute: Execute,
  { limits = SMALL_PROGRAM_LIMITS, object: reached }: ObserveOptions = {},
): Promise<Observed | Failed | Inconclusive> {
  mkdirSync(folder, { recursive: true });
  const objects: string[] = [];
  for (const { name, text } of units) writeFileSync(join(folder, name), text);
  for (const [index, { name }] of units.entries()) {
    const compiler = index === 0 ? tools.first : tools.others;
    const object = join(folder, `${String(index)}.o`);
    const compile = { ...compiler.compile(name, object), cwd: folder };
    const bad = toolFailure(
      tools,
      'compile',
      commandLine(compile, folder),
      await execute(compile, limits.tool, compiler.sanitized),
    );
    if (bad !== undefined) return bad;
    objects.push(reached === undefined ? object : await reached(object));
  }
  const executable = join(folder, 'program');
  const link = { ...tools.first.link(objects, executable), cwd: folder };
  const unlinked = toolFailure(
    tools,
    'link',
    commandLine(link, folder),
    await execute(link, limits.tool, tools.first.sanitized),
  );
  if (unlinked !== undefined) return unlinked;
  const run = { program: executable, args: [], cwd: folder };
  const outcome = await execute(run, limits.program, tools.first.instruments);
  const command = commandLine(run, folder);
  switch (outcome.kind) {
    case 'exit':
    case 'signal':
      return { kind: 'observed', stdout: text(outcome.stdout), status: describeOutcome(outcome), command };
    case 'limit':
      if (outcome.limit === 'cpu' || outcome.limit === 'wall')
        return failed(tools, 'timeout', 'timeout', describeOutcome(outcome), command);
      return { kind: 'observed', stdout: text(outcome.stdout), status: describeOutcome(outcome), command };
    case 'sanitizer':
      return { kind: 'observed', stdout: '', status: describeOutcome(outcome), command };
    case 'not-started':
    case 'cancelled':
      return { kind: 'inconclusive', reason: `run: ${describeOutcome(outcome)}` };
  }
}

/** Whether the program does in the lane what it has to do. */
export async function runInLane(
  tools: LaneTools,
  units: readonly ProgramUnit[],
  answer: KnownAnswer,
  folder: string,
  execute: Execute,
  limits: ProgramLimits = SMALL_PROGRAM_LIMITS,
): Promise<{ readonly kind: 'held' } | Failed | Inconclusive> {
  const seen = await observe(tools, units, folder, execute, { limits });
  return seen.kind === 'observed' ? compareAnswer(tools, seen, answer) : seen;
}

/** An observation beside the answer. A program that dies has gone wrong in running, whatever it printed before. */
export function compareAnswer(
  tools: LaneTools,
  seen: Observed,
  answer: KnownAnswer,
): { readonly kind: 'held' } | Failed {
  const { stdout, status, command } = seen;
  const wanted = `exit code ${String(answer.exitCode)}`;
  if (status !== wanted) return failed(tools, 'wrong-answer', 'run', `${status}, not ${wanted}`, command);
  if (stdout === answer.stdout) return { kind: 'held' };
  const said = `printed\n${shortened(stdout)}instead of\n${shortened(answer.stdout)}`;
  return failed(tools, 'wrong-answer', 'output', said, command);
}

function text(output: Uint8Array): string {
  return Buffer.from(output).toString('utf8');
}

function shortened(output: string): string {
  const end = output.endsWith('\n') || output === '' ? '' : '\n';
  return output.length <= LONGEST_SAID / 4 ? `${output}${end}` : `${output.slice(0, LONGEST_SAID / 4)} …\n`;
}

function failed(tools: LaneTools, finding: FindingKind, step: FailedStep, said: string, command: string): Failed {
  const { name: lane, recipe } = tools.lane;
  return { kind: 'failed', finding, said: { lane, recipe, step, said: said.slice(0, LONGEST_SAID), command } };
}

/** The command as it is typed in the folder of the program: that folder is gone when somebody reads this. */
function commandLine({ program, args }: Command, folder: string): string {
  const inside = (word: string): string => (word.startsWith(folder + sep) ? word.slice(folder.length + 1) : word);
  const own = inside(program);
  return shellLine({ program: own === program ? program : `./${own}`, args: args.map(inside) });
}

/** What is wrong with a compilation or a link; nothing when it went well. */
function toolFailure(
  tools: LaneTools,
  step: 'compile' | 'link',
  line: string,
  outcome: Outcome,
): Failed | Inconclusive | undefined {
  const how = `${step}: ${describeOutcome(outcome)}`;
  const printed = 'stderr' in outcome ? outputText(outcome.stderr, LONGEST_SAID - 200) : '';
  switch (outcome.kind) {
    case 'exit':
      if (outcome.code === 0) return undefined;
      // gcc and clang report the death of their parts by an exit code and this sentence.
      if (/internal compiler error|PLEASE submit a bug report|Assertion .* failed/.test(printed))
        return failed(tools, 'crash', step, `${how}\n${printed}`, line);
      return failed(tools, 'rejected', step, printed.trim() === '' ? how : printed, line);
    case 'signal':
      return failed(tools, 'crash', step, `${how}\n${printed}`, line);
    case 'sanitizer':
      return failed(tools, 'crash', step, outcome.report, line);
    case 'limit':
      if (outcome.limit === 'memory' || outcome.limit === 'output' || outcome.limit === 'file')
        return failed(tools, 'cost', step, how, line);
      return failed(tools, 'timeout', 'timeout', how, line);
    case 'not-started':
    case 'cancelled':
      return { kind: 'inconclusive', reason: how };
  }
}
