// The files that every run leaves beside its journal. In: the picture of a run. Out: report.md, report.json, junit.xml.
import { join } from 'node:path';
import { writeFileAtomic } from '../store/atomic.ts';
import { jsonReport } from './json.ts';
import { junitReport } from './junit.ts';
import { markdownReport } from './markdown.ts';
import type { RunReport } from './summary.ts';

/** Writes all reports of a run into its directory. */
export function writeRunReports(directory: string, report: RunReport): void {
  writeFileAtomic(join(directory, 'report.json'), jsonReport(report));
  writeFileAtomic(join(directory, 'junit.xml'), junitReport(report));
  writeFileAtomic(join(directory, 'report.md'), markdownReport(report));
}
