// object-repro: any two stages compile the same translation unit with the same flags to the same object. Where the fixed
// point only sees the compiler's own sources, this sees every construct of the corpus, with every set of flags.
// In: the subject's groups of units. Out: one verdict for each unit, set of flags and chain.
import { existsSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import {
  type Case,
  type Configuration,
  defineOracle,
  describeOutcome,
  type Directives,
  fail,
  FILE_CANARIES,
  type OracleContext,
  outputText,
  parseDirectives,
  type Selection,
  shellLine,
  TOOL_LIMITS,
  type Verdict,
} from 'kit-harness';

const BUILDERS = [1, 2] as const;

interface Unit {
  readonly configuration: Configuration;
  /** Absolute path. */
  readonly source: string;
  readonly flags: readonly string[];
  /** What the unit says about itself, when it is a case of a corpus. */
  readonly known: Directives['known'];
}

/** Each chain once. */
function rows({ configurations }: Selection): readonly Configuration[] {
  return configurations.filter(
    ({ chain }, index) => configurations.findIndex((other) => other.chain === chain) === index,
  );
}

async function* units(context: OracleContext): AsyncIterable<Case<Unit>> {
  for (const group of context.subject.units ?? []) {
    const paths = await context.glob(context.root, group.include, group.exclude);
    for (const path of paths) {
      const source = resolve(context.root, path);
      const parsed = parseDirectives(readFileSync(source, 'utf8'));
      const own = parsed.kind === 'directives' ? parsed.directives : undefined;
      for (const flags of group.matrix) {
        const all = [
          ...group.flags.map((flag) => flag.replaceAll('{root}', context.root)),
          ...flags,
          ...(own?.flags ?? []),
        ];
        for (const configuration of rows(context.selection)) {
          const { chain, variant, seed } = configuration;
          const id = `${group.name}/${path}[${flags.join(' ')}]@${chain}/${variant}/${seed}`;
          yield { id, data: { configuration, source, flags: all, known: own?.known } };
        }
      }
    }
  }
}

async function compile(unit: Unit, stageNumber: number, context: OracleContext): Promise<string | Verdict> {
  const { programs } = context.subject;
  if (programs === undefined) return { kind: 'inconclusive', reason: 'the subject does not say how programs are made' };
  const stage = context.stage(unit.configuration, stageNumber);
  const object = join(await context.scratch(), 'unit.o');
  // The same name from the same directory: both compilers are told exactly the same.
  const command = {
    ...programs.compile(stage.tools.cc, basename(unit.source), object, unit.flags),
    cwd: join(unit.source, '..'),
  };
  const outcome = await context.execute(command, TOOL_LIMITS, stage);
  if (outcome.kind === 'exit' && outcome.code === 0) return object;
  const why = `stage${String(stageNumber)}: ${describeOutcome(outcome)}`;
  if (outcome.kind === 'limit' || outcome.kind === 'cancelled' || outcome.kind === 'not-started')
    return { kind: 'inconclusive', reason: why };
  if (unit.known !== undefined && outcome.kind === 'exit') return { kind: 'known', ...unit.known };
  const text = outcome.kind === 'sanitizer' ? outcome.report : outputText(outcome.stderr, 2000);
  return fail(`does not compile: ${why}`, [
    { kind: 'text', label: 'command', text: shellLine(command) },
    { kind: 'text', label: 'stderr', text },
  ]);
}

async function compileBoth(unit: Unit, context: OracleContext): Promise<readonly [string, string] | Verdict> {
  const [left, right] = [await compile(unit, BUILDERS[0], context), await compile(unit, BUILDERS[1], context)];
  if (typeof left !== 'string') return left;
  if (typeof right !== 'string') return right;
  return [left, right];
}

export default defineOracle<Unit>({
  name: 'object-repro',
  claim: 'stage1 and stage2 compile the same translation unit to the same object',

  needs: (_subject, selection) => ({
    stages: rows(selection).map((configuration) => ({ configuration, stage: Math.max(...BUILDERS) })),
    tools: [],
  }),

  cases: units,

  async check({ data }, context) {
    const objects = await compileBoth(data, context);
    if ('kind' in objects) return objects;
    const [left, right] = objects;
    const other = await context.tap.file(right);
    if (!existsSync(left) || !existsSync(other)) return fail('exit code 0, but no object');
    if (context.tap.sameFile(left, other)) return { kind: 'pass', comparisons: 1 };
    return fail('the objects differ');
  },

  canaries: FILE_CANARIES,

  async explain({ data }, verdict, context) {
    const again = await compileBoth(data, context);
    if ('kind' in again) return verdict;
    const [left, right] = again;
    const same = context.tap.sameFile(left, right);
    const difference = await context.locate({ file: basename(data.source), sides: ['stage1', 'stage2'], left, right });
    const evidence = same ? [] : [{ kind: 'difference' as const, difference }];
    return { ...verdict, evidence: [...verdict.evidence, ...evidence], confirmed: { seen: same ? 1 : 2, of: 2 } };
  },
});
