// The laws that every oracle obeys, as a suite that a test file calls once for each oracle, its own or anybody's.
// In: an oracle and a subject. Out: complaints; an empty list is obedience.
import { REQUIRED_CANARIES } from './canary/canaries.ts';
import type { Case, OracleContext, Selection } from './model/oracle.ts';
import type { Subject } from './model/subject.ts';
import type { AnyOracle } from './run/discover.ts';
import { toSelection } from './run/selection.ts';
import { findFiles } from './store/files.ts';

export { type LoadedConfig } from './config/load.ts';
export { markedProcesses } from './exec/processes.ts';
export { discoverOracles } from './run/discover.ts';
export { makeProject, type Output, type Project } from '../test/project.ts';

/** Everything that a subject offers, as if nothing had been said on the command line. */
export function wholeSelection(subject: Subject): Selection {
  return toSelection(subject, {
    chains: subject.chains.map(({ name }) => name),
    variants: subject.variants.map(({ name }) => name),
    seed: subject.seeds[0]?.name ?? '',
    filter: [],
  });
}

/** Laws about the oracle as it is written down. */
export function staticLaws(oracle: AnyOracle): readonly string[] {
  const complaints: string[] = [];
  if (!/^[a-z][a-z0-9-]*$/.test(oracle.name)) complaints.push(`${oracle.name} is no plain name`);
  if (oracle.claim.length < 20) complaints.push('the claim is no sentence');
  const names = oracle.canaries.map(({ name }) => name);
  for (const name of REQUIRED_CANARIES) if (!names.includes(name)) complaints.push(`the canary ${name} is missing`);
  return complaints;
}

/** Laws about planning: it is deterministic, and its case ids are unique. */
export async function planningLaws(
  oracle: AnyOracle,
  subject: Subject,
  open: () => OracleContext,
): Promise<readonly string[]> {
  const complaints: string[] = [];
  const selection = wholeSelection(subject);
  const plan = (): string => JSON.stringify(oracle.needs(subject, selection));
  if (plan() !== plan()) complaints.push('two calls of needs differ');
  const list = async (): Promise<readonly Case<unknown>[]> => {
    const cases: Case<unknown>[] = [];
    for await (const item of oracle.cases(open())) cases.push(item);
    return cases;
  };
  const [first, second] = [await list(), await list()];
  if (JSON.stringify(first) !== JSON.stringify(second)) complaints.push('two listings of the cases differ');
  const ids = first.map(({ id }) => id);
  if (new Set(ids).size !== ids.length) complaints.push('two cases have one id');
  if (ids.length === 0) complaints.push('there is no case');
  return complaints;
}

/** A context that can list and nothing else: planning must not need more. */
export function planningContext(subject: Subject, root: string): OracleContext {
  const refuse = (): never => {
    throw new Error('planning uses neither stages nor processes');
  };
  return {
    subject,
    root,
    selection: wholeSelection(subject),
    today: '2026-01-01',
    glob: findFiles,
    stage: refuse,
    rebuild: refuse,
    scratch: refuse,
    execute: refuse,
    locate: refuse,
    tap: { file: refuse, observation: refuse, sameFile: refuse, sameBytes: refuse },
  };
}
