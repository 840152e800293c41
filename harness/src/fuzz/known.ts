// Before anything new: the findings that are open, asked again. In: the store and a crew. Out: which still show.
import type { FindingsStore, StoredFinding } from '../findings/model.ts';
import type { Crew } from './crew.ts';
import { judgeProgram } from './judge.ts';

export interface KnownAgain {
  readonly finding: StoredFinding;
  readonly holds: boolean;
}

/** Asks the lanes that got an open finding wrong; those that this campaign does not have are passed over. */
export async function askKnown(store: FindingsStore, crew: Crew): Promise<readonly KnownAgain[]> {
  const answers: KnownAgain[] = [];
  for await (const finding of store.known()) {
    // A reduced text has an answer of its own.
    const { answer, units } = finding.reduced ?? finding.program;
    const wanted = new Set(finding.lanes.map(({ lane }) => lane));
    const lanes = crew.lanes.filter(({ tools }) => wanted.has(tools.lane.name));
    // What a cost or a limit of time means depends on the machine and its load: the campaign itself measures those.
    const timed = finding.kind === 'cost' || finding.kind === 'timeout';
    if (answer.kind !== 'known' || lanes.length === 0 || timed || crew.aborted()) continue;
    let holds = false;
    let digest = '';
    for (const { tools } of lanes) {
      const result = await judgeProgram({ units }, answer, tools, crew);
      digest = tools.digest;
      holds ||= result.kind === 'failed' && result.finding === finding.kind;
    }
    await store.checked(finding.id, { holds, compilerDigest: digest });
    answers.push({ finding, holds });
  }
  return answers;
}
