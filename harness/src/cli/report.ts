// kit-harness report: draws a report again from a run's journal, or writes the committed baseline. In: a run's id. Out: text.
import { relative, resolve } from 'node:path';
import { loadConfig } from '../config/load.ts';
import { readJournal } from '../journal/journal.ts';
import { findRun } from '../journal/runs.ts';
import { wantsColour } from './colour.ts';
import { type ExitCode, EXIT, usageError } from '../model/errors.ts';
import { type RunReport, summarize } from '../report/summary.ts';
import { writeFileAtomic } from '../store/atomic.ts';
import { stateDirectory } from '../store/state.ts';

export interface ReportOptions {
  readonly format: 'terminal' | 'markdown' | 'junit' | 'json';
  readonly output?: string | undefined;
  readonly baseline?: true | undefined;
  readonly config?: string | undefined;
}

/** Draws the report of a run. */
export async function reportCommand(id: string | undefined, options: ReportOptions): Promise<ExitCode> {
  const loaded = await loadConfig(process.cwd(), options.config);
  const run = findRun(stateDirectory(resolve(loaded.root, loaded.config.state)).runs, id);
  const events = readJournal(run.journal);
  if (!events.some(({ type }) => type === 'run-started')) throw usageError(`run ${run.id} was killed before it began`);
  const report = summarize(events);
  if (options.baseline === true) {
    const { baselineFiles } = await import('../report/baseline.ts');
    const directory = loaded.config.subject.baseline;
    if (directory === undefined)
      throw usageError('the configuration names no directory for the baseline', 'set subject.baseline');
    for (const { name, contents } of baselineFiles(report, events)) {
      const path = resolve(loaded.root, directory, name);
      writeFileAtomic(path, contents);
      process.stdout.write(`wrote ${relative(process.cwd(), path)}\n`);
    }
    return EXIT.held;
  }
  const text = await draw(report, options.format, relative(process.cwd(), run.path));
  if (options.output === undefined) process.stdout.write(text);
  else writeFileAtomic(options.output, text);
  return EXIT.held;
}

async function draw(report: RunReport, format: ReportOptions['format'], directory: string): Promise<string> {
  switch (format) {
    case 'terminal':
      return (await import('../report/terminal.ts')).terminalReport(report, {
        colour: wantsColour(),
        directory,
      });
    case 'markdown':
      return (await import('../report/markdown.ts')).markdownReport(report);
    case 'junit':
      return (await import('../report/junit.ts')).junitReport(report);
    case 'json':
      return (await import('../report/json.ts')).jsonReport(report);
  }
}
