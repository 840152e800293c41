// Checking with one oracle: first its canaries, then its cases, several at a time. In: an oracle and the run's parts.
// Out: events for the journal.
import { availableParallelism } from 'node:os';
import type { RunEvent } from '../journal/events.ts';
import { messageOf } from '../model/errors.ts';
import { type Canary, type Case, StageUnavailable } from '../model/oracle.ts';
import { fail, type Verdict } from '../model/verdict.ts';
import { type ContextParts, openContext } from './context.ts';
import type { AnyOracle } from './discover.ts';

export interface CheckOptions {
  readonly parts: ContextParts;
  readonly jobs: number;
  readonly emit: (event: RunEvent) => void;
  /** Verdicts of an earlier, killed part of this run. */
  readonly known: ReadonlyMap<string, Verdict>;
  readonly interrupted: () => boolean;
  readonly onProgress?: (oracle: string, done: number, id: string) => void;
}

/** Runs one oracle to its end. */
export async function checkOracle(oracle: AnyOracle, options: CheckOptions): Promise<void> {
  const { parts, emit } = options;
  emit({ type: 'oracle', oracle: oracle.name, claim: oracle.claim });
  const { default: PQueue } = await import('p-queue');
  const queue = new PQueue({ concurrency: options.jobs > 0 ? options.jobs : availableParallelism() });
  const listing = openContext(parts);
  const cases: Case<unknown>[] = [];
  let done = 0;
  try {
    for await (const item of oracle.cases(listing.context)) {
      if (parts.selection.filter.length > 0 && !parts.selection.filter.some((word) => item.id.includes(word))) continue;
      cases.push(item);
    }
    const twice = firstTwice(cases.map(({ id }) => id));
    if (twice !== undefined) throw new Error(`two cases are called ${twice}`);
    if (cases.length > 0) await plantCanaries(oracle, cases, options);
    for (const [index, item] of cases.entries()) {
      void queue.add(async () => {
        if (options.interrupted()) return;
        const started = performance.now();
        const verdict = options.known.get(`${oracle.name}\n${item.id}`) ?? (await checkCase(oracle, item, parts));
        // What was cut short by an interrupt says nothing.
        if (options.interrupted() && verdict.kind !== 'pass') return;
        const seconds = (performance.now() - started) / 1000;
        emit({ type: 'case', oracle: oracle.name, index, id: item.id, verdict, seconds });
        options.onProgress?.(oracle.name, ++done, item.id);
      });
      await queue.onSizeLessThan(options.jobs * 4 + 1);
    }
    await queue.onIdle();
  } catch (error) {
    if (options.interrupted()) return;
    const verdict: Verdict = { kind: 'inconclusive', reason: `the cases could not be listed: ${messageOf(error)}` };
    emit({ type: 'case', oracle: oracle.name, index: cases.length, id: '(listing)', verdict, seconds: 0 });
  } finally {
    listing.dispose();
  }
}

function firstTwice(ids: readonly string[]): string | undefined {
  const seen = new Set<string>();
  return ids.find((id) => seen.size === seen.add(id).size);
}

async function checkCase(oracle: AnyOracle, item: Case<unknown>, parts: ContextParts): Promise<Verdict> {
  const { context, dispose } = openContext(parts);
  try {
    const verdict = await oracle.check(item, context);
    if (verdict.kind === 'pass' && verdict.comparisons < 1) return fail('nothing was compared');
    if (verdict.kind === 'fail' && oracle.explain !== undefined) return await explained(oracle, item, verdict, context);
    return verdict;
  } catch (error) {
    if (error instanceof StageUnavailable) return { kind: 'inconclusive', reason: error.message };
    return { kind: 'inconclusive', reason: `the check itself failed: ${messageOf(error)}` };
  } finally {
    dispose();
  }
}

/** A failure stays a failure when its explanation breaks. */
async function explained(
  oracle: AnyOracle,
  item: Case<unknown>,
  verdict: Verdict & { kind: 'fail' },
  context: ReturnType<typeof openContext>['context'],
): Promise<Verdict> {
  try {
    return (await oracle.explain?.(item, verdict, context)) ?? verdict;
  } catch (error) {
    const text = `the explanation failed: ${messageOf(error)}`;
    return { ...verdict, evidence: [...verdict.evidence, { kind: 'text', label: 'note', text }] };
  }
}

/** Plants each canary into the first case that takes it and would otherwise hold. */
async function plantCanaries(oracle: AnyOracle, cases: readonly Case<unknown>[], options: CheckOptions): Promise<void> {
  for (const canary of oracle.canaries) {
    if (options.interrupted()) return;
    const result = await plant(oracle, canary, cases, options.parts);
    if (options.interrupted() || result === 'unavailable') return;
    options.emit({ type: 'canary', oracle: oracle.name, name: canary.name, ...result });
  }
}

/** How many cases may be tried before it is said that a canary cannot be planted. */
const PLANTING_TRIES = 8;

async function plant(
  oracle: AnyOracle,
  canary: Canary,
  cases: readonly Case<unknown>[],
  parts: ContextParts,
): Promise<{ planted: boolean; caught: boolean; detail: string } | 'unavailable'> {
  let available = false;
  const suitable = cases.filter((item) => oracle.canaryCase?.(item, canary.name) ?? true);
  for (const item of suitable.slice(0, PLANTING_TRIES)) {
    const { context, tap, dispose } = openContext(parts, canary);
    try {
      const verdict = await oracle.check(item, context);
      available = true;
      if (!tap.planted()) continue;
      // Only a real difference may be an inconclusive check's excuse: what cannot be read or compared cannot be told.
      const open = canary.name === 'unreadable-file' || canary.name === 'comparator-dies';
      const caught = verdict.kind === 'fail' || (open && verdict.kind === 'inconclusive');
      return {
        planted: true,
        caught,
        detail: `${item.id}: ${verdict.kind === 'fail' ? verdict.summary : verdict.kind}`,
      };
    } catch (error) {
      if (error instanceof StageUnavailable) continue;
      const excused = tap.planted() && (canary.name === 'unreadable-file' || canary.name === 'comparator-dies');
      return { planted: tap.planted(), caught: excused, detail: `${item.id}: ${messageOf(error)}` };
    } finally {
      dispose();
    }
  }
  return available ? { planted: false, caught: false, detail: 'no case could take it' } : 'unavailable';
}
