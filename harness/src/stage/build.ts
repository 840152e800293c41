// Building one stage: the subject's commands in an empty directory, then the proofs that it is what it should be: the
// executable is there, no sanitizer complained, its objects name the right builder. In: a StageRequest. Out: BuildResult.
import { existsSync, mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type Executor, outputText } from '../exec/execute.ts';
import { parseElf, sectionData } from '../format/elf.ts';
import { BUILD_LIMITS, type Command, describeOutcome, type Outcome, shellLine } from '../model/command.ts';
import type { StageRequest, Subject } from '../model/subject.ts';
import { findFiles } from '../store/files.ts';
import { sanitizerEnvironment, sanitizerHeadline, sanitizerReport } from './sanitizer.ts';

/** Why a stage was not built. Only `environment` leaves the question open. */
export type BuildFailureCause = 'command' | 'sanitizer' | 'builder-mark' | 'artifact' | 'environment' | 'cancelled';

export interface BuildFailure {
  readonly kind: 'failed';
  readonly cause: BuildFailureCause;
  readonly summary: string;
  /** The end of what the build printed. */
  readonly log: string;
}

export type BuildResult =
  { readonly kind: 'built'; readonly directory: string; readonly out: string; readonly seconds: number } | BuildFailure;

export interface BuildOptions {
  readonly subject: Subject;
  readonly request: Omit<StageRequest, 'out'>;
  /** The builder is a sanitized stage. */
  readonly builderSanitized: boolean;
  readonly scratch: string;
  readonly executor: Executor;
}

const FULL_DISK_BYTES = 16 * 1024 * 1024;

/** Builds a stage in a new directory under the scratch directory. */
export async function buildStage(options: BuildOptions): Promise<BuildResult> {
  const { subject, executor, scratch } = options;
  const directory = mkdtempSync(join(scratch, 'stage-'));
  const out = join(directory, 'out');
  mkdirSync(out);
  const request: StageRequest = { ...options.request, out };
  const sanitized = request.sanitize || options.builderSanitized;
  const reports = join(scratch, `sanitizer-${directory.slice(-6)}`);
  const environment = sanitized ? sanitizerEnvironment(reports) : {};
  const started = performance.now();

  for (const planned of subject.build(request)) {
    const command: Command = { ...planned, cwd: planned.cwd ?? out, env: { ...environment, ...planned.env } };
    const outcome = await executor.execute(command, BUILD_LIMITS, { unlimitedAddressSpace: sanitized });
    const report = sanitized ? sanitizerReport(reports, outcome) : undefined;
    if (report !== undefined) return sanitizerFailure(request, report);
    if (outcome.kind !== 'exit' || outcome.code !== 0) return await commandFailure(command, outcome, scratch);
  }
  const wrong = checkExecutable(subject, out) ?? (await checkBuilderMark(subject, request));
  if (wrong !== undefined) return wrong;
  return { kind: 'built', directory, out, seconds: (performance.now() - started) / 1000 };
}

function sanitizerFailure(request: StageRequest, report: string): BuildFailure {
  const who = request.stage === 1 ? 'stage1' : `stage${String(request.stage - 1)}`;
  return {
    kind: 'failed',
    cause: 'sanitizer',
    summary: `sanitizer report in ${who}: ${sanitizerHeadline(report)}`,
    log: report,
  };
}

async function commandFailure(command: Command, outcome: Outcome, scratch: string): Promise<BuildFailure> {
  const failed = (cause: BuildFailureCause, why: string): BuildFailure => ({
    kind: 'failed',
    cause,
    summary: why,
    log: `$ ${shellLine(command)}\n${logText(outcome)}`,
  });
  if (outcome.kind === 'cancelled') return failed('cancelled', 'cancelled');
  if (await diskIsFull(scratch)) return failed('environment', 'the disk is full');
  const why = `${basename(command.program)}: ${describeOutcome(outcome)}`;
  if (outcome.kind === 'limit' || outcome.kind === 'not-started') return failed('environment', why);
  return failed('command', `${why}${firstError(outcome)}`);
}

function logText(outcome: Outcome): string {
  if (!('stdout' in outcome)) return '';
  return `${outputText(outcome.stdout)}${outputText(outcome.stderr, 8000)}`;
}

/** The first line that looks like an error, since make's own last line says nothing. */
function firstError(outcome: Outcome): string {
  const lines = logText(outcome).split('\n');
  const line = lines.find((text) => /\berror\b|undefined (reference|symbol)|not found|: fatal/i.test(text));
  return line === undefined ? '' : `: ${line.trim().slice(0, 200)}`;
}

/** Whether so little room is left that a failure cannot be blamed on anybody. */
export async function diskIsFull(directory: string): Promise<boolean> {
  try {
    const status = await statfs(directory);
    return status.bavail * status.bsize < FULL_DISK_BYTES;
  } catch {
    return false;
  }
}

function checkExecutable(subject: Subject, out: string): BuildFailure | undefined {
  if (existsSync(join(out, subject.artifacts.executable))) return undefined;
  const summary = `the build ended well but left no ${subject.artifacts.executable}`;
  return { kind: 'failed', cause: 'artifact', summary, log: '' };
}

/** Reads the producer's name from every object and compares it with who should have made it. */
async function checkBuilderMark(subject: Subject, request: StageRequest): Promise<BuildFailure | undefined> {
  const mark = subject.builderMark;
  const expected = mark?.expected[request.stage === 1 ? request.seed : 'self'];
  if (mark === undefined || expected === undefined) return undefined;
  const failed = (summary: string): BuildFailure => ({ kind: 'failed', cause: 'builder-mark', summary, log: '' });
  const objects = await findFiles(request.out, mark.objects);
  if (objects.length === 0)
    return failed(`no object matches ${mark.objects.join(' ')}, so the builder cannot be read back`);
  for (const object of objects) {
    const elf = parseElf(readFileSync(join(request.out, object)));
    const section = elf.kind === 'elf' ? elf.file.sections.find(({ name }) => name === mark.section) : undefined;
    const text =
      elf.kind === 'elf' && section !== undefined ? Buffer.from(sectionData(elf.file, section)).toString('latin1') : '';
    if (!text.includes(expected)) {
      const found = text.replaceAll('\0', ' ').trim();
      return failed(`${object} says it was built by "${found}", not by "${expected}"`);
    }
  }
  return undefined;
}
