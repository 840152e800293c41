// The report for continuous integration: JUnit XML as GitHub's and GitLab's and Jenkins' readers accept it. Names are unique
// (GitLab drops duplicates), control characters are made visible (XML 1.0 forbids them even escaped), and texts are short
// (GitLab stops at 30 MB a file). In: RunReport. Out: XML text.
import junitModule, { type Builder } from 'junit-report-builder';
import type { Verdict } from '../model/verdict.ts';
import { escapeText } from './escape.ts';
import { type OracleReport, type RunReport, stageName } from './summary.ts';
import { placeText } from './terminal.ts';

// A CommonJS module whose types speak of an ES module: the builder is one level deeper for the type checker only.
const junit = junitModule as unknown as Builder;

const LONGEST_TEXT = 4000;

function clean(text: string): string {
  // The builder puts texts into CDATA sections, which their own end mark would cut short.
  const visible = escapeText(text).replaceAll(']]>', ']]\\u{3e}');
  return visible.length > LONGEST_TEXT ? `${visible.slice(0, LONGEST_TEXT)} …` : visible;
}

/** The evidence of a failure as plain text. */
export function evidenceText(verdict: Verdict & { kind: 'fail' }): string {
  return verdict.evidence
    .map((evidence) => {
      switch (evidence.kind) {
        case 'difference': {
          const [left, right] = evidence.difference.bytes ?? ['', ''];
          const [first, second] = evidence.difference.sides;
          return `${placeText(evidence.difference)}\n${first} ${left}   ${second} ${right}`;
        }
        case 'output':
          return `${evidence.label}\nexpected: ${evidence.expected}\nactual: ${evidence.actual}`;
        case 'text':
          return `${evidence.label}: ${evidence.text}`;
      }
    })
    .join('\n');
}

/** Writes the report. */
export function junitReport(report: RunReport): string {
  const builder = junit.newBuilder();
  const stages = builder.testSuite().name('stages').timestamp(report.startedAt);
  for (const stage of report.stages) {
    const test = stages.testCase().className('stages').name(stageName(stage)).time(stage.seconds);
    if (stage.status === 'failed')
      test.failure(clean(stage.summary ?? 'failed'), stage.cause).standardError(clean(stage.log ?? ''));
  }
  for (const oracle of report.oracles) writeOracle(builder, oracle, report.startedAt);
  return builder.build();
}

function writeOracle(builder: ReturnType<Builder['newBuilder']>, oracle: OracleReport, at: string): void {
  const suite = builder.testSuite().name(oracle.name).timestamp(at);
  for (const { name, caught, detail } of oracle.canaries) {
    const test = suite.testCase().className(`${oracle.name}.canary`).name(name);
    if (!caught) test.failure(clean(`the planted fault was not caught: ${detail}`), 'canary');
  }
  for (const { id, verdict, seconds } of oracle.cases) {
    const test = suite.testCase().className(oracle.name).name(clean(id)).time(seconds);
    switch (verdict.kind) {
      case 'pass':
        break;
      case 'fail':
        test.failure(clean(verdict.summary), 'fail').standardOutput(clean(evidenceText(verdict)));
        break;
      case 'inconclusive':
        test.error(clean(verdict.reason), 'inconclusive');
        break;
      case 'skip':
      case 'known':
        test.skipped();
        test.standardOutput(clean(verdict.reason));
    }
  }
  if (oracle.state === 'nothing-checked') {
    suite.testCase().className(oracle.name).name('(nothing was checked)').failure('nothing was checked', 'fail');
  }
}
