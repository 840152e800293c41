// What a shrink may come to, with compilers that exist only here: what a program prints in a lane is a function of its text.
// In: lanes with and without bugs. Out: the program that is kept, and who was asked how often.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { NewFinding } from '../findings/model.ts';
import { sampleFinding, wrongLane } from '../findings/samples.ts';
import type { Compiler, LaneTools } from '../lane/compilers.ts';
import { limitsFor } from '../lane/run.ts';
import type { Command, Outcome } from '../model/command.ts';
import type { RandomProgram } from '../model/generator.ts';
import { costLine } from './cost.ts';
import type { Crew, FuzzLane } from './crew.ts';
import { shrinkFinding } from './finding.ts';

let scratch = '';
let asked: string[] = [];
let notes: string[] = [];
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'kit-harness-witness-'));
  [asked, notes] = [[], []];
});
afterEach(() => {
  rmSync(scratch, { recursive: true, force: true });
});

/** Programs of these words are compiled wrong: by the lane `wrong`, by all lanes, by everybody. */
const BUGS: Readonly<Record<string, (lane: string) => boolean>> = {
  shift: (lane) => lane === 'wrong',
  'a very long shift': (lane) => lane === 'wrong',
  goto: (lane) => lane !== 'reference',
  nonsense: () => true,
};

function tools(name: string): LaneTools {
  const compiler: Compiler = {
    name,
    digest: name,
    sanitized: false,
    instruments: false,
    compile: (unit, object) => ({ program: 'cc', args: [unit, object] }),
    link: (_objects, executable) => ({ program: 'ld', args: [name, executable] }),
  };
  const lane = { name, recipe: { kind: 'command', cc: [name] } as const };
  return { lane, first: compiler, others: compiler, digest: name };
}

function lane(name: string, seconds: number): FuzzLane {
  const costs = { batch: costLine({ seconds, bytes: 0 }, 2), single: costLine({ seconds, bytes: 0 }, 2), grows: false };
  return { tools: tools(name), costs };
}

let linked = '';
async function execute({ program, args, cwd = '' }: Command): Promise<Outcome> {
  let stdout = '';
  if (program === 'ld') linked = args[0] ?? '';
  else if (program !== 'cc') {
    const text = readFileSync(join(cwd, 'program.c'), 'utf8');
    asked.push(`${linked}: ${text}`);
    stdout = BUGS[text]?.(linked) === true ? 'wrong\n' : 'right\n';
  }
  const none = new Uint8Array();
  return { kind: 'exit', code: 0, leaked: false, stdout: Buffer.from(stdout), stderr: none, wallSeconds: 0 };
}

function program(text: string): RandomProgram {
  const answer = { kind: 'known', stdout: 'right\n', exitCode: 0 } as const;
  return { ...sampleFinding(7).program, path: '', units: [{ name: 'program.c', text }], answer };
}

function crew(lanes: readonly FuzzLane[], candidates: readonly string[]): Crew {
  return {
    generator: {
      name: 'sample',
      tools: [],
      worker: '',
      shrink: async (start, fails) => {
        for (const text of candidates) if (await fails(program(text))) return { ...program(text), path: '1' };
        return start;
      },
    },
    lanes,
    execute,
    scratch,
    meter: undefined,
    reference: () => ({ plain: [tools('reference')], sanitized: [] }),
    limits: limitsFor(1),
    shrinkSeconds: 10,
    aborted: () => false,
    note: (text) => notes.push(text),
  };
}

function finding(text: string, held: readonly string[]): NewFinding {
  return { ...sampleFinding(7), program: program(text), lanes: [wrongLane('wrong')], held };
}

const textOf = ({ program: { units } }: NewFinding): string => units[0]?.text ?? '';
const WRONG = lane('wrong', 0.001);

test('a candidate that is wrong in all lanes is not taken where one of them held', async () => {
  const lanes = [WRONG, lane('dear', 0.5), lane('cheap', 0.01)];
  const candidates = ['fine', 'nonsense', 'goto', 'shift'];
  const smaller = await shrinkFinding(finding('a very long shift', ['dear', 'cheap']), crew(lanes, candidates));
  expect(textOf(smaller)).toBe('shift');
  expect(smaller.held).toEqual(['dear', 'cheap']);
  // The cheapest of those that held, and only for what fails; the other lanes see the result alone.
  expect(asked.filter((one) => !one.startsWith('wrong'))).toEqual(['cheap: nonsense', 'cheap: goto', 'cheap: shift', 'dear: shift', 'cheap: shift']); // prettier-ignore
});

test('where no lane held, a reference compiler is the witness', async () => {
  const smaller = await shrinkFinding(finding('a very long shift', []), crew([WRONG], ['nonsense', 'goto', 'shift']));
  expect(textOf(smaller)).toBe('goto');
  expect(notes).toEqual([]);
});

test('a program that is wrong for everybody is shrunk as it is, and its generator is suspected', async () => {
  const smaller = await shrinkFinding(finding('nonsense', []), crew([WRONG], ['fine', 'shift']));
  expect(textOf(smaller)).toBe('shift');
  expect(notes).toEqual([expect.stringMatching(/^program 7: wrong-answer .* may be wrong itself$/)]);
});
