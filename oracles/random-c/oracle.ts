// random-c: programs that nobody thought of, and whose answer is known: fast-check makes them, an evaluator written from the
// standard says what they print. What disagrees is shrunk to a few lines. In: a seed and a count. Out: verdicts.
import {
  type Case,
  chainsOnce,
  type Checked,
  checkInStage,
  defineOracle,
  LAST_STAGE,
  OUTPUT_CANARIES,
  type OracleContext,
  type Selection,
  stageRecipes,
} from 'kit-harness';
import type { Sample } from './arbitrary.ts';
import { generator } from './generator.ts';
import { makeSample, toRandomProgram } from './random_program.ts';
import { shrinkSample } from './shrink/run.ts';

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

/** The first lane that fails, and how. */
async function firstFailure(
  { seed, index }: Numbered,
  context: OracleContext,
): Promise<(Checked & { recipe: ReturnType<typeof stageRecipes>[number] }) | undefined> {
  const { units, answer } = toRandomProgram(makeSample({ seed, index }, []), { seed, index, path: '' });
  if (answer.kind !== 'known') throw new Error('every answer is known');
  for (const recipe of stageRecipes(context.subject, context.selection.configurations)) {
    const checked = await checkInStage(context, units, answer, recipe);
    if (checked.verdict.kind !== 'pass') return { ...checked, recipe };
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
  const first = await firstFailure(item.data, context);
  if (first === undefined) return [{ label: 'note', text: 'the failure did not come back' }];
  const { lane, recipe, step } = first;
  const numbers = { ...item.data, path: '' };
  const fails = async (candidate: Sample): Promise<boolean> => {
    const { units } = toRandomProgram(candidate, numbers);
    const result = await checkInStage(context, units, candidate.answer, recipe);
    return result.step !== undefined && result.step === step;
  };
  const start = makeSample(item.data, []);
  const { sample: smallest, path, judged } = await shrinkSample(start, fails, SHRINK_LIMIT);
  return [
    { label: 'lane', text: lane },
    { label: 'path', text: `${path} (${String(judged)} candidates)` },
    ...smallest.units.map((text) => ({ label: 'program', text })),
    { label: 'answer', text: smallest.answer.stdout },
  ];
}

export default defineOracle<Numbered>({
  name: 'random-c',
  claim: 'every random program prints what the reference evaluator says, compiled by each stage at each level',

  needs: (_subject, selection) => ({
    stages: chainsOnce(selection.configurations).map((configuration) => ({ configuration, stage: LAST_STAGE })),
    tools: [],
  }),

  async *cases({ selection }) {
    const { seed, count } = wanted(selection);
    for (let index = 0; index < count; index++) {
      yield { id: `seed${String(seed)}/${String(index).padStart(6, '0')}`, data: { seed, index } };
    }
  },

  async check(item, context) {
    const failure = await firstFailure(item.data, context);
    const { length } = stageRecipes(context.subject, context.selection.configurations);
    return failure === undefined ? { kind: 'pass', comparisons: length } : failure.verdict;
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
