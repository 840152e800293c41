// diverse: whatever compiler stage1 was built by, stage2 is one and the same file (diverse double-compiling). A backdoor or
// a miscompilation in one seed would have to be in all of them. In: stage2 from each seed. Out: one verdict for each pair.
import {
  compareTrees,
  type Configuration,
  defineOracle,
  FILE_CANARIES,
  fail,
  locateFirst,
  type OracleContext,
  type TreeSide,
} from 'kit-harness';

const STAGE = 2;
const NAMED_DIFFERENCES = 3;

/** A configuration of the selected seed, and the same one from another seed. */
type Pair =
  | { readonly kind: 'pair'; readonly first: Configuration; readonly other: Configuration }
  | { readonly kind: 'absent'; readonly seed: string; readonly debianPackage: string };

function sides(context: OracleContext, { first, other }: Pair & { kind: 'pair' }): readonly [TreeSide, TreeSide] {
  return [
    { name: first.seed, directory: context.stage(first, STAGE).out },
    { name: other.seed, directory: context.stage(other, STAGE).out },
  ];
}

export default defineOracle<Pair>({
  name: 'diverse',
  claim: 'stage2 is the same file whichever compiler built stage1',

  needs: (_subject, { configurations, seeds }) => ({
    stages: configurations.flatMap((configuration) =>
      seeds
        .filter(({ name, installed }) => installed || name === configuration.seed)
        .map(({ name }) => ({ configuration: { ...configuration, seed: name }, stage: STAGE })),
    ),
    tools: [],
  }),

  async *cases({ selection, subject }) {
    for (const first of selection.configurations) {
      for (const { name, installed } of selection.seeds) {
        if (name === first.seed) continue;
        const id = `${first.chain}/${first.variant}/${first.seed}=${name}`;
        const debianPackage = subject.seeds.find((seed) => seed.name === name)?.debianPackage ?? name;
        if (installed) yield { id, data: { kind: 'pair', first, other: { ...first, seed: name } } };
        else yield { id, data: { kind: 'absent', seed: name, debianPackage } };
      }
    }
  },

  async check({ data }, context) {
    if (data.kind === 'absent') {
      const reason = `${data.seed} is missing (apt-get install ${data.debianPackage})`;
      return { kind: 'skip', cause: 'missing-tool', reason };
    }
    const { compared, different } = await compareTrees(
      context,
      sides(context, data),
      context.subject.artifacts.compared,
    );
    if (different.length > 0) return fail(`${String(different.length)}/${String(compared)} files of stage2 differ`);
    const { digest } = context.stage(data.other, STAGE);
    return {
      kind: 'pass',
      comparisons: compared,
      detail: `${String(compared)} files equal, stage2 ${digest.slice(0, 16)}`,
    };
  },

  canaries: FILE_CANARIES,
  canaryCase: ({ data }) => data.kind === 'pair',

  async explain({ data }, verdict, context) {
    if (data.kind === 'absent') return verdict;
    const both = sides(context, data);
    const { different } = await compareTrees(context, both, context.subject.artifacts.compared);
    const named = different.slice(0, NAMED_DIFFERENCES).map((file) => locateFirst(context, both, file));
    return {
      ...verdict,
      evidence: (await Promise.all(named)).map((difference) => ({ kind: 'difference', difference })),
    };
  },
});
