// The reports: one made-up run with everything in it, drawn in every way. In: events. Out: text that others can read.
import { readFileSync } from 'node:fs';
import { XmlElement, type XmlNode, parseXml } from '@rgrove/parse-xml';
import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import type { CaseEvent, RunEvent, StageEvent } from '../journal/events.ts';
import { REQUIRED_CANARIES } from '../canary/canaries.ts';
import type { Verdict } from '../model/verdict.ts';
import { baselineFiles } from './baseline.ts';
import { escapeText } from './escape.ts';
import { jsonReport, reportJsonSchema } from './json.ts';
import { junitReport } from './junit.ts';
import { markdownReport } from './markdown.ts';
import { exitCodeOf, type RunReport, summarize } from './summary.ts';
import { terminalReport } from './terminal.ts';

const configuration = { chain: 'debug', variant: 'pie', seed: 'gcc' };
const start: RunEvent = {
  type: 'run-started',
  version: 1,
  id: '7Q2K',
  harness: '0.1.0',
  subject: 'kit',
  plan: 'p',
  sources: 'a'.repeat(64),
  request: {
    oracles: [],
    chains: ['debug'],
    variants: ['pie'],
    seed: 'gcc',
    filter: [],
    sanitizers: true,
    strict: false,
  },
  host: { platform: 'linux', arch: 'x64', node: 'v20.20.0', cpus: 2 },
  at: '2026-11-01T12:00:00.000Z',
};
const finish: RunEvent = { type: 'run-finished', exitCode: 0, seconds: 52, at: '2026-11-01T12:00:52.000Z' };
const canaries: readonly RunEvent[] = REQUIRED_CANARIES.map((name) => ({
  type: 'canary',
  oracle: 'fixed-point',
  name,
  planted: true,
  caught: true,
  detail: '',
}));

function stage(change: Partial<StageEvent> = {}): StageEvent {
  return {
    type: 'stage',
    configuration,
    stage: 2,
    status: 'built',
    seconds: 1,
    key: 'k',
    digest: 'd',
    builderDigest: 'b',
    ...change,
  };
}
function item(id: string, verdict: Verdict, index = 0): CaseEvent {
  return { type: 'case', oracle: 'fixed-point', index, id, verdict, seconds: 0.5 };
}
function reportOf(...events: RunEvent[]): RunReport {
  return summarize([
    start,
    { type: 'oracle', oracle: 'fixed-point', claim: 'stage2 is stage3' },
    ...canaries,
    ...events,
    finish,
  ]);
}

const PASS: Verdict = { kind: 'pass', comparisons: 214 };
const FAIL: Verdict = {
  kind: 'fail',
  summary: '1/214 files differ',
  confirmed: { seen: 2, of: 2 },
  evidence: [
    {
      kind: 'difference',
      difference: {
        file: 'regalloc.o',
        sides: ['stage2', 'stage3'],
        offset: 8000,
        section: '.text',
        sectionOffset: 0x1c40,
        symbol: 'spill_slot()',
        line: 'src/regalloc.c:812',
        bytes: ['48 8b 45 f8', '48 8b 45 f0'],
      },
    },
  ],
};

describe('exit codes', () => {
  const skip = (cause: 'missing-tool' | 'not-applicable'): Verdict => ({ kind: 'skip', cause, reason: 'why' });
  test.each<[string, number, RunEvent[]]>([
    ['all held', 0, [item('a', PASS)]],
    ['a claim failed', 1, [item('a', PASS), item('b', FAIL)]],
    [
      'a stage did not build',
      3,
      [stage({ status: 'failed', cause: 'command' }), item('a', { kind: 'inconclusive', reason: 'no stage' })],
    ],
    ['a failure outweighs a broken build', 1, [stage({ status: 'failed', cause: 'command' }), item('b', FAIL)]],
    ['a sanitizer report is a failure', 1, [stage({ status: 'failed', cause: 'sanitizer' })]],
    ['nothing was checked', 4, []],
    ['only skips', 4, [item('a', skip('not-applicable'))]],
    ['a timeout', 5, [item('a', PASS), item('b', { kind: 'inconclusive', reason: 'wall limit' })]],
    ['a known failure', 0, [item('a', PASS), item('b', { kind: 'known', reason: 'r', expires: '2027-01-01' })]],
    ['a missing tool beside something that held', 0, [item('a', PASS), item('b', skip('missing-tool'))]],
  ])('%s: %i', (_name, code, events) => {
    expect(exitCodeOf(reportOf(...events))).toBe(code);
  });

  test('a missing tool fails when nothing may be missing', () => {
    const strict: RunEvent = { ...start, request: { ...start.request, strict: true } };
    const report = summarize([strict, item('a', PASS), item('b', skip('missing-tool'))]);
    expect(exitCodeOf(report)).toBe(1);
  });

  test('an escaped canary takes the green away', () => {
    const escaped: RunEvent = {
      type: 'canary',
      oracle: 'fixed-point',
      name: 'comparator-dies',
      planted: true,
      caught: false,
      detail: 'a',
    };
    const report = reportOf(item('a', PASS), escaped);
    expect(exitCodeOf(report)).toBe(1);
    expect(terminalReport(report, { colour: false, directory: 'd' })).toContain(
      'was not caught, so nothing here counts',
    );
  });
});

test('the order of events does not change the report', () => {
  const cases = [item('a', PASS, 0), item('b', FAIL, 1), item('c', PASS, 2)];
  expect(reportOf(...[...cases].reverse())).toEqual(reportOf(...cases));
});

test('a failure is drawn as the place, the bytes, the replay and the report', () => {
  const text = terminalReport(reportOf(item('debug/pie/gcc', FAIL)), { colour: false, directory: 'build/runs/7Q2K' });
  expect(text).toBe(`✗ fixed-point  1/1 failed  canaries 5/5
  debug/pie/gcc  1/214 files differ  (twice of 2 runs)
    regalloc.o .text+0x1c40  spill_slot()  src/regalloc.c:812
    stage2 48 8b 45 f8   stage3 48 8b 45 f0
  replay   npx kit-harness replay 7Q2K
  report   build/runs/7Q2K/report.md
0 of 1 claims held · 0 stages built, 0 reused · 52.0 s · run 7Q2K
`);
});

test('forced stages, chains that are alike and sanitizers are said', () => {
  const release = { ...configuration, chain: 'release' };
  const report = reportOf(
    stage({ stage: 1, status: 'kept', sanitized: true, digest: 'd1' }),
    stage(),
    stage({ configuration: release }),
    { type: 'note', text: 'kept by force: stage1 is stale' },
  );
  expect(report.notes.join('\n')).toBe(
    [
      'kept by force: stage1 is stale',
      'debug and release give the same stage2 (pie): nothing tells the chains apart yet',
      'under ASan and UBSan: debug/pie/gcc/stage1',
      'not built but kept (--keep-stage): debug/pie/gcc/stage1',
    ].join('\n'),
  );
  for (const note of report.notes) expect(markdownReport(report)).toContain(note.split('/')[0]);
});

test('a stage1 and a stage2 that are one file are said', () => {
  const [note] = reportOf(stage({ stage: 1 }), stage()).notes;
  expect(note).toBe('debug/pie/gcc/stage1 and stage2 are one file: was stage2 really built by stage1?');
});

const nasty = fc.string({
  unit: fc.oneof(
    fc.constantFrom('\0', '\u001b', ']]>', '<', '&', '"', '|', '`', '\n', '\ud800', '\uffff', '\u202e'),
    fc.string(),
  ),
});

function elements(node: XmlNode): readonly XmlElement[] {
  const children = 'children' in node ? (node.children as readonly XmlNode[]) : [];
  return [...(node instanceof XmlElement ? [node] : []), ...children.flatMap(elements)];
}

property.prop([fc.array(nasty, { maxLength: 5 })])('JUnit is well-formed XML whatever a program prints', (texts) => {
  const cases = texts.map((text, index) =>
    item(
      `${String(index)} ${text}`,
      { kind: 'fail', summary: text, evidence: [{ kind: 'output', label: text, expected: text, actual: text }] },
      index,
    ),
  );
  const all = elements(
    parseXml(junitReport(reportOf(...cases, item('b', { kind: 'inconclusive', reason: texts.join() }, 99)))),
  );
  const tests = all.filter(({ name }) => name === 'testcase');
  expect(tests.length).toBe(cases.length + 1 + canaries.length);
  expect(all.filter(({ name }) => name === 'failure').length).toBe(cases.length);
  const names = tests.map(({ attributes }) => `${attributes.classname ?? ''} ${attributes.name ?? ''}`);
  expect(new Set(names).size).toBe(names.length);
});

property.prop([nasty])('no control character reaches a terminal', (text) => {
  // eslint-disable-next-line no-control-regex -- exactly these must not be there
  expect(escapeText(text)).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
});

test('Markdown stays under 1 MiB and says that it was cut', () => {
  const big: Verdict = {
    kind: 'fail',
    summary: 's',
    evidence: [{ kind: 'text', label: 'l', text: 'é|'.repeat(5000) }],
  };
  const markdown = markdownReport(
    reportOf(...Array.from({ length: 5000 }, (_unused, index) => item(`case ${String(index)}`, big, index))),
  );
  expect(Buffer.byteLength(markdown)).toBeLessThan(1024 * 1024);
  const reasons = Array.from({ length: 40_000 }, (_unused, index) =>
    item(String(index), { kind: 'inconclusive', reason: `reason ${String(index)} ${'x'.repeat(40)}` }, index),
  );
  const cut = markdownReport(reportOf(...reasons));
  expect(Buffer.byteLength(cut)).toBeLessThan(1024 * 1024);
  expect(cut).toContain('The rest was left out');
});

test('JSON fits the schema, and the published schema is the current one', () => {
  const value = JSON.parse(jsonReport(reportOf(stage(), item('a', FAIL)))) as { version: number; exitCode: number };
  expect(value).toMatchObject({ version: 1, exitCode: 1 });
  const published = readFileSync(new URL('../../schema/report-1.schema.json', import.meta.url), 'utf8');
  expect(JSON.parse(published)).toEqual(JSON.parse(reportJsonSchema()));
});

test('the baseline holds what was proven and no time; a failed run gives none', () => {
  const events = [start, stage(), item('debug/pie/gcc', PASS), ...canaries, finish];
  const [file] = baselineFiles(summarize(events), events);
  expect(file?.name).toBe('kit-debug-pie-gcc.json');
  expect(JSON.parse(file?.contents ?? '')).toMatchObject({
    digests: { stage2: 'd' },
    claims: [{ oracle: 'fixed-point', comparisons: 214 }],
  });
  expect(file?.contents).not.toMatch(/2026|seconds/);
  expect(() => baselineFiles(reportOf(item('a', FAIL)), [])).toThrow('did not hold');
});
