// Promotion: a finding becomes a case of the corpus, that checks itself and stays there when the bug is gone. It is written
// only when the reference compilers and the sanitizers agree with what it states. In: a finding. Out: files of the corpus.
import { existsSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { parseDirectives } from '../corpus/directives.ts';
import { agreedAnswer } from '../lane/reference.ts';
import type { KnownAnswer } from '../lane/run.ts';
import { CommandError, EXIT, usageError } from '../model/errors.ts';
import type { ProgramUnit, RandomProgram } from '../model/generator.ts';
import { writeFileAtomic } from '../store/atomic.ts';
import type { Bench } from './bench.ts';
import type { StoredFinding } from './model.ts';

export interface PromoteOptions {
  /** Folder below the corpus. */
  readonly area: string;
  /** File name without `.c`; made from the finding when absent. */
  readonly name?: string;
  /** What the case is about; made from the finding when absent. */
  readonly what?: string;
  /** For a bug that is not repaired yet: why, and until when (YYYY-MM-DD). */
  readonly known?: { readonly reason: string; readonly expires: string };
}

/** Throws a usage error when the finding is a case of the corpus already, which is still there. */
export function refuseTwice({ id, promoted = [] }: StoredFinding, root: string): void {
  const [path] = promoted;
  if (path === undefined || !existsSync(resolve(root, path))) return;
  throw usageError(`${id} is promoted already: ${path}`, 'remove that file first when it shall be written again');
}

/** Writes the case. Returns its paths relative to the configuration file, the one with main first. */
export async function promoteFinding(
  bench: Bench,
  finding: StoredFinding,
  options: PromoteOptions,
): Promise<readonly string[]> {
  const { subject } = bench.loaded.config;
  const { root } = bench.loaded;
  if (subject.corpus === undefined) throw usageError(`the subject ${subject.name} has no corpus`);
  const program = finding.reduced ?? finding.program;
  const agreed = await bench.folder((folder) =>
    agreedAnswer(bench.reference(), program.units, folder, bench.execute, { sanitizers: true }),
  );
  if (agreed.kind !== 'agreed') {
    throw new CommandError(
      EXIT.failed,
      `${finding.id} is no case: ${agreed.reason}`,
      `npx kit-harness reduce ${finding.id}`,
    );
  }
  const { answer } = program;
  if (
    answer.kind === 'known' &&
    (answer.stdout !== agreed.answer.stdout || answer.exitCode !== agreed.answer.exitCode)
  ) {
    throw new CommandError(EXIT.failed, `the reference compilers give another answer than ${program.generator}`);
  }
  const name = options.name ?? `${finding.program.generator}_${finding.id}`.toLowerCase().replace(/[^a-z0-9]+/g, '_');
  for (const word of [name, options.area]) {
    if (!/^[a-z0-9][a-z0-9_]*$/.test(word))
      throw usageError(`"${word}" is no plain name`, 'small letters, digits and _');
  }
  const files = caseFiles(finding, program, agreed.answer, { ...options, name });
  const folder = resolve(root, subject.corpus, options.area);
  for (const { name: file } of files) {
    if (existsSync(join(folder, file)))
      throw usageError(`${relative(root, join(folder, file))} is there already`, 'choose a --name');
  }
  for (const { name: file, text } of files) writeFileAtomic(join(folder, file), text);
  return files.map(({ name: file }) => relative(root, join(folder, file)));
}

/** The files of a case, with the directives that state what it does. */
export function caseFiles(
  finding: StoredFinding,
  program: RandomProgram,
  answer: KnownAnswer,
  options: PromoteOptions & { readonly name: string },
): readonly ProgramUnit[] {
  const [main, ...others] = program.units;
  if (main === undefined) throw new Error(`finding ${finding.id} has no program`);
  const parts = others.map(({ text }, index) => ({
    name: `part_${options.name}${index === 0 ? '' : String(index + 1)}.c`,
    text: `//! part\n${withEnd(text)}`,
  }));
  const head = [
    `//! what: ${options.what ?? origin(finding)}`,
    ...(answer.exitCode === 0 ? [] : [`//! exit: ${String(answer.exitCode)}`]),
    ...outputLines(answer.stdout).map((line) => `//! stdout: ${line}`),
    ...parts.map(({ name }) => `//! with: ${name}`),
    ...(options.known === undefined ? [] : [`//! known: ${options.known.reason} expires=${options.known.expires}`]),
  ];
  const text = `${head.join('\n')}\n${withEnd(main.text)}`;
  const read = parseDirectives(text);
  if (read.kind === 'malformed') throw usageError(`the case would be malformed: ${read.problem}`);
  const { stdout, exit } = read.directives;
  if (stdout !== answer.stdout || exit !== answer.exitCode)
    throw new Error(`the case ${options.name} does not state its answer`);
  return [{ name: `${options.name}.c`, text }, ...parts];
}

const withEnd = (text: string): string => (text.endsWith('\n') ? text : `${text}\n`);

function origin({ program, divergingFunction }: StoredFinding): string {
  const { generator, seed, index, features } = program;
  const about = [...features, ...(divergingFunction === undefined ? [] : [`${divergingFunction}()`])];
  const from = `a random program (${generator}, seed ${String(seed)}, number ${String(index)})`;
  return about.length === 0 || about.length > 12 ? from : `${about.join(', ')}: ${from}`;
}

/** The output as lines that a directive can hold. */
function outputLines(stdout: string): readonly string[] {
  if (stdout === '') return [];
  // eslint-disable-next-line no-control-regex -- these are what a line of the case cannot hold
  if (!stdout.endsWith('\n') || /[\u0000-\u0009\u000b-\u001f\u007f\ufffd]/.test(stdout)) {
    throw new CommandError(EXIT.failed, 'its output cannot be written as lines of text', 'reduce it first');
  }
  return stdout.slice(0, -1).split('\n');
}
