// Programs built with AddressSanitizer and UndefinedBehaviorSanitizer: how they are told to report, and how a report is
// found even when the program's own output is thrown away: the sanitizers write to files, and a file is a report.
// In: a directory. Out: environment variables; the text of the first report.
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Environment for processes that may be sanitized. `directory` receives the reports. No leak check: arenas end with the process. */
export function sanitizerEnvironment(directory: string): Record<string, string> {
  mkdirSync(directory, { recursive: true });
  const log = `log_path=${join(directory, 'report')}`;
  return {
    ASAN_OPTIONS: `detect_leaks=0:halt_on_error=1:exitcode=99:${log}`,
    UBSAN_OPTIONS: `halt_on_error=1:exitcode=99:print_stacktrace=1:${log}`,
  };
}

/** The first report in the directory, or undefined. */
export function sanitizerReport(directory: string): string | undefined {
  for (const name of readdirSync(directory).sort()) {
    const text = readFileSync(join(directory, name), 'utf8').trim();
    if (text !== '') return text;
  }
  return undefined;
}

/** The line of a report that says what is wrong and where. */
export function sanitizerHeadline(report: string): string {
  const lines = report.split('\n');
  const line = lines.find((text) => /ERROR: |runtime error: /.test(text)) ?? lines[0] ?? '';
  return line.replace(/^=+\d+=+\s*/, '').trim();
}
