// random-c: programs that nobody thought of, and whose answer is known: fast-check makes them, an evaluator written from the
// standard says what they print. What disagrees is shrunk to a few lines. In: a seed and a count. Out: verdicts.
import {
  type Case,
  defineOracle,
  OUTPUT_CANARIES,
  type OracleContext,
  type Selection,
  type Verdict,
} from 'kit-harness';
import { sample } from 'fast-check';
import { programs, type Sample } from './arbitrary.ts';
import { generator } from './generator.ts';
import { type Lane, lanesOf, LAST_STAGE, rows, runLane } from './lanes.ts';
import { programSeed } from './seeds.ts';
import { shrinkSample } from './shrink_run.ts';

/** What is run when nothing was said: few and always the same ones, as a smoke test. */
const USUAL = { seed: 1, count: 4 };

/** How long a failure is shrunk. */
const SHRINK_LIMIT = { milliseconds: 30_000 };

interface Numbered {
  readonly seed: number;
  readonly index: number;
}

function wanted(selection: Selection): { readonly seed: number; readonly count: number } {
  return { ...USUAL, ...selection.random };
}

function generate({ seed, index }: Numbered): Sample {
  const [made] = sample(programs(), { seed: programSeed(seed, index), numRuns: 1 });
  if (made === undefined) throw new Error('fast-check made nothing');
  return made;
}

/** The first lane that fails, and how. */
async function firstFailure(
  { units, answer }: Sample,
  lanes: readonly Lane[],
  context: OracleContext,
): Promise<{ lane: Lane; step: string | undefined; verdict: Verdict } | undefined> {
  for (const lane of lanes) {
    const { verdict, step } = await runLane(lane, units, answer, context);
    if (verdict.kind !== 'pass') return { lane, step, verdict };
  }
  return undefined;
}

function replayLine({ seed, index }: Numbered, id: string): string {
  return `npx kit-harness run --oracle random-c --seed ${String(seed)} --count ${String(index + 1)} --filter ${id}`;
}

async function shrink(
  item: Case<Numbered>,
  context: OracleContext,
): Promise<readonly { label: string; text: string }[]> {
  const first = await firstFailure(generate(item.data), lanesOf(context.selection), context);
  if (first === undefined) return [{ label: 'note', text: 'the failure did not come back' }];
  const { lane, step } = first;
  const fails = async (candidate: Sample): Promise<boolean> => {
    const result = await runLane(lane, candidate.units, candidate.answer, context);
    return result.step !== undefined && result.step === step;
  };
  const { sample: smallest, path, judged } = await shrinkSample(generate(item.data), fails, SHRINK_LIMIT);
  return [
    { label: 'lane', text: lane.name },
    { label: 'path', text: `${path} (${String(judged)} candidates)` },
    ...smallest.units.map((text) => ({ label: 'program', text })),
    { label: 'answer', text: smallest.answer.stdout },
  ];
}

export default defineOracle<Numbered>({
  name: 'random-c',
  claim: 'every random program prints what the reference evaluator says, compiled by each stage at each level',

  needs: (_subject, selection) => ({
    stages: rows(selection).map((configuration) => ({ configuration, stage: LAST_STAGE })),
    tools: [],
  }),

  async *cases({ selection }) {
    const { seed, count } = wanted(selection);
    for (let index = 0; index < count; index++) {
      yield { id: `seed${String(seed)}/${String(index).padStart(6, '0')}`, data: { seed, index } };
    }
  },

  async check(item, context) {
    const lanes = lanesOf(context.selection);
    const failure = await firstFailure(generate(item.data), lanes, context);
    if (failure === undefined) return { kind: 'pass', comparisons: lanes.length };
    const { lane, verdict } = failure;
    if (verdict.kind !== 'fail') return verdict;
    return { ...verdict, summary: `${lane.name}: ${verdict.summary}` };
  },

  canaries: OUTPUT_CANARIES,

  generator,

  async explain(item, verdict, context) {
    const found = await shrink(item, context);
    const notes = [...found, { label: 'replay', text: replayLine(item.data, item.id) }];
    return {
      ...verdict,
      evidence: [...verdict.evidence, ...notes.map((note) => ({ kind: 'text', ...note }) as const)],
    };
  },
});
