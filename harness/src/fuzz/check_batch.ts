// A batch of programs in one lane: one compilation, one executable, one run when all is well. When it is not, the batch is
// halved until the compiler takes it, and run with a process for each program, so that a failure is pinned to one.
// In: programs with their parts and answers. Out: those that are suspect, each to be judged by itself.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { outputText } from '../exec/execute.ts';
import type { Outcome } from '../model/command.ts';
import type { ProgramPart } from '../model/generator.ts';
import type { LaneTools } from '../lane/compilers.ts';
import type { Execute, KnownAnswer, ProgramLimits } from '../lane/run.ts';
import type { CostSample } from './cost.ts';
import { apartUnits, batchOutput, batchUnit, partAtLine, rightOnes } from './driver.ts';
import type { Meter } from './measure.ts';

/** One program of a batch. */
export interface Member {
  readonly part: ProgramPart;
  readonly answer: KnownAnswer;
}

export interface BatchParts {
  readonly execute: Execute;
  readonly scratch: string;
  readonly meter: Meter | undefined;
  readonly limits: ProgramLimits;
  /** Told what compiling so many programs together has cost. */
  readonly onCost?: (sample: CostSample, count: number) => void;
}

/** A whole batch has the time of one program, for its programs run for milliseconds, and room for all that they print. */
const OUTPUT_BYTES = 8 << 20;

/** The members, by their positions, that the lane did not show to be right. */
export async function suspects(
  tools: LaneTools,
  members: readonly Member[],
  parts: BatchParts,
): Promise<readonly number[]> {
  if (members.length === 0) return [];
  let blamed: number | undefined;
  const directory = mkdtempSync(join(parts.scratch, 'batch-'));
  try {
    const list = members.map(({ part }) => part);
    const built = await buildBatch(tools, list, directory, parts);
    if (built.executable !== undefined) return await runBatch(tools, built.executable, members, parts);
    blamed = built.blamed;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
  if (members.length === 1) return [0];
  if (blamed !== undefined) {
    const others = await suspects(tools, [...members.slice(0, blamed), ...members.slice(blamed + 1)], parts);
    return [blamed, ...others.map((index) => (index < blamed ? index : index + 1))].sort((a, b) => a - b);
  }
  const middle = members.length >> 1;
  const left = await suspects(tools, members.slice(0, middle), parts);
  const right = await suspects(tools, members.slice(middle), parts);
  return [...left, ...right.map((index) => index + middle)];
}

interface BuiltBatch {
  readonly executable?: string;
  /** The member that the compiler complained about, as far as a line number tells. */
  readonly blamed?: number;
}

const well = (outcome: Outcome): boolean => outcome.kind === 'exit' && outcome.code === 0 && !outcome.leaked;

/** Makes the executable of a batch, in an existing directory. */
export async function buildBatch(
  { lane, first, others }: LaneTools,
  list: readonly ProgramPart[],
  cwd: string,
  { execute, meter, limits, onCost }: BatchParts,
): Promise<BuiltBatch> {
  const seconds = limits.program.cpuSeconds;
  const [text = '', second] = lane.recipe.kind === 'mixed' ? apartUnits(list, seconds) : [batchUnit(list, seconds)];
  writeFileSync(join(cwd, 'batch.c'), text);
  const [object, executable, costs] = ['batch.o', 'batch', 'costs'].map((name) => join(cwd, name)) as [string, string, string]; // prettier-ignore
  const compile = { ...first.compile('batch.c', object), cwd };
  const measured = meter === undefined ? compile : meter.wrap(compile, costs);
  const compiled = await execute(measured, limits.tool, first.sanitized);
  if (!well(compiled)) {
    const line = 'stderr' in compiled ? /batch\.c:(\d+)/.exec(outputText(compiled.stderr))?.[1] : undefined;
    const blamed = line === undefined ? undefined : partAtLine(list, Number(line));
    return blamed === undefined ? {} : { blamed };
  }
  const cost = meter?.read(costs);
  if (cost !== undefined) onCost?.({ size: text.length, cost }, list.length);
  const objects = [object];
  if (second !== undefined) {
    const object2 = join(cwd, 'second.o');
    writeFileSync(join(cwd, 'second.c'), second);
    const compile2 = { ...others.compile('second.c', object2), cwd };
    if (!well(await execute(compile2, limits.tool, others.sanitized))) return {};
    objects.push(object2);
  }
  const link = { ...first.link(objects, executable), cwd };
  return well(await execute(link, limits.tool, first.sanitized)) ? { executable } : {};
}

async function runBatch(
  { first, others }: LaneTools,
  executable: string,
  members: readonly Member[],
  parts: BatchParts,
): Promise<readonly number[]> {
  const { execute, limits } = parts;
  const instruments = first.instruments || others.instruments;
  const running = { ...limits.program, outputBytes: OUTPUT_BYTES };
  const answers = members.map(({ answer }) => answer);
  const together = await execute({ program: executable, args: [] }, running, instruments);
  if (together.kind === 'exit' && together.code === 0 && printed(together) === batchOutput(answers)) return [];
  const apart = await runApart(executable, members.length, { execute, limits, instruments });
  const right = rightOnes(apart, answers);
  const wrong = members.flatMap((_, index) => (right.has(index) ? [] : [index]));
  // Together something is wrong, apart nothing is: any of them may be the one.
  return wrong.length > 0 ? wrong : members.map((_, index) => index);
}

/** Runs each program of a batch in a process of its own. Returns what was printed; nothing when a sanitizer reports. */
export async function runApart(
  executable: string,
  programs: number,
  { execute, limits, instruments = false }: Pick<BatchParts, 'execute' | 'limits'> & { readonly instruments?: boolean },
): Promise<string> {
  const { program } = limits;
  // Some may use all of their time, one after the other.
  const wallSeconds = program.wallSeconds + programs * program.cpuSeconds;
  const running = { ...program, wallSeconds, outputBytes: OUTPUT_BYTES };
  return printed(await execute({ program: executable, args: ['0'] }, running, instruments));
}

function printed(outcome: Outcome): string {
  return 'stdout' in outcome ? Buffer.from(outcome.stdout).toString('latin1') : '';
}
