// The report for programs: JSON with a version and a schema that is published beside it. In: RunReport. Out: JSON text.
import { z } from 'zod';
import { exitCodeOf, type RunReport } from './summary.ts';

/** Raised when a field changes its meaning or goes away; new fields do not raise it. */
export const REPORT_VERSION = 1;

const counts = z.object({ pass: z.int(), fail: z.int(), skip: z.int(), known: z.int(), inconclusive: z.int() });
const configuration = z.object({ chain: z.string(), variant: z.string(), seed: z.string() });
const difference = z.object({
  file: z.string(),
  sides: z.tuple([z.string(), z.string()]),
  offset: z.int().describe('offset of the first differing byte; -1 when one side is absent'),
  section: z.string().optional(),
  sectionOffset: z.int().optional(),
  symbol: z.string().optional(),
  line: z.string().optional(),
  bytes: z.tuple([z.string(), z.string()]).optional(),
});
const evidence = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('difference'), difference }),
  z.object({ kind: z.literal('output'), label: z.string(), expected: z.string(), actual: z.string() }),
  z.object({ kind: z.literal('text'), label: z.string(), text: z.string() }),
]);
const verdict = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('pass'), comparisons: z.int(), detail: z.string().optional() }),
  z.object({
    kind: z.literal('fail'),
    summary: z.string(),
    evidence: z.array(evidence),
    confirmed: z.object({ seen: z.int(), of: z.int() }).optional(),
  }),
  z.object({ kind: z.literal('skip'), cause: z.enum(['not-applicable', 'missing-tool']), reason: z.string() }),
  z.object({ kind: z.literal('known'), reason: z.string(), expires: z.string() }),
  z.object({ kind: z.literal('inconclusive'), reason: z.string() }),
]);

/** The shape of the JSON report. */
export const reportSchema = z.object({
  version: z.literal(REPORT_VERSION),
  id: z.string(),
  subject: z.string(),
  harness: z.string(),
  sources: z.string().describe("sha256 of the list of the subject's sources"),
  host: z.object({ platform: z.string(), arch: z.string(), node: z.string(), cpus: z.int() }),
  request: z.object({
    oracles: z.array(z.string()),
    chains: z.array(z.string()),
    variants: z.array(z.string()),
    seed: z.string(),
    filter: z.array(z.string()),
    random: z.object({ seed: z.number().optional(), count: z.number().optional() }).optional(),
    sanitizers: z.boolean(),
    strict: z.boolean(),
    keep: z.object({ stage: z.int(), force: z.boolean() }).optional(),
  }),
  startedAt: z.iso.datetime(),
  ended: z.enum(['finished', 'interrupted', 'killed']),
  resumed: z.int().describe('how often the run was taken up after a kill'),
  seconds: z.number(),
  exitCode: z.int(),
  counts,
  comparisons: z.int(),
  notes: z.array(z.string()),
  stages: z.array(
    z.object({
      configuration,
      stage: z.int(),
      status: z.enum(['built', 'reused', 'kept', 'failed']),
      seconds: z.number(),
      sanitized: z.boolean().optional(),
      key: z.string().optional().describe('sha256 of everything that went in'),
      digest: z.string().optional().describe('sha256 of the executable'),
      builderDigest: z.string().optional().describe('sha256 of the executable that built it, or of the seed'),
      cause: z.string().optional(),
      summary: z.string().optional(),
      log: z.string().optional(),
    }),
  ),
  oracles: z.array(
    z.object({
      name: z.string(),
      claim: z.string(),
      state: z.enum(['held', 'failed', 'inconclusive', 'nothing-checked', 'skipped']),
      counts,
      comparisons: z.int(),
      canaries: z.array(z.object({ name: z.string(), planted: z.boolean(), caught: z.boolean(), detail: z.string() })),
      cases: z.array(z.object({ id: z.string(), seconds: z.number(), verdict })),
    }),
  ),
});

/** Writes the report; throws when it does not fit its own schema. */
export function jsonReport(report: RunReport): string {
  const value = reportSchema.parse({ version: REPORT_VERSION, exitCode: exitCodeOf(report), ...report });
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** The schema for publication. */
export function reportJsonSchema(): string {
  return `${JSON.stringify(z.toJSONSchema(reportSchema), null, 2)}\n`;
}
