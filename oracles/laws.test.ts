// Every oracle, the template too, obeys the laws: its plan is deterministic, its canaries are complete and caught, a missing
// tool skips with a reason, its replay replays. In: the oracles, a subject that works and can be broken. Out: tests.
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig, which } from 'kit-harness';
import {
  discoverOracles,
  makeProject,
  type Output,
  planningContext,
  planningLaws,
  type Project,
  staticLaws,
  wholeSelection,
} from 'kit-harness/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import kit from '../kit-harness.config.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const loaded = {
  config: defineConfig({ subject: kit.subject, oracles: ['oracles', 'harness/templates'] }),
  root,
  path: '',
};
const oracles = await discoverOracles(loaded);

interface Report {
  readonly id: string;
  readonly oracles: readonly {
    readonly name: string;
    readonly state: string;
    readonly canaries: readonly { readonly name: string; readonly caught: boolean }[];
    readonly cases: readonly {
      readonly id: string;
      readonly verdict: { readonly kind: string; readonly reason?: string };
    }[];
  }[];
}

function reportOf({ stdout }: Output): Report {
  return JSON.parse(stdout) as Report;
}

test('there are oracles', () => {
  expect(oracles.map(({ name }) => name)).toEqual([
    'c-corpus',
    'csmith',
    'diverse',
    'fixed-point',
    'object-repro',
    'random-c',
    'template-oracle',
  ]);
});

/** Whether the machine lacks a tool that an oracle wants; in continuous integration that is a failure. */
function lacksTools(oracle: (typeof oracles)[number]): boolean {
  const { tools } = oracle.needs(kit.subject, wholeSelection(kit.subject));
  return process.env.CI === undefined && tools.some(({ program }) => which(program) === undefined);
}

test.skip.each(oracles.filter(lacksTools))('$name wants tools that are not installed', () => undefined);

describe.each(oracles.filter((oracle) => !lacksTools(oracle)))('$name', (oracle) => {
  let project: Project;
  let good: Report;

  beforeAll(async () => {
    project = makeProject('drift');
    mkdirSync(join(project.directory, 'oracles'));
    const own =
      oracle.name === 'template-oracle' ? join(root, 'harness/templates/oracle') : join(root, 'oracles', oracle.name);
    cpSync(own, join(project.directory, 'oracles', oracle.name), { recursive: true });
    project.useOwnOracles();
    good = reportOf(await project.run('run', '--json'));
  });
  afterAll(() => {
    project.remove();
  });

  test('it is written down whole', () => {
    expect(staticLaws(oracle)).toEqual([]);
  });

  test('planning is deterministic', async () => {
    expect(await planningLaws(oracle, kit.subject, () => planningContext(kit.subject, root))).toEqual([]);
  });

  test('it holds on a subject that works, and every canary is caught', () => {
    const [report] = good.oracles;
    expect(report?.state).toBe('held');
    expect(report?.canaries.filter(({ caught }) => !caught)).toEqual([]);
    expect(report?.canaries.length).toBe(5);
  });

  test('the number of jobs does not change the order of its verdicts', async () => {
    const other = reportOf(await project.run('run', '--json', '--jobs', '1'));
    const verdicts = (report: Report): unknown => report.oracles[0]?.cases.map(({ id, verdict }) => [id, verdict]);
    expect(verdicts(other)).toEqual(verdicts(good));
  });

  test('a seed that is not installed is not skipped silently', async () => {
    if (oracle.name !== 'diverse') return;
    project.edit('kit-harness.config.ts', "cc: ['cc', '-DLEVEL=7']", "cc: ['no-such-compiler']");
    const open = await project.run('run', '--json');
    const strict = await project.run('run', '--json', '--strict');
    project.edit('kit-harness.config.ts', "cc: ['no-such-compiler']", "cc: ['cc', '-DLEVEL=7']");
    const [skipped] = reportOf(open).oracles[0]?.cases ?? [];
    expect(skipped?.verdict).toMatchObject({
      kind: 'skip',
      reason: expect.stringContaining('apt-get install') as string,
    });
    expect(strict.code).toBe(1);
  });

  test('an interrupted state directory does not matter', async () => {
    rmSync(join(project.directory, 'build'), { recursive: true });
    expect((await project.run('run')).code).toBe(0);
  });
});
