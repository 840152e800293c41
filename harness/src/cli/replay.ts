// kit-harness replay: the failures of a run again, with what that run was asked. In: a run's id. Out: a new run.
import { resolve } from 'node:path';
import { loadConfig } from '../config/load.ts';
import { readJournal } from '../journal/journal.ts';
import { findRun } from '../journal/runs.ts';
import { type ExitCode, usageError } from '../model/errors.ts';
import { type RunReport, summarize } from '../report/summary.ts';
import { stateDirectory } from '../store/state.ts';
import { runRequest } from './run.ts';

export interface ReplayOptions {
  readonly case: readonly string[];
  readonly jobs?: number | undefined;
  readonly config?: string | undefined;
}

/** Runs the request of a run again, limited to what failed. When nothing failed, all of it. */
export async function replayCommand(id: string | undefined, options: ReplayOptions): Promise<ExitCode> {
  const loaded = await loadConfig(process.cwd(), options.config);
  const run = findRun(stateDirectory(resolve(loaded.root, loaded.config.state)).runs, id);
  const events = readJournal(run.journal);
  if (!events.some(({ type }) => type === 'run-started')) throw usageError(`run ${run.id} was killed before it began`);
  const report = summarize(events);
  const failed = failedCases(report);
  const failedStages = report.stages.some(({ status }) => status === 'failed');
  const all = options.case.length > 0 || failed.length === 0 || failedStages;
  const request = {
    ...report.request,
    oracles: all ? report.request.oracles : [...new Set(failed.map(({ oracle }) => oracle))],
    filter:
      options.case.length > 0 ? options.case
      : all ? report.request.filter
      : failed.map(({ id: name }) => name),
  };
  process.stderr.write(
    `replaying run ${run.id}: ${all ? 'the whole request' : `${String(failed.length)} failed cases`}\n`,
  );
  return runRequest(loaded, request, { jobs: options.jobs ?? 0, fresh: true, json: false });
}

function failedCases(report: RunReport): readonly { readonly oracle: string; readonly id: string }[] {
  return report.oracles.flatMap(({ name, cases, canaries, state }) => {
    // An oracle whose canary escaped, or that had nothing to check, has to be run whole.
    if (state === 'nothing-checked' || canaries.some(({ caught }) => !caught))
      return cases.map(({ id }) => ({ oracle: name, id }));
    return cases
      .filter(({ verdict }) => verdict.kind === 'fail' || verdict.kind === 'inconclusive')
      .map(({ id }) => ({ oracle: name, id }));
  });
}
