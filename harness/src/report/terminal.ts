// The report for people: the answer first, 80 columns, colour only where the terminal wants it.
// In: RunReport. Out: text.
import { styleText } from 'node:util';
import type { CaseEvent, StageEvent } from '../journal/events.ts';
import type { Difference, Evidence, Verdict } from '../model/verdict.ts';
import { escapeText } from './escape.ts';
import { exitCodeOf, type OracleReport, type RunReport, stageName } from './summary.ts';

export interface TerminalOptions {
  readonly colour: boolean;
  /** How the report's files are named to the reader, for example `build/runs/7Q2K`. */
  readonly directory: string;
}

type Colour = 'red' | 'green' | 'yellow' | 'dim' | 'bold';
type Paint = (colour: Colour, text: string) => string;

const SHOWN_FAILURES = 10;
const OUTPUT_LINES = 6;
const LONGEST_LINE = 150;

/** Draws the report. */
export function terminalReport(report: RunReport, options: TerminalOptions): string {
  const paint: Paint = (colour, text) => (options.colour ? styleText(colour, text, { validateStream: false }) : text);
  const failed = report.stages.filter(({ status }) => status === 'failed');
  const lines = [
    ...failed.flatMap((stage) => failedStage(stage, paint)),
    ...report.oracles.flatMap((oracle) => oracleLines(oracle, paint)),
  ];
  for (const note of report.notes) lines.push(...wrap('note', note, paint));
  if (exitCodeOf(report) !== 0) lines.push(`  replay   npx kit-harness replay ${report.id}`);
  lines.push(`  report   ${options.directory}/report.md`, lastLine(report, paint));
  return `${lines.join('\n')}\n`;
}

function wrap(label: string, text: string, paint: Paint): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + word.length > 67) {
      lines.push(line);
      line = '';
    }
    line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].map((part, index) => `  ${paint('dim', (index === 0 ? label : '').padEnd(8))} ${part}`);
}

function failedStage(stage: StageEvent, paint: Paint): readonly string[] {
  if (stage.summary?.startsWith('stage') === true && stage.cause !== 'sanitizer') {
    return [`${paint('yellow', '–')} ${stageName(stage)}  ${stage.summary}`];
  }
  const log = (stage.log ?? '')
    .trim()
    .split('\n')
    .slice(-12)
    .map((line) => `    ${shorten(escapeText(line))}`);
  return [`${paint('red', '✗')} ${paint('bold', stageName(stage))}  ${escapeText(stage.summary ?? '')}`, ...log];
}

/** Build commands can be thousands of columns long; the whole line is in the report. */
function shorten(line: string): string {
  return line.length <= LONGEST_LINE ? line : `${line.slice(0, LONGEST_LINE)} …`;
}

function oracleLines(oracle: OracleReport, paint: Paint): readonly string[] {
  const canaries = `canaries ${String(oracle.canaries.filter(({ caught }) => caught).length)}/${String(oracle.canaries.length)}`;
  const head = `${mark(oracle.state, paint)} ${paint('bold', oracle.name)}  ${headline(oracle)}`;
  const lines = [`${head}  ${paint('dim', canaries)}`];
  for (const { name, caught, planted, detail } of oracle.canaries) {
    if (caught) continue;
    const what = planted ? 'was not caught, so nothing here counts' : 'could not be planted';
    lines.push(`  ${paint(planted ? 'red' : 'yellow', 'canary')}   ${name} ${what} (${escapeText(detail)})`);
  }
  const bad = oracle.cases.filter(({ verdict }) => verdict.kind === 'fail');
  for (const item of bad.slice(0, SHOWN_FAILURES)) lines.push(...failureLines(item, paint));
  if (bad.length > SHOWN_FAILURES)
    lines.push(`  … and ${String(bad.length - SHOWN_FAILURES)} more failures, all in the report`);
  lines.push(
    ...grouped(oracle.cases, 'inconclusive', paint),
    ...grouped(oracle.cases, 'known', paint),
    ...grouped(oracle.cases, 'skip', paint),
  );
  for (const { id, verdict } of oracle.cases) {
    if (oracle.cases.length <= 8 && verdict.kind === 'pass')
      lines.push(`  ${id.padEnd(20)} ${verdict.detail ?? `${String(verdict.comparisons)} compared`}`);
  }
  return lines;
}

function mark(state: OracleReport['state'], paint: Paint): string {
  if (state === 'held') return paint('green', '✓');
  return state === 'failed' ? paint('red', '✗') : paint('yellow', state === 'skipped' ? '–' : '?');
}

function headline({ counts, cases, comparisons, state }: OracleReport): string {
  if (state === 'nothing-checked') return 'nothing was checked';
  const parts = counts.fail > 0 ? [`${String(counts.fail)}/${String(cases.length)} failed`] : [];
  if (counts.pass > 0 || counts.fail === 0)
    parts.push(`${String(counts.pass)}/${String(cases.length)} hold, ${String(comparisons)} compared`);
  if (counts.skip > 0) parts.push(`${String(counts.skip)} skipped`);
  if (counts.known > 0) parts.push(`${String(counts.known)} known`);
  if (counts.inconclusive > 0) parts.push(`${String(counts.inconclusive)} inconclusive`);
  return parts.join(', ');
}

/** Cases of one kind that give the same reason are one line. */
function grouped(
  cases: readonly CaseEvent[],
  kind: 'inconclusive' | 'known' | 'skip',
  paint: Paint,
): readonly string[] {
  const reasons = new Map<string, string[]>();
  for (const { id, verdict } of cases) {
    if (verdict.kind === kind) reasons.set(verdict.reason, [...(reasons.get(verdict.reason) ?? []), id]);
  }
  const label = kind === 'inconclusive' ? 'unclear' : kind;
  return [...reasons].flatMap(([reason, ids]) => {
    const which = ids.length === 1 ? (ids[0] ?? '') : `${String(ids.length)} cases`;
    return wrap(label, `${which}: ${escapeText(reason)}`, paint);
  });
}

function failureLines({ id, verdict }: CaseEvent, paint: Paint): readonly string[] {
  if (verdict.kind !== 'fail') return [];
  const confirmed = verdict.confirmed;
  const times = confirmed === undefined ? '' : `  (${timesText(confirmed)})`;
  return [
    `  ${paint('red', id)}  ${escapeText(verdict.summary)}${times}`,
    ...verdict.evidence.flatMap((evidence) => evidenceLines(evidence)),
  ];
}

/** `twice of 2 runs` */
export function timesText({ seen, of }: { readonly seen: number; readonly of: number }): string {
  return `${
    seen === 1 ? 'once'
    : seen === 2 ? 'twice'
    : `${String(seen)} times`
  } of ${String(of)} runs`;
}

/** `regalloc.o .text+0x1c40  spill_slot()  src/regalloc.c:812` */
export function placeText(difference: Difference): string {
  const { file, section, sectionOffset, symbol, line, offset } = difference;
  const hex = (value: number): string => `0x${value.toString(16)}`;
  if (offset < 0) return `${file}  absent on one side`;
  const place = section === undefined ? `+${hex(offset)}` : `${section}+${hex(sectionOffset ?? 0)}`;
  return [`${file} ${place}`, symbol, line].filter((part) => part !== undefined).join('  ');
}

function evidenceLines(evidence: Evidence): readonly string[] {
  switch (evidence.kind) {
    case 'difference': {
      const { difference } = evidence;
      const lines = [`    ${placeText(difference)}`];
      const [left, right] = difference.bytes ?? ['', ''];
      if (left !== '' || right !== '')
        lines.push(`    ${difference.sides[0]} ${left}   ${difference.sides[1]} ${right}`);
      return lines;
    }
    case 'output':
      return [`    ${evidence.label}`, ...quoted('expected', evidence.expected), ...quoted('actual', evidence.actual)];
    case 'text':
      return quoted(evidence.label, evidence.text);
  }
}

function quoted(label: string, text: string): readonly string[] {
  const lines = text.split('\n');
  const shown = lines
    .slice(0, OUTPUT_LINES)
    .map((line, index) => `    ${(index === 0 ? label : '').padEnd(8)} ${escapeText(line).slice(0, 160)}`);
  return lines.length > OUTPUT_LINES ?
      [...shown, `             … ${String(lines.length - OUTPUT_LINES)} more lines`]
    : shown;
}

function lastLine(report: RunReport, paint: Paint): string {
  const count = (state: OracleReport['state']): number =>
    report.oracles.filter((oracle) => oracle.state === state).length;
  const held = count('held');
  const parts = [`${String(held)} of ${String(report.oracles.length)} claims held`];
  const built = report.stages.filter(({ status }) => status === 'built').length;
  const reused = report.stages.filter(({ status }) => status === 'reused').length;
  parts.push(
    `${String(built)} stages built, ${String(reused)} reused`,
    `${report.seconds.toFixed(1)} s`,
    `run ${report.id}`,
  );
  if (report.ended !== 'finished') parts.unshift(report.ended);
  const text = parts.join(' · ');
  return paint(exitCodeOf(report) === 0 && report.ended === 'finished' ? 'green' : 'red', text);
}

/** Whether a verdict is worth a line as soon as it is known. */
export function isNews(verdict: Verdict): boolean {
  return verdict.kind === 'fail' || verdict.kind === 'inconclusive';
}
