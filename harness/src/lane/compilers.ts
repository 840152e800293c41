// From the recipe of a lane to compilers that can be called: stages are built, programs of the machine are found, and both
// say by a digest what they are. In: recipes, a subject and its stages. Out: LaneTools.
import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { which } from '../exec/which.ts';
import type { Command } from '../model/command.ts';
import { CommandError, EXIT } from '../model/errors.ts';
import { type CompilerRecipe, type Lane, laneName } from '../model/lane.ts';
import type { Stage } from '../model/oracle.ts';
import type { Configuration, ProgramMode, ProgramSupport, Subject } from '../model/subject.ts';
import type { StageOutcome } from '../stage/model.ts';
import { digestFile, digestValue } from '../store/digest.ts';

export interface Compiler {
  readonly name: string;
  /** Digest of its executable. */
  readonly digest: string;
  /** Whether its reports of sanitizers have to be looked for. */
  readonly sanitized: boolean;
  /** Whether the programs that it makes report what sanitizers find. */
  readonly instruments: boolean;
  compile(source: string, object: string): Command;
  link(objects: readonly string[], executable: string): Command;
}

export interface LaneTools {
  readonly lane: Lane;
  /** Compiles the first translation unit, and links. */
  readonly first: Compiler;
  readonly others: Compiler;
  /** Digest of both. */
  readonly digest: string;
}

export interface CompilerSource {
  readonly subject: Subject;
  /** Builds a stage when it is not there. */
  stage(configuration: Configuration, stage: number): Promise<StageOutcome>;
}

/** Warnings are of no interest in programs that nobody wrote. */
const QUIET = '-w';

/** Makes the compilers of a lane ready. Throws a CommandError when one cannot be had. */
export async function openLane(lane: Lane, source: CompilerSource): Promise<LaneTools> {
  const { recipe } = lane;
  if (recipe.kind !== 'mixed') {
    const compiler = await openCompiler(recipe, source);
    return { lane, first: compiler, others: compiler, digest: compiler.digest };
  }
  const first = await openCompiler(recipe.first, source);
  const others = await openCompiler(recipe.others, source);
  return { lane, first, others, digest: digestValue([first.digest, others.digest]) };
}

function openCompiler(recipe: CompilerRecipe, source: CompilerSource): Promise<Compiler> {
  return recipe.kind === 'command' ? Promise.resolve(commandCompiler(recipe.cc)) : stageCompiler(recipe, source);
}

/** Whether a command makes programs that report what sanitizers find. */
export function isInstrumenting(cc: readonly string[]): boolean {
  return cc.some((flag) => flag.startsWith('-fsanitize='));
}

/** A compiler of the machine, that takes gcc's words for compiling and linking. */
export function commandCompiler(cc: readonly string[]): Compiler {
  const [word = '', ...flags] = cc;
  // A path means the same wherever the command will run.
  const program = word.includes('/') ? resolve(word) : word;
  const path = which(program);
  if (path === undefined) {
    throw new CommandError(
      EXIT.environment,
      `there is no compiler ${program}`,
      `install ${program}, or leave out its lanes`,
    );
  }
  return {
    name: cc.join(' '),
    digest: digestFile(realpathSync(path)),
    sanitized: false,
    instruments: isInstrumenting(cc),
    compile: (unit, object) => ({ program, args: [...flags, QUIET, '-c', unit, '-o', object] }),
    link: (objects, executable) => ({ program, args: [...flags, ...objects, '-o', executable] }),
  };
}

async function stageCompiler(recipe: CompilerRecipe & { kind: 'stage' }, source: CompilerSource): Promise<Compiler> {
  const outcome = await source.stage(recipe.configuration, recipe.stage);
  if (outcome.kind === 'failed') {
    throw new CommandError(EXIT.build, `${laneName(recipe)}: ${outcome.summary}`, outcome.log.trimEnd());
  }
  return compilerOfStage(source.subject, outcome.stage, recipe);
}

function compilerOfStage(subject: Subject, stage: Stage, recipe: CompilerRecipe & { kind: 'stage' }): Compiler {
  const { programs, mode } = programsOf(subject);
  const { tools, digest, sanitized } = stage;
  return {
    name: laneName(recipe),
    digest,
    sanitized,
    instruments: false,
    compile: (unit, object) => programs.compile(tools.cc, unit, object, [...mode.compileFlags, ...recipe.flags, QUIET]),
    link: (objects, executable) => programs.link(tools.cc, objects, executable, mode.linkFlags),
  };
}

/** The lane of a stage that is there. */
export function stageLane(subject: Subject, stage: Stage, recipe: CompilerRecipe & { kind: 'stage' }): LaneTools {
  const compiler = compilerOfStage(subject, stage, recipe);
  return { lane: { name: compiler.name, recipe }, first: compiler, others: compiler, digest: compiler.digest };
}

/** How the subject makes programs, in the first of its modes. */
function programsOf(subject: Subject): { readonly programs: ProgramSupport; readonly mode: ProgramMode } {
  const { programs } = subject;
  const [mode] = programs?.modes ?? [];
  if (programs !== undefined && mode !== undefined) return { programs, mode };
  throw new CommandError(
    EXIT.usage,
    `the subject ${subject.name} does not say how programs are made`,
    'see ProgramSupport',
  );
}
