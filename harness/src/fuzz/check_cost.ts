// Whether compiling a program costs more than its size explains. Of each batch the largest program is compiled by itself,
// and all of them when the batch was dear; when one is out of the lane's line, the measurement is repeated, and only what stays out is a failure.
// In: the items of a batch. Out: failures of the kind `cost`, added to the items.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { shellLine } from '../model/command.ts';
import { type Failed, SMALL_PROGRAM_LIMITS } from '../lane/run.ts';
import type { CostLine, CostSample } from './cost.ts';
import type { Crew, FuzzLane, Item } from './crew.ts';
import type { Cost } from './measure.ts';

const REPEATS = 4;

const sizeOf = ({ program }: Item): number => program.units.reduce((sum, { text }) => sum + text.length, 0);

/** The largest one, or none. */
export function largestOf(items: readonly Item[]): readonly Item[] {
  return [...items].sort((a, b) => sizeOf(b) - sizeOf(a)).slice(0, 1);
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
  const { lane: about } = lane.tools;
  const command = shellLine(lane.tools.first.compile('program.c', 'program.o'));
  const failed: Failed = {
    kind: 'failed',
    finding: 'cost',
    said: { lane: about.name, recipe: about.recipe, step: 'cost', said, command },
  };
  item.failed.push(failed);
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
  { meter, execute, scratch }: Pick<Crew, 'meter' | 'execute' | 'scratch'>,
): Promise<CostSample | undefined> {
  if (meter === undefined) return undefined;
  const cwd = mkdtempSync(join(scratch, 'cost-'));
  try {
    writeFileSync(join(cwd, 'program.c'), text);
    const compile = { ...compiler.compile('program.c', join(cwd, 'program.o')), cwd };
    const costs = join(cwd, 'costs');
    const outcome = await execute(meter.wrap(compile, costs), SMALL_PROGRAM_LIMITS.tool, compiler.sanitized);
    const cost = meter.read(costs);
    return outcome.kind === 'exit' && outcome.code === 0 && cost !== undefined ?
        { size: text.length, cost }
      : undefined;
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}
