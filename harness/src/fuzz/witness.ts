// The witness of a shrink: somebody who got the program of a finding right, and has to get each smaller one right, too.
// Without one a shrink slides from a bug of one lane to something that is wrong for everybody, which is shorter most of the
// time: another bug, or a program that has lost its meaning. In: a finding. Out: a lane.
import { signatureText, signatureOf } from '../findings/signature.ts';
import type { NewFinding } from '../findings/model.ts';
import type { LaneTools } from '../lane/compilers.ts';
import { CommandError } from '../model/errors.ts';
import type { RandomProgram } from '../model/generator.ts';
import type { Crew, FuzzLane } from './crew.ts';
import { judgeProgram } from './judge.ts';

/** Seconds that compiling so much source usually takes in a lane. What is not measured is taken for dear. */
function secondsOf({ costs }: FuzzLane, { units }: RandomProgram): number {
  const size = units.reduce((sum, { text }) => sum + text.length, 0);
  return costs?.single.usual(size).seconds ?? Infinity;
}

/**
 * The cheapest lane that held; where none did, the first reference compiler that does. Nothing when nobody gets the
 * program right, which is said, because then it is the generator that may be wrong.
 */
export async function witnessOf(finding: NewFinding, crew: Crew): Promise<LaneTools | undefined> {
  const { program, held = [] } = finding;
  const [cheapest] = crew.lanes
    .filter(({ tools }) => held.includes(tools.lane.name))
    .map((lane) => ({ lane, seconds: secondsOf(lane, program) }))
    .sort((a, b) => a.seconds - b.seconds);
  if (cheapest !== undefined) return cheapest.lane.tools;
  const references = referencesOf(crew);
  for (const tools of references) if (await holds(program, tools, crew)) return tools;
  if (references.length > 0 && !crew.aborted()) {
    crew.note(
      `program ${String(program.index)}: ${signatureText(signatureOf(finding))}: no reference compiler does what ${program.generator} expects either, which may be wrong itself`,
    );
  }
  return undefined;
}

/** Whether a lane gets a program right. */
export async function holds(program: RandomProgram, tools: LaneTools, crew: Crew): Promise<boolean> {
  const { answer } = program;
  return answer.kind === 'known' && (await judgeProgram(program, answer, tools, crew)).kind === 'held';
}

function referencesOf(crew: Crew): readonly LaneTools[] {
  try {
    return crew.reference().plain;
  } catch (error) {
    // A machine without any has nobody else to ask.
    if (error instanceof CommandError) return [];
    throw error;
  }
}
