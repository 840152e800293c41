// The report for job summaries and for reading: Markdown under 1 MiB, because GitHub throws a longer summary away whole.
// In: RunReport. Out: Markdown text.
import type { RootContent } from 'mdast';
import { evidenceText } from './junit.ts';
import { block, boundedMarkdown, code, heading, list, paragraph, table, text } from './markdown_parts.ts';
import { exitCodeOf, type OracleReport, type RunReport, stageName } from './summary.ts';
import { timesText } from './terminal.ts';

const SHOWN_FAILURES = 200;
const LONGEST_CODE = 3000;

/** Writes the report. */
export function markdownReport(report: RunReport): string {
  const parts: RootContent[] = [
    heading(1, text(`${exitCodeOf(report) === 0 ? '✓' : '✗'} ${report.subject}: run ${report.id}`)),
    overview(report),
  ];
  for (const oracle of report.oracles) parts.push(...failures(oracle));
  for (const stage of report.stages) {
    if (stage.status !== 'failed') continue;
    parts.push(heading(2, code(stageName(stage)), text(' did not build')), paragraph(text(stage.summary ?? '')));
    if (stage.log !== undefined && stage.log !== '') parts.push(block(stage.log.slice(-LONGEST_CODE)));
  }
  if (exitCodeOf(report) !== 0) parts.push(paragraph(text('Replay: '), code(`npx kit-harness replay ${report.id}`)));
  if (report.notes.length > 0) parts.push(heading(2, text('Notes')), list(report.notes));
  parts.push(heading(2, text('Stages')), stageTable(report), ...reasons(report), footer(report));
  return boundedMarkdown(parts, 'The rest was left out: it is in report.json.');
}

function overview(report: RunReport): RootContent {
  const head = ['claim', 'state', 'pass', 'fail', 'known', 'skipped', 'inconclusive', 'compared', 'canaries'].map(text);
  const rows = report.oracles.map((oracle) => [
    text(oracle.name),
    text(oracle.state),
    ...[
      oracle.counts.pass,
      oracle.counts.fail,
      oracle.counts.known,
      oracle.counts.skip,
      oracle.counts.inconclusive,
    ].map((count) => text(String(count))),
    text(String(oracle.comparisons)),
    text(`${String(oracle.canaries.filter(({ caught }) => caught).length)}/${String(oracle.canaries.length)}`),
  ]);
  return table([head, ...rows]);
}

function failures(oracle: OracleReport): readonly RootContent[] {
  const parts: RootContent[] = [];
  for (const { name, caught, planted, detail } of oracle.canaries) {
    const what = planted ? 'was not caught, so a pass of this oracle counts for nothing' : 'could not be planted';
    if (!caught) parts.push(paragraph(text(`Canary ${name} of ${oracle.name} ${what}: ${detail}`)));
  }
  const failed = oracle.cases.filter(({ verdict }) => verdict.kind === 'fail');
  for (const { id, verdict } of failed.slice(0, SHOWN_FAILURES)) {
    if (verdict.kind !== 'fail') continue;
    const times = verdict.confirmed === undefined ? '' : ` (${timesText(verdict.confirmed)})`;
    parts.push(heading(2, text(`✗ ${oracle.name} `), code(id)), paragraph(text(`${verdict.summary}${times}`)));
    const evidence = evidenceText(verdict);
    if (evidence !== '') parts.push(block(evidence.slice(0, LONGEST_CODE)));
  }
  if (failed.length > SHOWN_FAILURES)
    parts.push(paragraph(text(`${String(failed.length - SHOWN_FAILURES)} more failures are in report.json.`)));
  return parts;
}

function stageTable(report: RunReport): RootContent {
  const rows = report.stages.map((stage) => [
    code(stageName(stage)),
    text(stage.status),
    text(stage.seconds.toFixed(1)),
    stage.digest === undefined ? text('') : code(stage.digest.slice(0, 16)),
    stage.builderDigest === undefined ? text('') : code(stage.builderDigest.slice(0, 16)),
  ]);
  return table([['stage', 'status', 'seconds', 'executable', 'built by'].map(text), ...rows]);
}

/** Everything that was not checked, by reason. */
function reasons(report: RunReport): readonly RootContent[] {
  const byReason = new Map<string, number>();
  for (const { name, cases } of report.oracles) {
    for (const { verdict } of cases) {
      if (verdict.kind === 'pass' || verdict.kind === 'fail') continue;
      const line = `${name}, ${verdict.kind}: ${verdict.reason}`;
      byReason.set(line, (byReason.get(line) ?? 0) + 1);
    }
  }
  if (byReason.size === 0) return [];
  return [
    heading(2, text('Not passed and not failed')),
    list([...byReason].map(([line, count]) => `${line} (${String(count)})`)),
  ];
}

function footer(report: RunReport): RootContent {
  const { host } = report;
  const facts = [
    `${report.seconds.toFixed(1)} s`,
    `kit-harness ${report.harness}`,
    `${host.platform} ${host.arch}, node ${host.node}, ${String(host.cpus)} processors`,
    `sources ${report.sources.slice(0, 16)}`,
    report.ended,
    ...(report.resumed > 0 ? [`resumed ${String(report.resumed)} times`] : []),
  ];
  return paragraph(text(facts.join(' · ')));
}
