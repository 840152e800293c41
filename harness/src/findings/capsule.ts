// Capsules: a finding as a folder that can be sent to somebody and replayed there, without the database and without the
// generator. `capsule.json` says everything; the translation units and the expected output are files beside it.
// In: findings. Out: folders, and back.
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { messageOf, usageError } from '../model/errors.ts';
import type { RandomProgram } from '../model/generator.ts';
import { digestBytes } from '../store/digest.ts';
import { HARNESS_VERSION } from '../version.ts';
import type { StoredFinding } from './model.ts';

const CAPSULE_VERSION = 1;
const FILE = 'capsule.json';

// A file name comes from somebody else's folder: it must stay inside of it.
const unit = z.object({ file: z.string().regex(/^[A-Za-z0-9_][\w.-]*\.[ch]$/), sha256: z.string() });
const words = z.array(z.string());

const stage = z.object({
  kind: z.literal('stage'),
  configuration: z.object({ chain: z.string(), variant: z.string(), seed: z.string() }),
  stage: z.int().min(1),
  flags: words,
});
const command = z.object({ kind: z.literal('command'), cc: words.min(1) });
const compiler = z.discriminatedUnion('kind', [stage, command]);
const recipe = z.discriminatedUnion('kind', [
  stage,
  command,
  z.object({ kind: z.literal('mixed'), first: compiler, others: compiler }),
]);

const capsule = z.object({
  version: z.literal(CAPSULE_VERSION),
  harness: z.string(),
  id: z.string(),
  bucket: z.string(),
  kind: z.enum(['crash', 'wrong-answer', 'rejected', 'timeout', 'cost']),
  program: z.object({
    generator: z.string(),
    seed: z.int(),
    index: z.int(),
    path: z.string(),
    without: words.optional(),
    variant: z.string().optional(),
    features: words,
    units: z.array(unit).min(1),
    answer: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('known'), exitCode: z.int(), sha256: z.string() }),
      z.object({ kind: z.literal('agreed') }),
    ]),
  }),
  lanes: z
    .array(
      z.object({
        lane: z.string(),
        recipe,
        step: z.enum(['compile', 'link', 'run', 'output', 'cost', 'timeout']),
        said: z.string(),
        command: z.string(),
      }),
    )
    .min(1),
  held: words,
  compilerDigest: z.string(),
  divergingFunction: z.string().optional(),
  divergingFeatures: words.optional(),
  versions: z.record(z.string(), z.string()),
  firstSeen: z.string(),
});

type Capsule = z.infer<typeof capsule>;

const EXPECTED = 'expected.stdout';

/** The files of a capsule by their names. */
export function capsuleFiles(finding: StoredFinding): ReadonlyMap<string, string> {
  const { program, divergingFunction, divergingFeatures } = finding;
  const files = new Map(program.units.map(({ name, text }) => [name, text]));
  const { answer } = program;
  if (answer.kind === 'known') files.set(EXPECTED, answer.stdout);
  const value: Capsule = {
    version: CAPSULE_VERSION,
    harness: HARNESS_VERSION,
    id: finding.id,
    bucket: finding.bucket,
    kind: finding.kind,
    program: {
      generator: program.generator,
      seed: program.seed,
      index: program.index,
      path: program.path,
      ...(program.without === undefined ? {} : { without: [...program.without] }),
      ...(program.variant === undefined ? {} : { variant: program.variant }),
      features: [...program.features],
      units: program.units.map(({ name, text }) => ({ file: name, sha256: digestBytes(text) })),
      answer:
        answer.kind === 'known' ?
          { kind: 'known', exitCode: answer.exitCode, sha256: digestBytes(answer.stdout) }
        : { kind: 'agreed' },
    },
    lanes: structuredClone(finding.lanes) as Capsule['lanes'],
    held: [...(finding.held ?? [])],
    compilerDigest: finding.compilerDigest,
    ...(divergingFunction === undefined ? {} : { divergingFunction }),
    ...(divergingFeatures === undefined ? {} : { divergingFeatures: [...divergingFeatures] }),
    versions: { ...finding.versions },
    firstSeen: finding.firstSeen,
  };
  files.set(FILE, `${JSON.stringify(value, null, 2)}\n`);
  return files;
}

/** Writes a capsule into a directory, which is made. */
export function writeCapsule(directory: string, finding: StoredFinding): void {
  mkdirSync(directory, { recursive: true });
  for (const [name, text] of capsuleFiles(finding)) writeFileSync(join(directory, name), text);
}

/** Reads a capsule from its folder or its capsule.json. Throws a usage error when it is none, or not whole. */
export function readCapsule(path: string): StoredFinding {
  const file = existsSync(path) && statSync(path).isDirectory() ? join(path, FILE) : path;
  const value = parse(file);
  const folder = dirname(file);
  const read = (name: string, sha256: string): string => {
    let text: string;
    try {
      text = readFileSync(join(folder, name), 'utf8');
    } catch (error) {
      throw usageError(`the capsule is not whole: ${messageOf(error)}`);
    }
    if (digestBytes(text) === sha256) return text;
    throw usageError(`${join(folder, name)} is not the file that the capsule was made with`);
  };
  const { answer, units, without, variant, ...numbers } = value.program;
  const program: RandomProgram = {
    ...numbers,
    ...(without === undefined ? {} : { without }),
    ...(variant === undefined ? {} : { variant }),
    units: units.map((one) => ({ name: one.file, text: read(one.file, one.sha256) })),
    answer:
      answer.kind === 'known' ?
        { kind: 'known', exitCode: answer.exitCode, stdout: read(EXPECTED, answer.sha256) }
      : { kind: 'agreed' },
  };
  const { id, bucket, kind, lanes, held, compilerDigest, divergingFunction, divergingFeatures, versions, firstSeen } =
    value;
  const rest = {
    ...(divergingFunction === undefined ? {} : { divergingFunction }),
    ...(divergingFeatures === undefined ? {} : { divergingFeatures }),
  };
  return { id, bucket, kind, program, lanes, held, compilerDigest, ...rest, versions, firstSeen, lastSeen: firstSeen };
}

function parse(file: string): Capsule {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw usageError(`${file} is no capsule: ${messageOf(error)}`, 'a capsule is a folder with a capsule.json');
  }
  const result = capsule.safeParse(json);
  if (result.success) return result.data;
  throw usageError(`${file} is no capsule: ${z.prettifyError(result.error).split('\n').join(' ')}`);
}
