// What a program does by the word of compilers that are trusted: they have to agree with each other at several levels, and
// the sanitizers must have nothing to say, or the program proves nothing about anybody. In: units. Out: an answer, or why
// there is none.
import { join } from 'node:path';
import { CommandError, EXIT } from '../model/errors.ts';
import type { ProgramUnit } from '../model/generator.ts';
import type { Subject } from '../model/subject.ts';
import { which } from '../exec/which.ts';
import { commandCompiler, type LaneTools } from './compilers.ts';
import { type Execute, type KnownAnswer, observe, type ProgramLimits, SMALL_PROGRAM_LIMITS } from './run.ts';

/** Levels at which each reference compiler is asked. */
export const REFERENCE_LEVELS = ['-O0', '-O2'] as const;

/** The sanitizers; a report ends the program with a code that no program of ours has. */
export const SANITIZER_FLAGS = ['-O1', '-g', '-fsanitize=undefined,address', '-fno-sanitize-recover=all'] as const;

export type AgreedAnswer =
  | { readonly kind: 'agreed'; readonly answer: KnownAnswer }
  /** The program is not fit to be compared: it is undefined, unspecified, or refused. */
  | { readonly kind: 'unfit'; readonly reason: string }
  | { readonly kind: 'inconclusive'; readonly reason: string };

export interface Reference {
  /** Each with its flags. */
  readonly plain: readonly LaneTools[];
  readonly sanitized: readonly LaneTools[];
}

function toolsOf(cc: readonly string[]): LaneTools {
  const compiler = commandCompiler(cc);
  const lane = { name: compiler.name, recipe: { kind: 'command', cc } as const };
  return { lane, first: compiler, others: compiler, digest: compiler.digest };
}

/** The reference compilers of a subject that are installed. Throws when there is none. */
export function openReference(subject: Subject): Reference {
  const all = subject.programs?.references ?? [];
  const installed = all.filter(({ cc }) => which(cc[0] ?? '') !== undefined);
  if (installed.length === 0) {
    const packages = all.map(({ debianPackage }) => debianPackage).join(' ');
    throw new CommandError(
      EXIT.environment,
      'no reference compiler is installed, and nobody else knows what the program has to print',
      all.length === 0 ?
        'name some in subject.programs.references'
      : `apt-get install --no-install-recommends ${packages}`,
    );
  }
  return {
    plain: installed.flatMap(({ cc }) => REFERENCE_LEVELS.map((level) => toolsOf([...cc, level]))),
    sanitized: installed.map(({ cc }) => toolsOf([...cc, ...SANITIZER_FLAGS])),
  };
}

/** The one answer of all reference compilers. */
export async function agreedAnswer(
  { plain, sanitized }: Reference,
  units: readonly ProgramUnit[],
  folder: string,
  execute: Execute,
  options: { readonly sanitizers: boolean; readonly limits?: ProgramLimits },
): Promise<AgreedAnswer> {
  let agreed: KnownAnswer | undefined;
  let first = '';
  const asked = [...plain, ...(options.sanitizers ? sanitized : [])];
  for (const [index, tools] of asked.entries()) {
    const { limits = SMALL_PROGRAM_LIMITS } = options;
    const sanitizing = index >= plain.length;
    const seen = await observe(tools, units, join(folder, `reference${String(index)}`), execute, { limits });
    const { name } = tools.lane;
    if (seen.kind === 'inconclusive') return seen;
    if (seen.kind === 'failed') {
      const reason = `${name}: ${seen.said.said.split('\n')[0] ?? ''}`;
      return seen.finding === 'timeout' ? { kind: 'inconclusive', reason } : { kind: 'unfit', reason };
    }
    const code = /^exit code (\d+)$/.exec(seen.status)?.[1];
    if (code === undefined) return { kind: 'unfit', reason: `${name}: ${seen.status}` };
    const answer: KnownAnswer = { kind: 'known', stdout: seen.stdout, exitCode: Number(code) };
    if (agreed === undefined) [agreed, first] = [answer, name];
    else if (agreed.stdout !== answer.stdout || agreed.exitCode !== answer.exitCode) {
      const how = sanitizing ? 'is undefined or differs under' : 'differs between';
      return { kind: 'unfit', reason: `the program ${how} ${sanitizing ? name : `${first} and ${name}`}` };
    }
  }
  return agreed === undefined ? { kind: 'unfit', reason: 'nobody was asked' } : { kind: 'agreed', answer: agreed };
}
