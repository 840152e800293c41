// Programs built with AddressSanitizer and UndefinedBehaviorSanitizer: how they are told to report, and how a report is
// found even when the program's own output is thrown away: the sanitizers write to files, and a file is a report. Of gcc's
// two run-time libraries only ASan's obeys log_path when both are there, so the output is searched as well.
// In: a directory and a process's outcome. Out: environment variables; the text of the first report.
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Outcome } from '../model/command.ts';

const REPORT = /ERROR: \w+Sanitizer|runtime error: /;

/** Environment for processes that may be sanitized. `directory` receives the reports. No leak check: arenas end with the process. */
export function sanitizerEnvironment(directory: string): Record<string, string> {
  mkdirSync(directory, { recursive: true });
  const log = `log_path=${join(directory, 'report')}`;
  return {
    ASAN_OPTIONS: `detect_leaks=0:halt_on_error=1:exitcode=99:${log}`,
    UBSAN_OPTIONS: `halt_on_error=1:exitcode=99:print_stacktrace=1:${log}`,
  };
}

/** The first report in the directory, or in what the process printed. */
export function sanitizerReport(directory: string, outcome: Outcome): string | undefined {
  for (const name of readdirSync(directory).sort()) {
    const text = readFileSync(join(directory, name), 'utf8').trim();
    if (text !== '') return text;
  }
  if (!('stderr' in outcome)) return undefined;
  const printed = [outcome.stderr, outcome.stdout].map((bytes) => Buffer.from(bytes).toString('utf8'));
  return printed.find((text) => REPORT.test(text));
}

/** The line of a report that says what is wrong and where. */
export function sanitizerHeadline(report: string): string {
  const lines = report.split('\n');
  const line = lines.find((text) => REPORT.test(text)) ?? lines[0] ?? '';
  return line.replace(/^=+\d+=+\s*/, '').trim();
}
