// Whether compiling a program costs more than its size explains. Of each batch the largest programs are compiled by
// themselves, and all of them when the batch was dear; when one is out of the lane's line, the measurement is repeated, and
// only what stays out is a failure. So is a batch that costs far more than its programs would by themselves.
// In: the items of a batch. Out: failures of the kind `cost`, added to the items.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { shellLine } from '../model/command.ts';
import type { Failed } from '../lane/run.ts';
import type { CostLine, CostSample } from './cost.ts';
import type { Crew, FuzzLane, Item } from './crew.ts';
import type { Cost } from './measure.ts';
import { type Pair, togetherOf } from './together.ts';

const REPEATS = 4;

const sizeOf = ({ program }: Item): number => program.units.reduce((sum, { text }) => sum + text.length, 0);

/** How many times the cost of its programs a batch may have; usually it has less. */
const GROWTH_FACTOR = 3;

/** Of how many programs one is measured, until the line of the lane is known. */
const YOUNG_SHARE = 5;

/** The largest one, and some more as long as the lane's line is young. */
export function largestOf(items: readonly Item[], { costs }: FuzzLane): readonly Item[] {
  const count = costs?.single.young() === true ? Math.ceil(items.length / YOUNG_SHARE) : 1;
  return [...items].sort((a, b) => sizeOf(b) - sizeOf(a)).slice(0, count);
}

/** Measures items by themselves in a lane. */
export async function strangeCosts(items: readonly Item[], lane: FuzzLane, crew: Crew): Promise<void> {
  if (lane.costs === undefined) return;
  for (const item of items) if (!crew.aborted()) await strangeCost(item, lane, lane.costs.single, crew);
}

async function strangeCost(item: Item, lane: FuzzLane, line: CostLine, crew: Crew): Promise<void> {
  const sample = await measured(item, lane, crew);
  if (sample === undefined) return;
  if (line.complaint(sample) === undefined) {
    line.add(sample);
    return;
  }
  let least = sample;
  for (let turn = 0; turn < REPEATS; turn++) {
    const again = await measured(item, lane, crew);
    if (again === undefined) return;
    least = { size: least.size, cost: lesser(least.cost, again.cost) };
  }
  const said = line.complaint(least);
  line.add(least);
  if (said === undefined) return;
  item.failed.push(costFailure(lane, said));
}

function costFailure({ tools }: FuzzLane, said: string): Failed {
  const { name, recipe } = tools.lane;
  const command = shellLine(tools.first.compile('program.c', 'program.o'));
  return { kind: 'failed', finding: 'cost', said: { lane: name, recipe, step: 'cost', said, command } };
}

/**
 * Whether a batch costs far more than its programs by themselves, as a cost that grows faster than the size does. The item
 * is the smallest part of the batch, by halves, that still does.
 */
export async function growingCost(
  batch: readonly Pair[],
  sample: CostSample,
  lane: FuzzLane,
  crew: Crew,
): Promise<Item | undefined> {
  const { costs } = lane;
  if (costs === undefined || costs.grows || costs.single.complaint(sample, GROWTH_FACTOR) === undefined)
    return undefined;
  const complaintOf = async (pairs: readonly Pair[]): Promise<string | undefined> => {
    if (crew.aborted() || pairs.length < 2) return undefined;
    const [unit] = togetherOf(pairs, lane.tools.lane, crew)?.program.units ?? [];
    const seen = unit === undefined ? undefined : await measureText(unit.text, lane.tools.first, crew);
    return seen === undefined ? undefined : costs.single.complaint(seen, GROWTH_FACTOR);
  };
  let said = await complaintOf(batch);
  if (said === undefined) return undefined;
  costs.grows = true;
  let left = batch;
  for (let smaller: string | undefined = said; smaller !== undefined;) {
    said = smaller;
    const half = left.slice(0, left.length >> 1);
    smaller = await complaintOf(half);
    if (smaller !== undefined) left = half;
  }
  const item = togetherOf(left, lane.tools.lane, crew);
  item?.failed.push(costFailure(lane, said));
  return item;
}

function lesser(a: Cost, b: Cost): Cost {
  return { seconds: Math.min(a.seconds, b.seconds), bytes: Math.min(a.bytes, b.bytes) };
}

async function measured(item: Item, { tools }: FuzzLane, crew: Crew): Promise<CostSample | undefined> {
  const [unit] = item.program.units;
  return unit === undefined ? undefined : measureText(unit.text, tools.first, crew);
}

/** Compiles a text, and says what it cost; undefined when that cannot be said. */
export async function measureText(
  text: string,
  compiler: FuzzLane['tools']['first'],
  { meter, execute, scratch, limits }: Pick<Crew, 'meter' | 'execute' | 'scratch' | 'limits'>,
): Promise<CostSample | undefined> {
  if (meter === undefined) return undefined;
  const cwd = mkdtempSync(join(scratch, 'cost-'));
  try {
    writeFileSync(join(cwd, 'program.c'), text);
    const compile = { ...compiler.compile('program.c', join(cwd, 'program.o')), cwd };
    const costs = join(cwd, 'costs');
    const outcome = await execute(meter.wrap(compile, costs), limits.tool, compiler.sanitized);
    const cost = meter.read(costs);
    return outcome.kind === 'exit' && outcome.code === 0 && cost !== undefined ?
        { size: text.length, cost }
      : undefined;
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}
