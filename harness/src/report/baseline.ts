// The committed baseline: what a run has proven, one file for each configuration, without times and machines, so that a
// change shows in a diff. In: a finished run. Out: file names and contents for the subject's baseline directory.
import type { RunEvent } from '../journal/events.ts';
import { usageError } from '../model/errors.ts';
import { exitCodeOf, type RunReport } from './summary.ts';

export interface BaselineFile {
  readonly name: string;
  readonly contents: string;
}

/** Version of the baseline's layout. */
const BASELINE_VERSION = 1;

/** Makes the files. Refuses a run in which anything did not hold, or in which a stage was kept. */
export function baselineFiles(report: RunReport, events: readonly RunEvent[]): readonly BaselineFile[] {
  if (report.ended !== 'finished' || exitCodeOf(report) !== 0)
    throw usageError(`run ${report.id} did not hold: a baseline is what was proven`);
  if (report.stages.some(({ status }) => status === 'kept'))
    throw usageError(`run ${report.id} kept a stage: it proves nothing about the sources`);
  if (report.request.filter.length > 0) throw usageError(`run ${report.id} was filtered: it proves a part only`);
  const seen = new Set<string>();
  const files: BaselineFile[] = [];
  for (const { configuration } of report.stages) {
    const { chain, variant, seed } = configuration;
    const name = `${chain}-${variant}-${seed}`;
    if (seen.has(name)) continue;
    seen.add(name);
    const stages = report.stages.filter(
      (stage) =>
        stage.configuration.chain === chain &&
        stage.configuration.variant === variant &&
        stage.configuration.seed === seed,
    );
    // stage1 depends on the seed's version; from stage2 on the bytes are the subject's own.
    const digests = Object.fromEntries(
      stages.filter(({ stage }) => stage > 1).map(({ stage, digest }) => [`stage${String(stage)}`, digest]),
    );
    const claims = report.oracles.flatMap(({ name: oracle, claim, cases }) => {
      const mine = cases.filter(({ id }) => id.includes(`${chain}/${variant}/${seed}`));
      const comparisons = mine.reduce(
        (sum, { verdict }) => sum + (verdict.kind === 'pass' ? verdict.comparisons : 0),
        0,
      );
      return mine.length === 0 ? [] : [{ oracle, claim, cases: mine.length, comparisons }];
    });
    const value = {
      version: BASELINE_VERSION,
      subject: report.subject,
      configuration,
      sources: report.sources,
      digests,
      claims,
    };
    files.push({ name: `${report.subject}-${name}.json`, contents: `${JSON.stringify(value, null, 2)}\n` });
  }
  if (files.length === 0 || !events.some(({ type }) => type === 'case'))
    throw usageError(`run ${report.id} has no stages`);
  return files.sort((a, b) => (a.name < b.name ? -1 : 1));
}
