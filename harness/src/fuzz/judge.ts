// The programs of one batch in every lane: who holds, who fails and how, who could not be judged. A failure counts only
// when the program shows it by itself. In: what the generator made. Out: items with what each lane said.
import type { LaneTools } from '../lane/compilers.ts';
import { type KnownAnswer, observe, type ProgramLimits, runInLane } from '../lane/run.ts';
import type { RandomProgram } from '../model/generator.ts';
import { answersOf, confirmAgreed } from './answers.ts';
import { type BatchParts, type Member, suspects } from './check_batch.ts';
import { growingCost, largestOf, strangeCosts } from './check_cost.ts';
import { companyOf } from './company.ts';
import type { CostSample } from './cost.ts';
import type { Crew, FuzzLane, Item } from './crew.ts';
import type { Made } from './pool.ts';
import { inFolder } from './folder.ts';
import { pairsOf } from './together.ts';

/** Everything that a batch came to; `unfit` programs have no answer and were not judged. */
export interface Judged {
  readonly items: readonly Item[];
  readonly unfit: number;
}

/** Judges what the generator made. */
export async function judgeMade(made: Made, crew: Crew): Promise<Judged> {
  const items: Item[] = [];
  const members: Member[] = [];
  const answers = await answersOf(made, crew);
  for (const [index, program] of made.programs.entries()) {
    const answer = answers[index];
    if (answer === undefined) continue;
    items.push({ program, answer, held: [], failed: [], late: [], inconclusive: [] });
    const part = made.parts?.[index];
    if (part !== undefined) members.push({ part, answer });
  }
  const batch = members.length === items.length && items.length > 1 ? members : undefined;
  const company: Item[] = [];
  for (const lane of crew.lanes) {
    if (crew.aborted()) break;
    company.push(...(await judgeInLane(items, batch, lane, crew)));
  }
  for (const item of items) await confirmAgreed(item, crew);
  const unfit = made.programs.length - items.length;
  return { items: [...items, ...company], unfit };
}

/** All programs in one lane; in that of two compilers those with two units. Returns items that are several programs. */
async function judgeInLane(
  all: readonly Item[],
  together: readonly Member[] | undefined,
  lane: FuzzLane,
  crew: Crew,
): Promise<readonly Item[]> {
  const mixed = lane.tools.lane.recipe.kind === 'mixed';
  const fits = ({ program }: Item): boolean => !mixed || program.units.length > 1;
  const items = all.filter(fits);
  const members = together?.filter((_, index) => all[index] !== undefined && fits(all[index]));
  const batch = mixed && members?.some(({ part }) => part.apart === undefined) === true ? undefined : members;
  const strange: CostSample[] = [];
  const whole: CostSample[] = [];
  const onCost = (sample: CostSample, count: number): void => {
    if (lane.costs?.batch.complaint(sample) !== undefined) strange.push(sample);
    if (count === batch?.length) whole.push(sample);
    lane.costs?.batch.add(sample);
  };
  const company: Item[] = [];
  if (batch === undefined) for (const item of items) await judgeAlone(item, lane.tools, crew);
  else company.push(...(await judgeTogether(items, batch, lane, { ...crew, onCost })));
  await strangeCosts(strange.length > 0 ? items : largestOf(items, lane), lane, crew);
  const [sample] = whole;
  if (batch === undefined || sample === undefined) return company;
  const growing = await growingCost(pairsOf(items, batch), sample, lane, crew);
  return growing === undefined ? company : [...company, growing];
}

/** What a program by itself does in a lane. */
export function judgeProgram(
  { units }: Pick<RandomProgram, 'units'>,
  answer: KnownAnswer,
  tools: LaneTools,
  crew: Crew,
  limits: ProgramLimits = crew.limits,
): ReturnType<typeof runInLane> {
  return inFolder(crew, (folder) => runInLane(tools, units, answer, folder, crew.execute, limits));
}

/** What translation units print in a lane; nothing when they do not run there. */
export async function printedBy(
  units: RandomProgram['units'],
  tools: LaneTools,
  crew: Crew,
): Promise<string | undefined> {
  const seen = await inFolder(crew, (folder) => observe(tools, units, folder, crew.execute));
  return seen.kind === 'observed' ? seen.stdout : undefined;
}

async function judgeAlone(item: Item, tools: LaneTools, crew: Crew): Promise<'held' | 'other'> {
  const result = await judgeProgram(item.program, item.answer, tools, crew);
  if (result.kind === 'held') item.held.push(tools.lane.name);
  else if (result.kind === 'inconclusive') item.inconclusive.push(result.reason);
  else if (result.finding === 'timeout') item.late.push({ tools, failed: result });
  else item.failed.push(result);
  return result.kind === 'held' ? 'held' : 'other';
}

/** Judges a batch in one lane. Returns an item more when programs fail together that do not fail by themselves. */
async function judgeTogether(
  items: readonly Item[],
  members: readonly Member[],
  { tools }: FuzzLane,
  crew: Crew & BatchParts,
): Promise<readonly Item[]> {
  const suspect = new Set(await suspects(tools, members, crew));
  const guilty = new Set<number>();
  for (const [index, item] of items.entries()) {
    if (crew.aborted()) return [];
    if (!suspect.has(index)) item.held.push(tools.lane.name);
    else if ((await judgeAlone(item, tools, crew)) === 'other') guilty.add(index);
  }
  if (suspect.size === guilty.size) return [];
  // Some fail among others only. Who fails by itself is out of it, or it would hide what the others do together.
  const rest = <Kind>(list: readonly Kind[]): readonly Kind[] => list.filter((_, index) => !guilty.has(index));
  const company = await companyOf(rest(items), rest(members), tools, crew);
  if (crew.aborted()) return [];
  if (company === undefined) {
    const reason = `${tools.lane.name}: failed once among others, and neither by itself nor among them again`;
    for (const index of suspect) if (!guilty.has(index)) items[index]?.inconclusive.push(reason);
    return [];
  }
  await judgeAlone(company, tools, crew);
  return company.failed.length > 0 ? [company] : [];
}
