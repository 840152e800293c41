// What campaigns came to, for job summaries: the buckets that are new first, each with its smallest program and the line
// that replays it, then what is still open, then the figures. In: campaigns and buckets. Out: Markdown under 1 MiB.
import type { RootContent } from 'mdast';
import { block, boundedMarkdown, code, heading, paragraph, table, text } from '../report/markdown_parts.ts';
import { HARNESS_VERSION } from '../version.ts';
import { addTallies } from './commit.ts';
import { type Bucket, type Campaign, type FindingsStore, NO_TALLY, type StoredFinding, type Tally } from './model.ts';
import { signatureText } from './signature.ts';
import { counted, pathText, programLine } from './text.ts';

/** A program is shown when a person can read it. */
const SHOWN_LINES = 60;
const LONGEST_SAID = 1000;

export interface CampaignsReport {
  readonly campaigns: readonly Campaign[];
  /** Open buckets, those first that one of the campaigns was the first to see. */
  readonly buckets: readonly {
    readonly bucket: Bucket;
    readonly finding: StoredFinding | undefined;
    readonly fresh: boolean;
  }[];
}

/** Gathers what the campaigns that began at or after a moment (ISO 8601) came to. */
export async function gatherReport(store: FindingsStore, since: string): Promise<CampaignsReport> {
  const campaigns = (await store.campaigns()).filter(({ started }) => started >= since);
  const fresh = new Set(campaigns.flatMap(({ newBuckets }) => newBuckets));
  const buckets: CampaignsReport['buckets'][number][] = [];
  for (const bucket of await store.buckets(['open'])) {
    const [id] = bucket.kept;
    const finding = id === undefined ? undefined : (await store.show(id)).finding;
    buckets.push({ bucket, finding, fresh: fresh.has(bucket.id) });
  }
  return { campaigns, buckets: buckets.sort((a, b) => Number(b.fresh) - Number(a.fresh)) };
}

/** Writes the report. */
export function campaignsMarkdown({ campaigns, buckets }: CampaignsReport): string {
  const fresh = buckets.filter((one) => one.fresh).length;
  const failing = buckets.some(({ bucket }) => bucket.signature.kind !== 'timeout');
  const sum = campaigns.map(({ tally }) => tally).reduce(addTallies, NO_TALLY);
  const parts: RootContent[] = [
    heading(
      1,
      text(
        `${failing || sum.valid === 0 || sum.faults > 0 ? '✗' : '✓'} ${String(sum.programs)} random programs, ${String(fresh)} new findings, ${String(buckets.length - fresh)} known and open${sum.faults === 0 ? '' : `, ${String(sum.faults)} that the generator failed to make`}`,
      ),
    ),
    campaignTable(campaigns),
    ...campaigns.flatMap(faultParts),
    ...buckets.flatMap(bucketParts),
    paragraph(text(`kit-harness ${HARNESS_VERSION}, node ${process.version}, ${process.platform} ${process.arch}`)),
    ...versionParts(campaigns),
  ];
  return boundedMarkdown(parts, 'The rest was left out: npx kit-harness findings list shows it.');
}

function campaignTable(campaigns: readonly Campaign[]): RootContent {
  const head = [
    'generator',
    'seed',
    'lanes',
    'programs',
    'valid',
    'inconclusive',
    'not made',
    'compared',
    'mean bytes',
    'new',
    'known',
    'state',
  ];
  const rows = campaigns.map(({ plan, tally, ended, newBuckets, knownBuckets }) =>
    [
      plan.generator,
      String(plan.seed),
      String(plan.lanes.length),
      String(tally.programs),
      String(tally.valid),
      String(tally.inconclusive),
      String(tally.faults),
      String(tally.comparisons),
      meanBytes(tally),
      String(newBuckets.length),
      String(knownBuckets.length),
      ended === undefined ? 'not finished' : 'finished',
    ].map(text),
  );
  return table([head.map(text), ...rows]);
}

function meanBytes({ bytes, programs, faults }: Tally): string {
  return programs === faults ? '' : String(Math.round(bytes / (programs - faults)));
}

/** Faults are the same each time: a few of them tell as much as all. */
const SHOWN_FAULTS = 5;

/** What the generator failed to make, which says nothing about a compiler. */
function faultParts({ plan, tally, faults }: Campaign): readonly RootContent[] {
  if (tally.faults === 0) return [];
  const title = `the generator ${plan.generator} is at fault: ${String(tally.faults)} of ${String(tally.programs)} programs of seed ${String(plan.seed)} could not be made`;
  const shown = faults
    .slice(0, SHOWN_FAULTS)
    .flatMap((fault) => [
      paragraph(text(`Program ${String(fault.index)}: ${fault.said}`)),
      paragraph(text('Look: '), code(programLine(plan, fault.index))),
    ]);
  return [heading(2, text(title)), ...shown];
}

function bucketParts({ bucket, finding, fresh }: CampaignsReport['buckets'][number]): readonly RootContent[] {
  const title = heading(2, text(`${fresh ? 'new' : 'known'}: ${signatureText(bucket.signature)} `), code(bucket.id));
  if (finding === undefined) return [title, paragraph(text('No program of it was kept.'))];
  const { units } = finding.reduced ?? finding.program;
  const lines = units.reduce((count, unit) => count + unit.text.trimEnd().split('\n').length, 0);
  const [said] = finding.lanes;
  const programs = `${counted(bucket.seen, 'program')} since ${bucket.firstSeen.slice(0, 10)}`;
  const lanes = finding.lanes.map(({ lane }) => lane).join(', ');
  const holds = finding.held === undefined || finding.held.length === 0 ? 'no other lane' : finding.held.join(', ');
  const made = `Program ${String(finding.program.index)} of seed ${String(finding.program.seed)}${pathText(finding.program)}.`;
  const gone = finding.checked?.holds === false ? '; it no longer shows' : '';
  return [
    title,
    paragraph(text(`${programs}${gone}. Fails: ${lanes}. Holds: ${holds}. ${made}`)),
    ...(said === undefined ? [] : [block(`${said.command}\n${said.said.slice(0, LONGEST_SAID)}`)]),
    ...(lines > SHOWN_LINES ?
      [paragraph(text(`The program has ${String(lines)} lines: it is in the capsule.`))]
    : units.map((unit) => block(unit.text, 'c'))),
    paragraph(text('Replay: '), code(`npx kit-harness findings replay ${finding.id}`)),
  ];
}

function versionParts(campaigns: readonly Campaign[]): readonly RootContent[] {
  const versions = new Map(campaigns.flatMap(({ plan }) => Object.entries(plan.versions)));
  if (versions.size === 0) return [];
  return [table([['tool', 'version'].map(text), ...[...versions].map((row) => row.map(text))])];
}
