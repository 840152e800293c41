// csmith: programs of a generator that nobody here wrote, beside our own. What they print is what the reference compilers
// agree on. In: a seed and a count. Out: verdicts.
import { join } from 'node:path';
import {
  agreedAnswer,
  type Case,
  chainsOnce,
  checkInStage,
  defineOracle,
  LAST_STAGE,
  openReference,
  OUTPUT_CANARIES,
  type OracleContext,
  stageRecipes,
  type Verdict,
} from 'kit-harness';
import { GENERATOR, makeProgram } from './program.ts';

/** What is run when nothing was said: few and always the same ones. */
const USUAL = { seed: 1, count: 2 };

const TOOLS = [{ program: 'csmith', debianPackage: 'csmith libcsmith-dev' }];

interface Numbered {
  readonly seed: number;
  readonly index: number;
}

async function check({ data }: Case<Numbered>, context: OracleContext): Promise<Verdict> {
  const program = await makeProgram(data.seed, data.index);
  const folder = join(await context.scratch(), 'reference');
  const agreed = await agreedAnswer(
    openReference(context.subject),
    program.units,
    folder,
    (command, limits) => context.execute(command, limits),
    { sanitizers: false },
  );
  // Such as a program without end: csmith knows of none that is wrong, and of some that are no test.
  if (agreed.kind !== 'agreed') return { kind: 'skip', cause: 'not-applicable', reason: agreed.reason };
  let comparisons = 0;
  for (const recipe of stageRecipes(context.subject, context.selection.configurations)) {
    const { verdict } = await checkInStage(context, program.units, agreed.answer, recipe);
    if (verdict.kind !== 'pass') return verdict;
    comparisons++;
  }
  return { kind: 'pass', comparisons };
}

export default defineOracle<Numbered>({
  name: GENERATOR,
  claim: 'every program of csmith on which the reference compilers agree prints the same from each stage at each level',

  needs: (_subject, selection) => ({
    stages: chainsOnce(selection.configurations).map((configuration) => ({ configuration, stage: LAST_STAGE })),
    tools: TOOLS,
  }),

  async *cases({ selection }) {
    const { seed, count } = { ...USUAL, ...selection.random };
    for (let index = 0; index < count; index++) {
      yield { id: `seed${String(seed)}/${String(index).padStart(6, '0')}`, data: { seed, index } };
    }
  },

  check,
  canaries: OUTPUT_CANARIES,
  generator: { name: GENERATOR, tools: TOOLS, worker: 'worker.ts' },
});
