// Which lanes a campaign has, and what makes two campaigns the same. In: a subject, words of the command line. Out: recipes,
// a CampaignPlan.
import { randomInt } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import type { CampaignPlan, FindingsStore, TakenUp } from '../findings/model.ts';
import { isInstrumenting } from '../lane/compilers.ts';
import type { LaneRecipe } from '../model/lane.ts';
import type { Subject } from '../model/subject.ts';
import { which } from '../exec/which.ts';
import { digestValue } from '../store/digest.ts';
import type { Crew } from './crew.ts';

/** The first stage that the subject itself has compiled. */
const MIXED_STAGE = 2;

/**
 * Lanes in which two compilers share a program: each reference compiler with the newest stage of each chain at its first
 * level, or with each command, in both places. A compiler is not mixed with itself, and one with a sanitizer with none: its
 * objects link only with its own runtime.
 */
export function mixedRecipes(subject: Subject, plain: readonly LaneRecipe[]): readonly LaneRecipe[] {
  const references = (subject.programs?.references ?? []).filter(({ cc }) => which(cc[0] ?? '') !== undefined);
  const chosen = plain.filter((recipe) => {
    if (recipe.kind !== 'stage') return recipe.kind === 'command' && !isInstrumenting(recipe.cc);
    const [first = []] = subject.programs?.levels ?? [];
    return recipe.stage === MIXED_STAGE && recipe.flags.join(' ') === first.join(' ');
  });
  return chosen.flatMap((one) =>
    references.flatMap(({ cc }): readonly LaneRecipe[] => {
      const other = { kind: 'command', cc } as const;
      if (one.kind === 'mixed' || (one.kind === 'command' && one.cc[0] === cc[0])) return [];
      return [
        { kind: 'mixed', first: one, others: other },
        { kind: 'mixed', first: other, others: one },
      ];
    }),
  );
}

/** Lanes of commands as they are typed: words between spaces. */
export function commandRecipes(commands: readonly string[]): readonly LaneRecipe[] {
  return commands.map((command) => ({ kind: 'command', cc: command.split(/\s+/).filter((word) => word !== '') }));
}

/** What compilers of the machine say about their version, by command. */
function versionsOf(recipes: readonly LaneRecipe[]): Readonly<Record<string, string>> {
  const programs = recipes.flatMap((recipe) => (recipe.kind === 'command' ? [recipe.cc[0] ?? ''] : []));
  return Object.fromEntries(
    [...new Set(programs)].map((program) => {
      const flag = program.endsWith('tcc') ? '-v' : '--version';
      const { stdout } = spawnSync(program, [flag], { encoding: 'utf8', timeout: 10_000 });
      return [program, (typeof stdout === 'string' ? stdout : '').split('\n')[0] ?? ''];
    }),
  );
}

export interface PlanParts {
  readonly subject: Subject;
  readonly generator: string;
  readonly crew: Crew;
  readonly count: number | undefined;
  readonly without: readonly string[];
  readonly variants: number;
}

/** The plan of a campaign with this seed. */
export function campaignPlan(
  { subject, generator, crew, count, without, variants }: PlanParts,
  seed: number,
): CampaignPlan {
  const lanes = crew.lanes.map(({ tools }) => tools);
  return {
    subject: subject.name,
    generator,
    seed,
    ...(count === undefined ? {} : { count }),
    without: [...without].sort(),
    ...(variants === 0 ? {} : { variants }),
    lanes: lanes.map(({ lane }) => lane.name),
    compilerDigest: digestValue(lanes.map(({ digest }) => digest)),
    versions: versionsOf(lanes.map(({ lane }) => lane.recipe)),
  };
}

export type Begun = TakenUp & { readonly seed: number };

/** Begins a campaign or takes one up. A fresh seed is that of an unfinished campaign where there is one. */
export async function beginCampaign(store: FindingsStore, parts: PlanParts, seed: number | 'fresh'): Promise<Begun> {
  if (seed !== 'fresh') return { ...(await store.campaign(campaignPlan(parts, seed))), seed };
  const same = (plan: CampaignPlan): string => digestValue({ ...plan, seed: 0, versions: {} });
  const wanted = same(campaignPlan(parts, 0));
  const open = (await store.campaigns()).filter(({ plan, ended }) => ended === undefined && same(plan) === wanted);
  for (const { plan } of open) {
    const taken = await store.campaign(plan);
    if (taken.resumed) return { ...taken, seed: plan.seed };
    // Somebody is at it: that seed is theirs.
    await store.finish(taken.id);
  }
  const fresh = randomInt(2 ** 31);
  return { ...(await store.campaign(campaignPlan(parts, fresh))), seed: fresh };
}
