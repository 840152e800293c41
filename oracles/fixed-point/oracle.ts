// fixed-point: a compiler that is built by itself twice in a row is the same file both times, and so is every object and
// archive under it. In: stage2 and stage3 of each configuration. Out: one verdict for each configuration.
import {
  compareTrees,
  type Configuration,
  defineOracle,
  type Difference,
  FILE_CANARIES,
  fail,
  locateFirst,
  type OracleContext,
  type TreeSide,
} from 'kit-harness';

const BUILT_ONCE = 2;
const BUILT_TWICE = 3;
const NAMED_DIFFERENCES = 5;

function sides(context: OracleContext, configuration: Configuration): readonly [TreeSide, TreeSide] {
  return [
    { name: `stage${String(BUILT_ONCE)}`, directory: context.stage(configuration, BUILT_ONCE).out },
    { name: `stage${String(BUILT_TWICE)}`, directory: context.stage(configuration, BUILT_TWICE).out },
  ];
}

export default defineOracle<Configuration>({
  name: 'fixed-point',
  claim: 'stage2 and stage3 are the same bytes: the executable and every object and archive',

  needs: (_subject, { configurations }) => ({
    stages: configurations.map((configuration) => ({ configuration, stage: BUILT_TWICE })),
    tools: [],
  }),

  async *cases({ selection }) {
    yield* selection.configurations.map((configuration) => ({
      id: `${configuration.chain}/${configuration.variant}/${configuration.seed}`,
      data: configuration,
    }));
  },

  async check({ data }, context) {
    const { compared, different } = await compareTrees(
      context,
      sides(context, data),
      context.subject.artifacts.compared,
    );
    if (different.length > 0) return fail(`${String(different.length)}/${String(compared)} files differ`);
    const { digest } = context.stage(data, BUILT_TWICE);
    return {
      kind: 'pass',
      comparisons: compared,
      detail: `${String(compared)} files equal, stage3 ${digest.slice(0, 16)}`,
    };
  },

  canaries: FILE_CANARIES,

  // Builds both stages again before anybody is blamed: a builder that is itself nondeterministic gives other differences.
  async explain({ data }, verdict, context) {
    const first = sides(context, data);
    const { compared: include } = context.subject.artifacts;
    const { different } = await compareTrees(context, first, include);
    const differences: Difference[] = [];
    for (const file of different.slice(0, NAMED_DIFFERENCES)) differences.push(await locateFirst(context, first, file));
    const again: readonly [TreeSide, TreeSide] = [
      { name: first[0].name, directory: (await context.rebuild(data, BUILT_ONCE)).out },
      { name: first[1].name, directory: (await context.rebuild(data, BUILT_TWICE)).out },
    ];
    const second = await compareTrees(context, again, include);
    const unstable = await compareTrees(context, [first[1], again[1]], include);
    const evidence = differences.map((difference) => ({ kind: 'difference' as const, difference }));
    if (unstable.different.length === 0) {
      return { ...verdict, evidence, confirmed: { seen: second.different.length > 0 ? 2 : 1, of: 2 } };
    }
    const names = unstable.different.slice(0, 3).join(', ');
    const text = `stage3 built again from the same inputs is another file (${names}): the build itself is not deterministic`;
    return {
      ...verdict,
      evidence: [...evidence, { kind: 'text', label: 'note', text }],
      confirmed: { seen: second.different.length > 0 ? 2 : 1, of: 2 },
    };
  },
});
