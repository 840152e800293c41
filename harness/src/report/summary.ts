// From the journal's events to one picture of the run, which every report draws in its own way. In: events. Out: RunReport.
import type { CanaryEvent, CaseEvent, RunEvent, RunRequest, StageEvent } from '../journal/events.ts';
import { type ExitCode, EXIT } from '../model/errors.ts';
import type { Configuration } from '../model/subject.ts';
import type { VerdictKind } from '../model/verdict.ts';

export type Counts = Readonly<Record<VerdictKind, number>>;

export interface OracleReport {
  readonly name: string;
  readonly claim: string;
  readonly counts: Counts;
  /** How many things were compared in the cases that passed. */
  readonly comparisons: number;
  readonly canaries: readonly CanaryEvent[];
  /** In the order of the plan. */
  readonly cases: readonly CaseEvent[];
  readonly state: 'held' | 'failed' | 'inconclusive' | 'nothing-checked' | 'skipped';
}

export interface RunReport {
  readonly id: string;
  readonly subject: string;
  readonly harness: string;
  readonly request: RunRequest;
  readonly sources: string;
  readonly host: { readonly platform: string; readonly arch: string; readonly node: string; readonly cpus: number };
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly ended: 'finished' | 'interrupted' | 'killed';
  readonly resumed: number;
  readonly seconds: number;
  /** The last word on each stage, sorted by name. */
  readonly stages: readonly StageEvent[];
  readonly oracles: readonly OracleReport[];
  readonly notes: readonly string[];
  readonly counts: Counts;
  readonly comparisons: number;
}

const ZERO: Counts = { pass: 0, fail: 0, skip: 0, known: 0, inconclusive: 0 };

/** `debug/pie/gcc/stage2` */
export function stageName(stage: { readonly configuration: Configuration; readonly stage: number }): string {
  const { chain, variant, seed } = stage.configuration;
  return `${chain}/${variant}/${seed}/stage${String(stage.stage)}`;
}

/** Draws the picture. Throws when the journal has no beginning. */
export function summarize(events: readonly RunEvent[]): RunReport {
  const start = events.find((event) => event.type === 'run-started');
  if (start === undefined) throw new Error('the journal has no beginning');
  const finish = events.findLast((event) => event.type === 'run-finished');
  const stages = lastOf(
    events.filter((event) => event.type === 'stage'),
    stageName,
  ).sort((a, b) => compare(stageName(a), stageName(b)));
  const claims = new Map(
    events.flatMap((event) => (event.type === 'oracle' ? [[event.oracle, event.claim] as const] : [])),
  );
  const cases = lastOf(
    events.filter((event) => event.type === 'case'),
    ({ oracle, id }) => `${oracle}\n${id}`,
  );
  const canaries = lastOf(
    events.filter((event) => event.type === 'canary'),
    ({ oracle, name }) => `${oracle}\n${name}`,
  );
  const names = [...new Set([...claims.keys(), ...cases.map(({ oracle }) => oracle)])].sort();
  const oracles = names.map((name) =>
    oracleReport(
      name,
      claims.get(name) ?? '',
      cases.filter(({ oracle }) => oracle === name),
      canaries.filter(({ oracle }) => oracle === name),
      start.request,
    ),
  );
  const interrupted = events.at(-1)?.type === 'interrupted';
  const noted = [...new Set(events.flatMap((event) => (event.type === 'note' ? [event.text] : [])))];
  return {
    id: start.id,
    subject: start.subject,
    harness: start.harness,
    request: start.request,
    sources: start.sources,
    host: start.host,
    startedAt: start.at,
    ended:
      finish !== undefined ? 'finished'
      : interrupted ? 'interrupted'
      : 'killed',
    resumed: events.filter((event) => event.type === 'run-resumed').length,
    seconds: finish?.seconds ?? 0,
    stages,
    oracles,
    notes: [...noted, ...measuredNotes(stages, start.request)],
    counts: oracles.reduce((sum, { counts }) => add(sum, counts), ZERO),
    comparisons: oracles.reduce((sum, { comparisons }) => sum + comparisons, 0),
  };
}

function compare(a: string, b: string): number {
  return (
    a < b ? -1
    : a > b ? 1
    : 0
  );
}

/** The last event of each name, since a resumed run says some things twice. */
function lastOf<Event extends RunEvent>(events: readonly Event[], name: (event: Event) => string): Event[] {
  return [...new Map(events.map((event) => [name(event), event])).values()];
}

function add(a: Counts, b: Counts): Counts {
  return {
    pass: a.pass + b.pass,
    fail: a.fail + b.fail,
    skip: a.skip + b.skip,
    known: a.known + b.known,
    inconclusive: a.inconclusive + b.inconclusive,
  };
}

function oracleReport(
  name: string,
  claim: string,
  cases: readonly CaseEvent[],
  canaries: readonly CanaryEvent[],
  request: RunRequest,
): OracleReport {
  const counts = cases.reduce<Counts>((sum, { verdict }) => ({ ...sum, [verdict.kind]: sum[verdict.kind] + 1 }), ZERO);
  const comparisons = cases.reduce((sum, { verdict }) => sum + (verdict.kind === 'pass' ? verdict.comparisons : 0), 0);
  const sorted = [...cases].sort((a, b) => a.index - b.index || compare(a.id, b.id));
  const missingTool = cases.some(({ verdict }) => verdict.kind === 'skip' && verdict.cause === 'missing-tool');
  const escaped = canaries.some(({ caught, planted }) => !caught && (planted || request.filter.length === 0));
  const state =
    counts.fail > 0 || escaped || (missingTool && request.strict) ? 'failed'
    : counts.inconclusive > 0 ? 'inconclusive'
    : comparisons > 0 ? 'held'
    : missingTool ? 'skipped'
    : 'nothing-checked';
  return { name, claim, counts, comparisons, canaries, cases: sorted, state };
}

/** What the stages themselves show: which chains came out alike, and what ran under sanitizers. */
function measuredNotes(stages: readonly StageEvent[], request: RunRequest): readonly string[] {
  const notes: string[] = [];
  const stage2 = stages.filter(({ stage, digest }) => stage === 2 && digest !== undefined);
  for (const one of stage2) {
    const twin = stage2.find(
      ({ configuration: { chain, variant, seed }, digest }) =>
        chain > one.configuration.chain &&
        variant === one.configuration.variant &&
        seed === one.configuration.seed &&
        digest === one.digest,
    );
    if (twin !== undefined) {
      const { chain, variant } = one.configuration;
      notes.push(
        `${chain} and ${twin.configuration.chain} give the same stage2 (${variant}): nothing tells the chains apart yet`,
      );
    }
  }
  for (const one of stage2) {
    const before = stages.find((stage) => stage.stage === 1 && sameRow(stage, one) && stage.digest === one.digest);
    if (before !== undefined) {
      notes.push(`${stageName(before)} and stage2 are one file: was stage2 really built by stage1?`);
    }
  }
  const sanitized = stages.filter((stage) => stage.sanitized === true);
  if (sanitized.length > 0) notes.push(`under ASan and UBSan: ${sanitized.map(stageName).join(', ')}`);
  if (!request.sanitizers) notes.push('sanitizers were turned off (--no-sanitizers)');
  const kept = stages.filter(({ status }) => status === 'kept');
  if (kept.length > 0) notes.push(`not built but kept (--keep-stage): ${kept.map(stageName).join(', ')}`);
  return [...new Set(notes)];
}

function sameRow({ configuration: a }: StageEvent, { configuration: b }: StageEvent): boolean {
  return a.chain === b.chain && a.variant === b.variant && a.seed === b.seed;
}

/** The exit code that a run has earned; what is certain goes before what is not. */
export function exitCodeOf(report: RunReport): ExitCode {
  const causes = report.stages.flatMap(({ cause }) => (cause === undefined ? [] : [cause]));
  const has = (state: OracleReport['state']): boolean => report.oracles.some((oracle) => oracle.state === state);
  if (has('failed') || causes.includes('sanitizer') || causes.includes('builder-mark')) return EXIT.failed;
  if (causes.includes('command') || causes.includes('artifact')) return EXIT.build;
  if (has('inconclusive') || causes.includes('environment')) return EXIT.environment;
  if (has('nothing-checked') || report.comparisons === 0) return EXIT.nothing;
  return EXIT.held;
}
