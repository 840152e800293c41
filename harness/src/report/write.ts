// The files that every run leaves beside its journal. In: the picture of a run. Out: report.md, report.json, junit.xml.
import { join } from 'node:path';
import { writeFileAtomic } from '../store/atomic.ts';
import type { RunReport } from './summary.ts';

/** Writes all reports of a run into its directory. */
export async function writeRunReports(directory: string, report: RunReport): Promise<void> {
  const [{ jsonReport }, { junitReport }, { markdownReport }] = await Promise.all([
    import('./json.ts'),
    import('./junit.ts'),
    import('./markdown.ts'),
  ]);
  writeFileAtomic(join(directory, 'report.json'), jsonReport(report));
  writeFileAtomic(join(directory, 'junit.xml'), junitReport(report));
  writeFileAtomic(join(directory, 'report.md'), markdownReport(report));
}
