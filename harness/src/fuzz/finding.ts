// From a program that failed to findings: one for each kind of failure, with the smallest program that still shows it.
// In: a judged item. Out: NewFinding.
import type { NewFinding } from '../findings/model.ts';
import { signatureOf } from '../findings/signature.ts';
import type { Failed } from '../lane/run.ts';
import { messageOf } from '../model/errors.ts';
import type { ProgramGenerator, RandomProgram } from '../model/generator.ts';
import type { FindingKind } from '../model/lane.ts';
import { digestValue } from '../store/digest.ts';
import { confirmAgreed } from './answers.ts';
import type { Crew, Item } from './crew.ts';
import { judgeProgram, printedBy } from './judge.ts';
import { holds, witnessOf } from './witness.ts';

/** Times that a limit grows when something is tried again with the machine to itself. */
const PATIENCE = 3;

/** Asks late lanes again, with more time and nothing else running. What stays late is a failure of its own kind. */
export async function askLateAgain(item: Item, crew: Crew): Promise<void> {
  const { tool, program } = crew.limits;
  const patient = <Limit extends typeof tool>(limits: Limit): Limit => ({
    ...limits,
    cpuSeconds: limits.cpuSeconds * PATIENCE,
    wallSeconds: limits.wallSeconds * PATIENCE,
  });
  const limits = { tool: patient(tool), program: patient(program) };
  for (const { tools } of item.late.splice(0)) {
    if (crew.aborted()) return;
    const result = await judgeProgram(item.program, item.answer, tools, crew, limits);
    if (result.kind === 'held') item.held.push(tools.lane.name);
    else if (result.kind === 'inconclusive') item.inconclusive.push(result.reason);
    else {
      item.failed.push(result);
      if (result.finding === 'timeout') item.inconclusive.push(result.said.said);
    }
  }
  await confirmAgreed(item, crew);
}

/** The findings of an item, as generated. */
export function findingsOf(item: Item, crew: Crew): readonly NewFinding[] {
  const kinds = [...new Set(item.failed.map(({ finding }) => finding))];
  return kinds.map((kind) => findingOf(item.program, kind, item, crew));
}

function findingOf(program: RandomProgram, kind: FindingKind, item: Item, crew: Crew): NewFinding {
  const lanes = item.failed.filter(({ finding }) => finding === kind).map(({ said }) => said);
  const failing = new Set(lanes.map(({ lane }) => lane));
  const digests = crew.lanes.filter(({ tools }) => failing.has(tools.lane.name)).map(({ tools }) => tools.digest);
  const [digest = '', ...others] = [...new Set(digests)];
  return {
    program: { ...program, answer: item.answer, features: featuresOf(program, crew) },
    kind,
    lanes,
    held: item.held,
    compilerDigest: others.length === 0 ? digest : digestValue([digest, ...others]),
  };
}

function featuresOf(program: RandomProgram, { generator, note }: Crew): readonly string[] {
  if (program.features.length > 0 || program.path !== '') return program.features;
  try {
    return generator.features?.(program) ?? [];
  } catch (error) {
    note(`the features of program ${String(program.index)} are not known, its generator fails: ${messageOf(error)}`);
    return [];
  }
}

/**
 * Makes the program of a finding as small as the generator can within the time. A smaller program has to fail in the same
 * lane, and a witness has to get it right. Returns the finding when that is in vain.
 */
export async function shrinkFinding(finding: NewFinding, crew: Crew): Promise<NewFinding> {
  const { shrink } = crew.generator;
  const lane = crew.lanes.find(({ tools }) => tools.lane.name === finding.lanes[0]?.lane);
  const shrinkable = finding.program.path === '' && finding.kind !== 'timeout' && finding.kind !== 'cost';
  if (shrink === undefined || lane === undefined || !shrinkable || crew.shrinkSeconds === 0) return finding;
  const { site } = signatureOf(finding);
  const witness = await witnessOf(finding, crew);
  const fails = async (candidate: RandomProgram): Promise<boolean> => {
    // Answering no would let the generator go through everything that it can think of before it stops.
    if (crew.aborted()) throw new Error('interrupted');
    if (candidate.answer.kind !== 'known') return false;
    const result = await judgeProgram(candidate, candidate.answer, lane.tools, crew);
    const same =
      result.kind === 'failed' && result.finding === finding.kind && sameSite(result, finding, candidate, site);
    // Most candidates fail nowhere: the witness is asked about the others only.
    return same && (witness === undefined || (await holds(candidate, witness, crew)));
  };
  const smallest = await shrunk(finding, shrink, fails, crew);
  return located(
    (smallest === undefined ? undefined : await judgedEverywhere(smallest, finding, crew)) ?? finding,
    crew,
  );
}

async function shrunk(
  finding: NewFinding,
  shrink: NonNullable<ProgramGenerator['shrink']>,
  fails: (candidate: RandomProgram) => Promise<boolean>,
  crew: Crew,
): Promise<RandomProgram | undefined> {
  try {
    return await shrink(finding.program, fails, { milliseconds: 1000 * crew.shrinkSeconds });
  } catch (error) {
    if (!crew.aborted())
      crew.note(
        `program ${String(finding.program.index)} could not be shrunk, its generator fails: ${messageOf(error)}`,
      );
    return undefined;
  }
}

/** The finding with the function that diverges first in the first lane that fails, where the generator finds that out. */
async function located(finding: NewFinding, crew: Crew): Promise<NewFinding> {
  const { diverge } = crew.generator;
  const lane = crew.lanes.find(({ tools }) => tools.lane.name === finding.lanes[0]?.lane);
  if (diverge === undefined || lane === undefined || finding.kind !== 'wrong-answer') return finding;
  try {
    const found = await diverge(finding.program, (units) => printedBy(units, lane.tools, crew));
    if (found === undefined) return finding;
    return { ...finding, divergingFunction: found.function, divergingFeatures: found.features };
  } catch (error) {
    crew.note(`program ${String(finding.program.index)} could not be traced, its generator fails: ${messageOf(error)}`);
    return finding;
  }
}

function sameSite(result: Failed, finding: NewFinding, program: RandomProgram, site: string): boolean {
  if (finding.kind === 'wrong-answer') return true;
  return signatureOf({ ...finding, program, lanes: [result.said] }).site === site;
}

/** The finding with a smaller program, when that still shows it in some lane. */
async function judgedEverywhere(
  program: RandomProgram,
  finding: NewFinding,
  crew: Crew,
): Promise<NewFinding | undefined> {
  if (program.answer.kind !== 'known') return undefined;
  const item: Item = { program, answer: program.answer, held: [], failed: [], late: [], inconclusive: [] };
  for (const { tools } of crew.lanes) {
    const result = await judgeProgram(program, program.answer, tools, crew);
    if (result.kind === 'held') item.held.push(tools.lane.name);
    else if (result.kind === 'failed') item.failed.push(result);
  }
  if (crew.aborted() || !item.failed.some(({ finding: kind }) => kind === finding.kind)) return undefined;
  return findingOf(program, finding.kind, item, crew);
}
