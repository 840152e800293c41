// Running what a stage made or is: when the stage has sanitizers in it, their report is the outcome. In: a command.
// Out: an Outcome.
import { mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import type { Executor } from '../exec/execute.ts';
import type { Command, Limits, Outcome } from '../model/command.ts';
import { sanitizerEnvironment, sanitizerHeadline, sanitizerReport } from './sanitizer.ts';

/** Runs a command. `directory` receives the reports of sanitizers, if there can be any. */
export async function executeBy(
  executor: Executor,
  command: Command,
  limits: Limits,
  sanitized: boolean,
  directory: string,
): Promise<Outcome> {
  if (!sanitized) return executor.execute(command, limits);
  mkdirSync(directory, { recursive: true });
  const reports = mkdtempSync(join(directory, 'sanitizer-'));
  const env = { ...sanitizerEnvironment(reports), ...command.env };
  const outcome = await executor.execute({ ...command, env }, limits, { unlimitedAddressSpace: true });
  const report = sanitizerReport(reports, outcome);
  return report === undefined ? outcome : { kind: 'sanitizer', report, headline: sanitizerHeadline(report) };
}
