// What a campaign says at its end: the answer first, then what to do next. In: a result. Out: text, JSON, an exit code.
import type { Tally } from '../findings/model.ts';
import { signatureOf, signatureText } from '../findings/signature.ts';
import { EXIT, type ExitCode } from '../model/errors.ts';
import { counted, programLine } from '../findings/text.ts';
import { escapeText } from '../report/escape.ts';
import { type CampaignResult, type Ending, type Found, isFresh } from './campaign.ts';
import type { KnownAgain } from './known.ts';
import { duration } from './status.ts';

export interface CampaignSummary {
  readonly generator: string;
  readonly seed: number;
  readonly without: readonly string[];
  readonly variants: number;
  readonly lanes: readonly string[];
  readonly known: readonly KnownAgain[];
  readonly result: CampaignResult;
}

/** Timeouts are inconclusive: they have a bucket, and fail nothing. */
const fails = ({ finding }: Found): boolean => finding.kind !== 'timeout';

/** What a campaign came to. */
export function exitCodeOf({ known, result }: CampaignSummary): ExitCode {
  if (result.ending === 'interrupted') return EXIT.interrupted;
  if (result.found.some(fails) || known.some(({ holds }) => holds)) return EXIT.failed;
  // Nobody knows what the compilers would have made of the programs that are missing.
  if (result.ending === 'disk' || result.tally.faults > 0) return EXIT.environment;
  return result.tally.valid === 0 ? EXIT.nothing : EXIT.held;
}

const ENDINGS: Readonly<Record<Ending, string>> = {
  count: 'all programs are done',
  budget: 'the time is over',
  disk: 'the disk is nearly full (see --min-free): make room, and the same command goes on from here',
  interrupted: 'interrupted: the same command goes on from here',
};

interface BucketLine {
  readonly bucket: string;
  readonly id: string;
  readonly fresh: boolean;
  readonly count: number;
  readonly text: string;
  readonly lines: number;
}

function bucketLines(found: readonly Found[]): readonly BucketLine[] {
  const buckets = new Map<string, Found[]>();
  for (const one of found) {
    const { bucket } = one.committed;
    buckets.set(bucket, [...(buckets.get(bucket) ?? []), one]);
  }
  return [...buckets].flatMap(([bucket, members]) => {
    const shown = members.find(({ committed }) => isFresh(committed)) ?? members[0];
    if (shown === undefined) return [];
    const { finding, committed } = shown;
    const lines = finding.program.units.reduce((sum, { text }) => sum + text.split('\n').length - 1, 0);
    const fresh = members.some((one) => isFresh(one.committed));
    return [
      { bucket, id: committed.id, fresh, count: members.length, text: signatureText(signatureOf(finding)), lines },
    ];
  });
}

function sizeText({ bytes, programs, faults }: Tally): string {
  return programs === faults ? '' : `, ${(bytes / (programs - faults) / 1000).toFixed(1)} KB each`;
}

/** What to do about a generator that could not make all of its programs; nothing when it could. */
function faultText({ generator, seed, without, variants, result }: CampaignSummary): string {
  const { tally, faults } = result;
  const [first] = faults;
  if (tally.faults === 0) return '';
  const look = first === undefined ? '' : `\n    ${programLine({ generator, seed, without, variants }, first.index)}`;
  return `  the generator ${generator} is at fault: ${String(tally.faults)} of the programs could not be made and were left out${look}`;
}

/** The answer for people. */
export function summaryText(summary: CampaignSummary): string {
  const { generator, seed, lanes, known, result } = summary;
  const { tally, ending, seconds, programs } = result;
  const buckets = bucketLines(result.found);
  const fresh = buckets.filter((one) => one.fresh);
  const still = known.filter(({ holds }) => holds);
  const bad = fresh.length + still.length + (buckets.length - fresh.length);
  const every = tally.faults === 0 ? 'every program' : 'every program that could be made';
  const well = tally.valid === 0 ? 'nothing was compared' : `${every} did what it has to do in every lane`;
  const asked =
    known.length === 0 ? '' : `; of ${counted(known.length, 'open finding')} ${String(still.length)} still fail`;
  const head =
    bad === 0 ? well : `${counted(fresh.length, 'new bucket')}, ${String(buckets.length - fresh.length)} known${asked}`;
  return [
    head,
    `  ${generator}, seed ${String(seed)}: ${String(tally.programs)} programs${sizeText(tally)}, ${String(tally.valid)} valid, ${String(tally.inconclusive)} inconclusive, ${String(tally.comparisons)} comparisons in ${counted(lanes.length, 'lane')}`,
    `  ${String(programs)} of them in ${duration(seconds)}, ${(programs / seconds).toFixed(1)} a second; ${ENDINGS[ending]}`,
    ...[faultText(summary)].filter((line) => line !== ''),
    ...buckets.map(
      ({ bucket, id, fresh: isNew, count, text, lines }) =>
        `  ${isNew ? 'new' : 'known'} ${bucket} (${String(count)}): ${escapeText(text)}, ${String(lines)} lines\n    npx kit-harness findings replay ${id}`,
    ),
    ...still.map(({ finding }) => `  open ${finding.bucket}: npx kit-harness findings replay ${finding.id}`),
    '',
  ].join('\n');
}

/** The answer for programs. */
export function summaryJson({ generator, seed, lanes, known, result }: CampaignSummary): string {
  const { tally, ending, seconds, programs, found, faults } = result;
  const value = {
    version: 1,
    generator,
    seed,
    lanes,
    ending,
    seconds,
    programs,
    tally,
    faults,
    buckets: bucketLines(found),
    known: known.map(({ finding, holds }) => ({ id: finding.id, bucket: finding.bucket, holds })),
  };
  return `${JSON.stringify(value, null, 2)}\n`;
}
