// Findings for tests: plausible ones, made from a number. In: what should differ. Out: NewFinding, CampaignPlan.
import type { LaneSaid } from '../model/lane.ts';
import type { CampaignPlan, NewFinding } from './model.ts';

/** A lane of a compiler of the machine that got the output wrong. */
export function wrongLane(cc = 'tcc', said = 'printed 1, not 2'): LaneSaid {
  return { lane: cc, recipe: { kind: 'command', cc: cc.split(' ') }, step: 'output', said, command: `${cc} program.c` };
}

/** A wrong answer of the program with an index. */
export function sampleFinding(
  index: number,
  changes: Partial<NewFinding> & { features?: readonly string[] } = {},
): NewFinding {
  const { features = ['shift'], ...rest } = changes;
  const text = `#include <stdio.h>\nint main(void) { printf("%d\\n", ${String(index)}); }\n`;
  return {
    program: {
      generator: 'sample',
      seed: 1,
      index,
      path: '0:1',
      units: [{ name: 'program.c', text }],
      answer: { kind: 'known', stdout: `${String(index)}\n`, exitCode: 0 },
      features,
    },
    kind: 'wrong-answer',
    lanes: [wrongLane()],
    compilerDigest: 'digest',
    ...rest,
  };
}

/** A campaign of a thousand programs. */
export const SAMPLE_PLAN: CampaignPlan = {
  subject: 'kit',
  generator: 'sample',
  seed: 1,
  count: 1000,
  without: [],
  lanes: ['tcc'],
  compilerDigest: 'digest',
  versions: { tcc: 'tcc version 0.9.27' },
};
