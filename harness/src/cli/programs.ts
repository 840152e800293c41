// kit-harness programs: what a generator makes, without compiling anything: the programs themselves with their answers, or how
// many of them use each feature of the language. In: a seed and numbers. Out: C text or a table on stdout, an exit code.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../config/load.ts';
import { type Failure, makePrograms } from '../fuzz/make.ts';
import { openPool } from '../fuzz/pool.ts';
import { faultLine, programLine } from '../findings/text.ts';
import { escapeText } from '../report/escape.ts';
import { type ExitCode, EXIT } from '../model/errors.ts';
import type { ProgramGenerator, RandomProgram } from '../model/generator.ts';
import { discoverGenerators } from '../run/discover.ts';
import { chooseGenerator } from './generators.ts';

export interface ProgramsOptions {
  readonly generator: string;
  readonly seed: number;
  /** Number of the first one. */
  readonly from: number;
  readonly count: number;
  readonly without: readonly string[];
  /** Of a hundred programs so many are variants. */
  readonly variants: number;
  readonly coverage?: true | undefined;
  readonly config?: string | undefined;
}

/** Programs that are made at a time. */
const BATCH = 64;

/** Prints programs of a seed, or counts their features. */
export async function programsCommand(options: ProgramsOptions): Promise<ExitCode> {
  const loaded = await loadConfig(process.cwd(), options.config);
  const { generator, module } = chooseGenerator(await discoverGenerators(loaded), options.generator);
  const scratch = mkdtempSync(join(tmpdir(), 'kit-harness-programs-'));
  const pool = await openPool(module, { threads: 1, scratch });
  const counts = new Map<string, number>();
  let bytes = 0;
  let faults = 0;
  try {
    const { seed, from, count, without, variants } = options;
    // Nobody may be reading any more.
    for (let at = from; at < from + count && !process.stdout.destroyed; at += BATCH) {
      const request = { seed, from: at, count: Math.min(BATCH, from + count - at), without, variants };
      const { programs, failures } = await makePrograms(pool, request, { aborted: () => false, note });
      faults += failures.length;
      for (const failure of failures) process.stderr.write(failureText(options, failure));
      for (const program of programs) {
        bytes += program.units.reduce((sum, { text }) => sum + text.length, 0);
        if (options.coverage !== true) process.stdout.write(programText(program));
        else for (const name of featuresOf(program, generator)) counts.set(name, (counts.get(name) ?? 0) + 1);
      }
    }
    if (options.coverage === true) process.stdout.write(coverageText(counts, count - faults, bytes));
    return faults === 0 ? EXIT.held : EXIT.environment;
  } finally {
    await pool.close();
    rmSync(scratch, { recursive: true, force: true });
  }
}

function note(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Who is to blame, and where it happened. A variant may fail where the program that it is made from does not. */
function failureText(options: ProgramsOptions, { stack, ...fault }: Failure): string {
  const { generator, seed, variants, without } = options;
  const where = (stack ?? '').split('\n').filter((line) => /^ +at (?!.*node_modules)/.test(line)).map((line) => `${line}\n`).join(''); // prettier-ignore
  const plain = variants === 0 ? '' : `as it is before it is changed: ${programLine({ generator, seed, without }, fault.index)}\n`; // prettier-ignore
  return escapeText(`${faultLine(options, fault)}\n${where}${plain}`);
}

/** A program as one C text; what it has to do stands in a comment at its end. */
function programText({ seed, index, variant, units, answer }: RandomProgram): string {
  const head = `/* program ${String(index)} of seed ${String(seed)}${variant === undefined ? '' : `, variant ${variant}`} */\n`;
  const text = units.map((unit) => unit.text).join('\n/* the next translation unit */\n');
  const end =
    answer.kind === 'agreed' ?
      'prints what the reference compilers agree on'
    : `prints ${answer.stdout.trimEnd().replaceAll('\n', ' ')}, exit code ${String(answer.exitCode)}`;
  return `${head}${text}/* ${end} */\n\n`;
}

function featuresOf(program: RandomProgram, generator: ProgramGenerator): readonly string[] {
  return program.features.length > 0 ? program.features : (generator.features?.(program) ?? []);
}

function coverageText(counts: ReadonlyMap<string, number>, programs: number, bytes: number): string {
  const lines = [...counts]
    .sort(([a, left], [b, right]) => right - left || (a < b ? -1 : 1))
    .map(([name, count]) => `${((100 * count) / programs).toFixed(1).padStart(5)} %  ${name}\n`);
  return `${String(programs)} programs, ${(bytes / programs / 1000).toFixed(1)} KB each\n${lines.join('')}`;
}
