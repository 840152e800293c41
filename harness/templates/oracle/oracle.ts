// template-oracle: one sentence on what is claimed and why it matters. In: stage2 of each configuration. Out: verdicts.
import {
  compareTrees,
  type Configuration,
  defineOracle,
  FILE_CANARIES,
  fail,
  type OracleContext,
  type TreeSide,
} from 'kit-harness';

const STAGE = 2;

function sides(context: OracleContext, configuration: Configuration): readonly [TreeSide, TreeSide] {
  const { out } = context.stage(configuration, STAGE);
  return [
    { name: 'stage2', directory: out },
    { name: 'stage2 again', directory: out },
  ];
}

export default defineOracle<Configuration>({
  name: 'template-oracle',
  // A sentence that can be false. This one compares a stage with itself, which only the canaries can make fail.
  claim: 'stage2 is the same bytes when it is read twice',

  // Stages and tools that the cases want; the engine builds and looks for them before the first case.
  needs: (_subject, { configurations }) => ({
    stages: configurations.map((configuration) => ({ configuration, stage: STAGE })),
    tools: [],
  }),

  // Every case has an id that is unique and stable: reports, --filter and replay use it.
  async *cases({ selection }) {
    yield* selection.configurations.map((configuration) => ({
      id: `${configuration.chain}/${configuration.variant}/${configuration.seed}`,
      data: configuration,
    }));
  },

  // All evidence goes through context.tap (compareTrees does), so that the canaries can be planted into it.
  async check({ data }, context) {
    const { compared, different } = await compareTrees(
      context,
      sides(context, data),
      context.subject.artifacts.compared,
    );
    if (different.length > 0) return fail(`${String(different.length)} files differ`);
    return { kind: 'pass', comparisons: compared };
  },

  canaries: FILE_CANARIES,
});
