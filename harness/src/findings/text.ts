// Findings for people: a line for a bucket, a page for a finding, a verdict for a replay. In: findings. Out: text.
import { TOGETHER } from '../model/generator.ts';
import { escapeText } from '../report/escape.ts';
import type { Bucket, CampaignPlan, GeneratorFault, StoredFinding } from './model.ts';
import type { LaneReplay, Replay } from './replay.ts';
import { signatureText } from './signature.ts';

/** Of a campaign's plan, which programs its generator makes. */
type Making = Pick<CampaignPlan, 'generator' | 'seed' | 'without' | 'variants'>;

/** The command that shows what a generator makes of a number, or how it fails. */
export function programLine({ generator, seed, without, variants = 0 }: Making, index: number): string {
  return [
    `npx kit-harness programs --generator ${generator} --seed ${String(seed)} --from ${String(index)}`,
    ...(variants === 0 ? [] : [`--variants ${String(variants)}`]),
    ...without.map((feature) => `--without ${feature}`),
  ].join(' ');
}

/** One line about a program that could not be made. */
export function faultLine(making: Making, { index, said }: GeneratorFault): string {
  const what = `program ${String(index)} of seed ${String(making.seed)} cannot be made`;
  return `the generator ${making.generator} is at fault: ${what}: ${said.replace(/\s+/g, ' ').trim()}; look: ${programLine(making, index)}`;
}

/** A number of things, in words. */
export function counted(count: number, thing: string): string {
  return `${String(count)} ${thing}${count === 1 ? '' : 's'}`;
}

const indented = (text: string, by = '    '): string =>
  escapeText(text)
    .trimEnd()
    .split('\n')
    .map((line) => `${by}${line}\n`)
    .join('');

/** One line of the list. */
export function bucketLine(
  { id, signature, state, reason, seen, lastSeen }: Bucket,
  checked: StoredFinding['checked'],
): string {
  const programs = seen === 1 ? '1 program ' : counted(seen, 'program');
  const notes = [
    ...(state === 'open' ? [] : [`${state}: ${reason ?? ''}`]),
    ...(checked?.holds === false ? ['no longer shows'] : []),
  ];
  const note = notes.length === 0 ? '' : `  (${escapeText(notes.join('; '))})`;
  return `${id}  ${programs.padStart(12)}  ${lastSeen.slice(0, 10)}  ${escapeText(signatureText(signature))}${note}\n`;
}

/** How the program was made from the generated one; nothing when it is that one. */
export function pathText({ path, variant }: StoredFinding['program']): string {
  const changed = variant === undefined ? '' : `, variant ${variant}`;
  if (path === '') return changed;
  return `${changed}, ${path.startsWith(TOGETHER) ? escapeText(path) : `shrunk by ${escapeText(path)}`}`;
}

/** Everything that is known about a finding. */
export function findingText(finding: StoredFinding, bucket: Bucket, capsule: string): string {
  const { id, program, lanes, held = [], reduced, checked } = finding;
  const shown = reduced ?? program;
  const lines = [
    `${id}  ${escapeText(signatureText(bucket.signature))}`,
    `  bucket   ${bucket.id}, ${bucket.state}${bucket.reason === undefined ? '' : `: ${escapeText(bucket.reason)}`}, ${counted(bucket.seen, 'program')}, kept ${bucket.kept.join(' ')}`,
    `  program  ${program.generator}, seed ${String(program.seed)}, number ${String(program.index)}${pathText(program)}`,
    `  seen     first ${finding.firstSeen}, last ${finding.lastSeen}`,
    ...(checked === undefined ?
      []
    : [`  checked  ${checked.at}: ${checked.holds ? 'still fails' : 'no longer shows'}`]),
    ...(finding.promoted === undefined ? [] : [`  case     ${escapeText(finding.promoted.join(' '))}`]),
    ...(finding.divergingFunction === undefined ? [] : [`  function ${escapeText(finding.divergingFunction)}()`]),
  ];
  const said = lanes.map(
    ({ lane, step, said: text, command }) =>
      `  ✗ ${escapeText(lane)}  ${step}\n${indented(text)}    ${escapeText(command)}\n`,
  );
  const well = held.length === 0 ? '' : `  ✓ ${escapeText(held.join(', '))}\n`;
  const units = shown.units.map(
    ({ name, text }) => `  ${name}${reduced === undefined ? '' : ' (reduced)'}\n${indented(text)}`,
  );
  const answer =
    shown.answer.kind === 'known' ?
      `  answer   exit code ${String(shown.answer.exitCode)}\n${indented(shown.answer.stdout)}`
    : '';
  const next = `  replay   npx kit-harness findings replay ${id}\n  capsule  ${capsule}\n`;
  return `${lines.join('\n')}\n${said.join('')}${well}${units.join('')}${answer}${next}`;
}

function nowText({ before, now }: LaneReplay): string {
  const lane = escapeText(before.lane);
  switch (now.kind) {
    case 'held':
      return `  ✓ ${lane}  right, was ${before.step}\n`;
    case 'inconclusive':
      return `  – ${lane}  ${escapeText(now.reason)}\n`;
    case 'failed':
      return `  ✗ ${lane}  ${now.said.step}${now.said.step === before.step ? '' : `, was ${before.step}`}\n${indented(now.said.said)}`;
  }
}

/** What came of a replay. `word` is how the user named the finding. */
export function replayText({ finding, lanes, verdict }: Replay, word: string): string {
  const head = { fails: '✗ still fails', holds: '✓ no longer fails', open: '– cannot be told' }[verdict];
  const next =
    verdict === 'fails' ? `  reduce   npx kit-harness reduce ${word}\n`
    : verdict === 'holds' ? `  close    npx kit-harness findings close ${finding.id} --reason …\n`
    : '';
  return `${head}  ${finding.id}\n${lanes.map(nowText).join('')}${next}`;
}
