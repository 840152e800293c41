// Reducing a finding: first structurally, where the generator knows how and keeps the program's meaning by construction,
// then as text with C-Vise, where reference compilers and sanitizers are asked at each step. Whatever is smaller counts only
// after it was seen to fail once more. In: a finding. Out: the smallest program that still shows it.
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { outputText } from '../exec/execute.ts';
import { which } from '../exec/which.ts';
import { type Compiler, commandCompiler, type LaneTools } from '../lane/compilers.ts';
import { agreedAnswer, SANITIZER_FLAGS } from '../lane/reference.ts';
import { type Failed, type KnownAnswer, runInLane } from '../lane/run.ts';
import { describeOutcome, TOOL_LIMITS } from '../model/command.ts';
import { CommandError, EXIT } from '../model/errors.ts';
import { type ProgramGenerator, type RandomProgram, TOGETHER } from '../model/generator.ts';
import type { LaneSaid } from '../model/lane.ts';
import type { Bench } from './bench.ts';
import { interestingScript, STRICT_FLAGS } from './interesting.ts';
import type { StoredFinding } from './model.ts';
import { answerOf } from './replay.ts';
import { signatureOf } from './signature.ts';

export interface ReduceOptions {
  /** Name of the lane; the first of those that failed when absent. */
  readonly lane?: string;
  readonly generator?: ProgramGenerator;
  readonly structuralSeconds: number;
  /** 0: no text reduction. */
  readonly textSeconds: number;
  readonly onNote: (text: string) => void;
}

export interface Reduced {
  readonly program: RandomProgram;
  readonly lane: string;
}

/** Reduces a finding. Throws a CommandError when it does not show any more, or when the program has no meaning. */
export async function reduceFinding(bench: Bench, finding: StoredFinding, options: ReduceOptions): Promise<Reduced> {
  const said = chosenLane(finding, options.lane);
  if (finding.kind === 'timeout' || finding.kind === 'cost') {
    throw new CommandError(
      EXIT.usage,
      `a ${finding.kind} cannot be reduced`,
      'wrong answers, crashes and refusals can',
    );
  }
  const lane = await bench.lane({ name: said.lane, recipe: said.recipe });
  const answer = await answerOf(bench, finding.program);
  if (answer.kind === 'inconclusive') {
    throw new CommandError(
      EXIT.failed,
      `nobody can say what the program has to do: ${answer.reason}`,
      closing(finding),
    );
  }
  const start: RandomProgram = { ...finding.program, answer };
  const question: Asked = { bench, finding, said, lane };
  if (!(await fails(question, start))) {
    throw new CommandError(EXIT.nothing, `${finding.id} does not fail any more in ${said.lane}`, closing(finding));
  }
  let program = start;
  const { generator } = options;
  const together = program.path.startsWith(TOGETHER);
  if (together) options.onNote(`structure: the generator cannot shrink several programs ${program.path}`);
  if (
    generator?.shrink !== undefined &&
    finding.program.answer.kind === 'known' &&
    options.structuralSeconds > 0 &&
    !together
  ) {
    const limit = { milliseconds: options.structuralSeconds * 1000 };
    const witness = await witnessOf(question, start);
    if (witness === undefined) options.onNote('structure: no reference compiler gives the answer that the finding has');
    // As in a campaign: what is wrong for everybody is another bug, or a program without meaning.
    const interesting = async (candidate: RandomProgram): Promise<boolean> =>
      (await fails(question, candidate)) && (witness === undefined || (await holds(bench, witness, candidate)));
    const smaller = await generator.shrink(program, interesting, limit);
    if (sizeOf(smaller) < sizeOf(program) && (await fails(question, smaller))) program = smaller;
    options.onNote(`structure: ${sizeText(start)} to ${sizeText(program)}`);
  }
  if (options.textSeconds > 0) program = await reduceText(question, program, options);
  return { program, lane: said.lane };
}

interface Asked {
  readonly bench: Bench;
  readonly finding: StoredFinding;
  readonly said: LaneSaid;
  readonly lane: LaneTools;
}

const closing = ({ id }: StoredFinding): string => `npx kit-harness findings close ${id} --reason …`;

function chosenLane({ lanes, id }: StoredFinding, name: string | undefined): LaneSaid {
  const said = name === undefined ? lanes[0] : lanes.find(({ lane }) => lane === name);
  if (said !== undefined) return said;
  throw new CommandError(
    EXIT.usage,
    `${id} did not fail in ${name ?? 'any lane'}`,
    `there are: ${lanes.map(({ lane }) => lane).join(', ')}`,
  );
}

/** Whether a program fails in the same way: at the same step and, where there is one, at the same place. */
async function fails({ bench, finding, said, lane }: Asked, program: RandomProgram): Promise<boolean> {
  const { answer } = program;
  if (answer.kind !== 'known' || bench.signal.aborted) return false;
  const now = await bench.folder((folder) =>
    runInLane(lane, program.units, answer, join(folder, 'program'), bench.execute),
  );
  return now.kind === 'failed' && sameFailure(finding, said, now);
}

/** The first reference compiler that gets the program right. */
async function witnessOf({ bench }: Asked, program: RandomProgram): Promise<LaneTools | undefined> {
  for (const tools of bench.reference().plain) if (await holds(bench, tools, program)) return tools;
  return undefined;
}

async function holds(bench: Bench, tools: LaneTools, { units, answer }: RandomProgram): Promise<boolean> {
  if (answer.kind !== 'known') return false;
  const now = await bench.folder((folder) => runInLane(tools, units, answer, join(folder, 'program'), bench.execute));
  return now.kind === 'held';
}

function sameFailure(finding: StoredFinding, before: LaneSaid, now: Failed): boolean {
  const { kind } = finding;
  if (now.finding !== kind || now.said.step !== before.step) return false;
  if (kind !== 'crash' && kind !== 'rejected') return /killed by/.test(before.said) === /killed by/.test(now.said.said);
  const site = (said: LaneSaid): string => signatureOf({ ...finding, lanes: [said] }).site;
  return site(now.said) === site(before);
}

/** Characters that are not blank: C-Vise breaks lines on its way. */
const sizeOf = ({ units }: RandomProgram): number =>
  units.reduce((sum, { text }) => sum + text.replace(/\s+/g, '').length, 0);

function sizeText(program: RandomProgram): string {
  const lines = program.units.reduce(
    (sum, { text }) => sum + text.split('\n').filter((line) => line.trim() !== '').length,
    0,
  );
  return `${String(lines)} lines, ${String(sizeOf(program))} characters`;
}

/** Reference compilers and sanitizers that accept the program as it is. The sanitizers come last, being the slowest. */
async function judgesOf({ bench }: Asked, program: RandomProgram, answer: KnownAnswer): Promise<readonly Compiler[]> {
  const reference = bench.reference();
  const compilers = [
    ...new Set(reference.plain.map(({ lane }) => (lane.recipe.kind === 'command' ? lane.recipe.cc[0] : undefined))),
  ];
  const sanitizing = compilers.flatMap(
    (cc) =>
    cc === undefined ?
      []
    : [[cc, ...SANITIZER_FLAGS], [cc, '-O1', '-g', '-fsanitize=memory', '-fno-sanitize-recover=all']].map((words) => commandCompiler(words)), // prettier-ignore
  );
  const accepted = async (compiler: Compiler): Promise<boolean> => {
    const lane = { name: compiler.name, recipe: { kind: 'command', cc: [compiler.name] } as const };
    const tools = { lane, first: compiler, others: compiler, digest: compiler.digest };
    const held = await bench.folder((folder) =>
      runInLane(tools, program.units, answer, join(folder, 'p'), bench.execute),
    );
    return held.kind === 'held';
  };
  const judges: Compiler[] = [];
  for (const { first } of reference.plain) {
    const strict: Compiler = { ...first, compile: (unit, object) => stricter(first.compile(unit, object)) };
    if (await accepted(strict)) judges.push(strict);
    else if (await accepted(first)) judges.push(first);
    else throw new CommandError(EXIT.failed, `${first.name} does not give the answer that the finding has`);
  }
  const sound: Compiler[] = [];
  for (const compiler of sanitizing) if (await accepted(compiler)) sound.push(compiler);
  if (sound.length === 0) {
    const hint = 'apt-get install --no-install-recommends gcc brings libasan and libubsan';
    throw new CommandError(
      EXIT.failed,
      'no sanitizer finds the program sound, so that no text of it can be trusted',
      hint,
    );
  }
  return [...judges, ...sound];
}

function stricter(command: ReturnType<Compiler['compile']>): ReturnType<Compiler['compile']> {
  return { ...command, args: [...STRICT_FLAGS, ...command.args.filter((word) => word !== '-w')] };
}

async function reduceText(asked: Asked, program: RandomProgram, options: ReduceOptions): Promise<RandomProgram> {
  const { bench, finding, said, lane } = asked;
  if (which('cvise') === undefined) {
    options.onNote('text: C-Vise is not installed (apt-get install cvise), so the text stays as it is');
    return program;
  }
  const { answer } = program;
  if (answer.kind !== 'known') return program;
  const judges = await judgesOf(asked, program, answer);
  const names = program.units.map(({ name }) => name);
  return bench.folder(async (folder) => {
    const script = join(folder, 'interesting.sh');
    for (const { name, text } of program.units) writeFileSync(join(folder, name), text);
    writeFileSync(script, interestingScript({ kind: finding.kind, said, lane, judges, units: names }));
    chmodSync(script, 0o755);
    const jobs = String(Math.min(2, availableParallelism()));
    const args = ['--n', jobs, '--timeout', '60', '--tidy', script, ...names];
    const limits = { ...TOOL_LIMITS, cpuSeconds: options.textSeconds * 2, wallSeconds: options.textSeconds };
    const command = { program: 'cvise', args, cwd: folder };
    const outcome = await bench.executor.execute(command, limits, { unlimitedAddressSpace: true });
    if (outcome.kind === 'exit' && outcome.code !== 0) {
      options.onNote(`text: C-Vise gave up: ${outputText(outcome.stdout, 300)}${outputText(outcome.stderr, 300)}`);
      return program;
    }
    const read = (): RandomProgram => ({
      ...program,
      units: names.map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') })),
    });
    const left = read();
    await layOut(bench, folder, names);
    const candidate = (await sound(asked, read())) ?? (await sound(asked, left));
    const end = outcome.kind === 'exit' ? '' : ` (${describeOutcome(outcome)})`;
    if (candidate === undefined || sizeOf(candidate) >= sizeOf(program)) {
      options.onNote(`text: nothing smaller was found${end}`);
      return program;
    }
    options.onNote(`text: ${sizeText(program)} to ${sizeText(candidate)}${end}`);
    return candidate;
  });
}

/** Indents the files as people do, since an interrupted reduction leaves them in pieces. C-Vise brings the program along. */
async function layOut(bench: Bench, folder: string, names: readonly string[]): Promise<void> {
  const program = ['clang-format', 'clang-format-15'].find((name) => which(name) !== undefined);
  if (program === undefined) return;
  const args = ['-i', '--style={BasedOnStyle: LLVM, ColumnLimit: 120}', ...names];
  await bench.execute({ program, args, cwd: folder }, TOOL_LIMITS, false);
}

/** The program with the answer that everybody agrees on, if it still fails. */
async function sound(asked: Asked, program: RandomProgram): Promise<RandomProgram | undefined> {
  const { bench } = asked;
  const agreed = await bench.folder((folder) =>
    agreedAnswer(bench.reference(), program.units, folder, bench.execute, { sanitizers: true }),
  );
  if (agreed.kind !== 'agreed') return undefined;
  const answered = { ...program, answer: agreed.answer };
  return (await fails(asked, answered)) ? answered : undefined;
}
