// The generator and its evaluator against gcc and the sanitizers; the shrinker; the oracle against a compiler that
// miscompiles one construct. In: gcc. Out: tests.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assert, check, property, sample } from 'fast-check';
import { makeProject, type Project } from 'kit-harness/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { programs, type Sample } from './arbitrary.ts';
import { choicesOf } from './choices.ts';
import { coverage } from './coverage.ts';
import { answer, repair } from './evaluate.ts';
import { printProgram } from './print.ts';
import { programSeed } from './seeds.ts';
import { followPath, shrinkSample } from './shrink_run.ts';
import { VARIANT_KINDS, variantOf } from './variants.ts';

function program(index: number): Sample {
  const [made] = sample(programs(), { seed: programSeed(1, index), numRuns: 1 });
  if (made === undefined) throw new Error('nothing was made');
  return made;
}

/** Warnings off, but for those that mean undefined behaviour: calls and assignments between different pointer types. */
const STRICT = ['-w', '-Werror=incompatible-pointer-types', '-Werror=int-conversion', '-Werror=implicit'];

interface Ended {
  readonly code: number | string;
  readonly stdout: string;
  readonly stderr: string;
}

function run(command: string, args: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(command, args, { timeout: 60_000 }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : (error.signal ?? error.code ?? -1), stdout, stderr });
    });
  });
}

describe('with gcc', () => {
  let scratch: string;
  beforeAll(() => {
    scratch = mkdtempSync(join(tmpdir(), 'random-c-test-'));
  });
  afterAll(() => {
    rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
  });

  const compileAndRun = async (name: string, text: string, flags: readonly string[]): Promise<Ended> => {
    const [source, executable] = [join(scratch, `${name}.c`), join(scratch, name)];
    writeFileSync(source, text);
    const compiled = await run('gcc', [...STRICT, ...flags, source, '-o', executable]);
    return compiled.code === 0 ? run(executable, []) : compiled;
  };

  test.each([
    ['-O0', []],
    ['-O2', []],
    ['-O0', ['-fsanitize=undefined,address', '-fno-sanitize-recover=undefined']],
  ] as const)('50 programs agree with the evaluator: %s %j', async (level, flags) => {
    const wrong: string[] = [];
    const one = async (index: number): Promise<void> => {
      const { text, answer: expected } = program(index);
      const ended = await compileAndRun(`p${String(index)}${level}`, text, [level, ...flags]);
      const right = ended.stdout === expected.stdout && ended.code === expected.exitCode && ended.stderr === '';
      if (!right) wrong.push(`${String(index)}: ${String(ended.code)} ${ended.stderr.slice(0, 200)}`);
    };
    const worker = async (first: number): Promise<void> => {
      for (let index = first; index < 50; index += 2) await one(index);
    };
    await Promise.all([worker(0), worker(1)]);
    expect(wrong).toEqual([]);
  });

  test('the trace of the evaluator is the trace of the program', async () => {
    let total = 0;
    for (const index of [2, 3, 4, 5]) {
      const { program: tree } = program(index);
      const lines = answer(tree, true).trace ?? [];
      const { stdout } = await compileAndRun('trace', printProgram(tree, { trace: true }), []);
      expect(stdout.split('\n').slice(0, -2)).toEqual(lines);
      total += lines.length;
    }
    expect(total).toBeGreaterThan(20);
  });

  test('what shrinking passes through is defined too, and ends at a few lines', async () => {
    const wrong: string[] = [];
    for (const [index, wanted] of [/ switch \(/, /\[.+\]\[/].entries()) {
      const start = Array.from({ length: 40 }, (_, at) => program(at + 40)).find(({ text }) => wanted.test(text));
      if (start === undefined) throw new Error('no such program');
      const seen: Sample[] = [];
      const fails = (one: Sample): Promise<boolean> => {
        const holds = wanted.test(one.text);
        if (holds) seen.push(one);
        return Promise.resolve(holds);
      };
      const { sample: last, path } = await shrinkSample(start, fails, { milliseconds: 10_000 });
      expect(last.text.split('\n').length).toBeLessThanOrEqual(12);
      expect(followPath(start, path).text).toBe(last.text);
      for (const [at, { text, answer: expected }] of seen.entries()) {
        if (at % Math.ceil(seen.length / 6) !== 0 && at !== seen.length - 1) continue;
        const flags = ['-fsanitize=undefined,address', '-fno-sanitize-recover=undefined'];
        const ended = await compileAndRun(`s${String(index)}-${String(at)}`, text, flags);
        if (ended.stdout !== expected.stdout || ended.stderr !== '') wrong.push(`${text}\n${ended.stderr}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});

test.each(VARIANT_KINDS)('a variant does what its program does: %s', (kind) => {
  let different = 0;
  for (let index = 0; index < 25; index++) {
    const { program: tree, text, answer: expected } = program(index);
    const variant = variantOf(tree, kind, choicesOf(index));
    const { stdout, exitCode } = repair(variant);
    expect([stdout, exitCode]).toEqual([expected.stdout, expected.exitCode]);
    if (printProgram(variant) !== text) different++;
  }
  expect(different).toBeGreaterThan(2);
});

describe('shrinking', () => {
  test('that is interrupted returns what fails, and never nothing', async () => {
    const start = program(7);
    const slowly = async ({ text }: Sample): Promise<boolean> => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      return text.includes('mix(');
    };
    const { sample: best } = await shrinkSample(start, slowly, { milliseconds: 400 });
    expect(best.text).toContain('mix(');
    expect(best.text.length).toBeLessThan(start.text.length);
  });

  test('does not believe a judge that changes its mind', async () => {
    const start = program(7);
    let asked = 0;
    const fickle = (): Promise<boolean> => Promise.resolve(asked++ < 2);
    const { sample: best, path } = await shrinkSample(start, fickle, { milliseconds: 1000 });
    expect([best.text, path]).toEqual([start.text, '']);
  });

  test('in fast-check takes the same way', () => {
    const holds = ({ text }: Sample): boolean => !/ while \(/.test(text);
    const details = check(property(programs(), holds), { seed: programSeed(2, 1), numRuns: 50 });
    expect(details.counterexample?.[0].text.split('\n').length).toBeLessThanOrEqual(15);
  });
});

test('a call through a table has the type of its functions, variadic ones too', () => {
  for (let index = 0; index < 100; index++) {
    const { text } = program(index);
    for (const [, table, parameters] of text.matchAll(/\(\*const (t\d+)\[\]\)\((.*?)\) = /g)) {
      const [member] = new RegExp(`${table ?? ''}\\[\\].* = \\{(\\w+)`).exec(text)?.slice(1) ?? [];
      const variadic = new RegExp(`\\b${member ?? ''}\\([^;]*\\.\\.\\.\\);`).test(text);
      expect(parameters?.endsWith('...')).toBe(variadic);
    }
  }
});

test('a seed is a program, for sample and for check', () => {
  const [again] = sample(programs(), { seed: programSeed(1, 3), numRuns: 1 });
  expect(again?.text).toBe(program(3).text);
  const texts: string[] = [];
  assert(
    property(programs(), ({ text }) => {
      texts.push(text);
    }),
    { seed: programSeed(1, 3), numRuns: 1 },
  );
  expect(texts).toEqual([program(3).text]);
});

test('every feature occurs', () => {
  const made = Array.from({ length: 250 }, (_, index) => program(index).program);
  const absent = [...coverage(made)].filter(([, count]) => count === 0);
  expect(absent).toEqual([]);
});

test('a feature that is left out does not occur', () => {
  const made = sample(programs(['overflow-builtin', 'computed-goto']), { seed: 5, numRuns: 60 });
  const counts = coverage(made.map((one) => one.program));
  expect([counts.get('overflow-builtin'), counts.get('computed-goto')]).toEqual([0, 0]);
});

describe('a compiler that miscompiles one construct', () => {
  // Turns <= into < everywhere but in the count of calls.
  const wrapper = `#!/bin/sh
for word; do case "$word" in *.c) source=$word ;; esac; done
if [ -n "$source" ]; then
  sed '/fuel/!s/ <= / < /g' "$source" > "$source.c"
  for word; do shift; [ "$word" = "$source" ] && word=$source.c; set -- "$@" "$word"; done
fi
exec gcc "$@"
`;
  let project: Project;
  beforeAll(() => {
    project = makeProject('drift');
  });
  afterAll(() => {
    project.remove();
  });

  test('two numbers for one seed are a wrong word', async () => {
    const { code, stderr } = await project.run('run', '--oracle', 'random-c', '--seed', '3', '--seed', '4');
    expect([code, stderr]).toEqual([2, expect.stringContaining('one number at most')]);
  });

  test('is caught, shrunk and replayed', async () => {
    const build = project.read('src/build.sh');
    project.write('src/build.sh', `${build}\ncat > "$out/cc" <<'END'\n${wrapper}END\nchmod +x "$out/cc"\n`);
    // The twentieth program compares in a way that matters.
    const cases = ['--seed', '3', '--count', '20', '--filter', 'seed3/000019'];
    const words = ['--oracle', 'random-c', '--chain', 'debug', ...cases, '--json'];
    const { stdout } = await project.run('run', ...words);
    const report = JSON.parse(stdout) as {
      request: { random: { seed: number; count: number } };
      oracles: {
        cases: { id: string; verdict: { kind: string; evidence?: { label: string; text: string }[] } }[];
      }[];
    };
    expect(report.request.random).toEqual({ seed: 3, count: 20 });
    const failed = report.oracles[0]?.cases.filter(({ verdict }) => verdict.kind === 'fail') ?? [];
    expect(failed.length).toBeGreaterThan(0);
    for (const { verdict } of failed) {
      const text = verdict.evidence?.find(({ label }) => label === 'program')?.text ?? '';
      expect(text).toContain('<=');
      expect(text.split('\n').length).toBeLessThanOrEqual(16);
    }
    const replayed = await project.run('replay');
    expect(replayed.code).toBe(1);
    for (const { id } of failed) expect(replayed.stdout).toContain(id);
  });
});
