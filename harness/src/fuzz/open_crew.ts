// Getting ready for a campaign: compilers, the meter, and what compiling next to nothing costs. In: recipes of lanes.
// Out: a Crew.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Executor } from '../exec/execute.ts';
import { openLane } from '../lane/compilers.ts';
import { openReference, type Reference } from '../lane/reference.ts';
import type { Execute, ProgramLimits } from '../lane/run.ts';
import type { ProgramGenerator } from '../model/generator.ts';
import { laneName, type LaneRecipe } from '../model/lane.ts';
import type { Subject } from '../model/subject.ts';
import { executeBy } from '../stage/execute_by.ts';
import type { Stages } from '../stage/model.ts';
import { measureText } from './check_cost.ts';
import { costLine } from './cost.ts';
import type { Crew, FuzzLane } from './crew.ts';
import { type Cost, openMeter } from './measure.ts';

export interface CrewParts {
  readonly subject: Subject;
  readonly stages: Stages;
  readonly executor: Executor;
  readonly scratch: string;
  readonly generator: ProgramGenerator;
  readonly recipes: readonly LaneRecipe[];
  readonly limits: ProgramLimits;
  readonly shrinkSeconds: number;
  readonly signal: AbortSignal;
  readonly note: (text: string) => void;
}

/** A batch has many programs: one that is far too dear makes the whole a little dear. */
const BATCH_FACTOR = 2.5;
const SINGLE_FACTOR = 5;

/** Makes a crew. Throws a CommandError when a compiler cannot be had. */
export async function openCrew(parts: CrewParts): Promise<Crew> {
  const { subject, executor, limits, signal } = parts;
  const scratch = join(parts.scratch, 'fuzz');
  mkdirSync(scratch, { recursive: true });
  const execute: Execute = (command, limits, sanitized) =>
    executeBy(executor, command, limits, sanitized, join(scratch, 'reports'));
  const meter = await openMeter(subject, executor, scratch);
  if (meter === undefined) parts.note('no seed compiler is installed: what compiling costs is not observed');
  const lanes: FuzzLane[] = [];
  const seen = new Map<string, string>();
  const twins: string[] = [];
  for (const recipe of parts.recipes) {
    const tools = await openLane(
      { name: laneName(recipe), recipe },
      { subject, stage: (row, stage) => parts.stages.get(row, stage) },
    );
    // stage3 is stage2 byte for byte when all is well; what one says the other says, too.
    const identity = `${tools.digest} ${recipe.kind === 'stage' ? recipe.flags.join(' ') : laneName(recipe)}`;
    const twin = seen.get(identity);
    if (twin !== undefined) {
      twins.push(`${laneName(recipe)} (${twin})`);
      continue;
    }
    seen.set(identity, laneName(recipe));
    // Both compilers of a mixed lane are measured where they are alone.
    lanes.push(recipe.kind === 'mixed' ? { tools } : await withCosts({ tools }, { meter, execute, scratch, limits }));
  }
  if (twins.length > 0) parts.note(`left out, being the same compiler as another lane: ${twins.join(', ')}`);
  let reference: Reference | undefined;
  return {
    generator: parts.generator,
    lanes,
    execute,
    scratch,
    meter,
    limits,
    reference: () => (reference ??= openReference(subject)),
    shrinkSeconds: parts.shrinkSeconds,
    aborted: () => signal.aborted,
    note: parts.note,
  };
}

const NEXT_TO_NOTHING = 'int main(void) { return 0; }\n';

async function withCosts(
  { tools }: FuzzLane,
  parts: Pick<Crew, 'meter' | 'execute' | 'scratch' | 'limits'>,
): Promise<FuzzLane> {
  let base: Cost | undefined;
  for (let turn = 0; turn < 3; turn++) {
    const cost = (await measureText(NEXT_TO_NOTHING, tools.first, parts))?.cost;
    if (cost !== undefined && (base === undefined || cost.seconds < base.seconds)) base = cost;
  }
  if (base === undefined) return { tools };
  return { tools, costs: { batch: costLine(base, BATCH_FACTOR), single: costLine(base, SINGLE_FACTOR), grows: false } };
}
