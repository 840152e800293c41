// The key of a stage: the digest of everything that goes into it. Two stages with one key are the same stage; anything
// that changes a byte of the inputs, a flag or the builder changes the key. In: a subject, its sources, a builder. Out: Inputs.
import type { Command } from '../model/command.ts';
import type { Configuration, Subject, Toolchain } from '../model/subject.ts';
import { changedPaths, digestValue, type TreeEntry } from '../store/digest.ts';

/** Raised when the layout of the store or of a stage's record changes. */
const STORE_VERSION = 2;

export interface Inputs {
  readonly version: number;
  readonly subject: string;
  readonly configuration: Configuration;
  readonly stage: number;
  readonly sanitize: boolean;
  /** The build commands with placeholders for the paths. */
  readonly commands: readonly Command[];
  /** Digests of the two lists of files; the lists themselves are kept in the store as manifests. */
  readonly sources: string;
  readonly host: string;
  /** Digest of the builder: of the tree of the stage before, or of the seed's files. */
  readonly builder: string;
}

export interface KeyRequest {
  readonly subject: Subject;
  readonly configuration: Configuration;
  readonly stage: number;
  readonly sanitize: boolean;
  readonly sources: string;
  readonly host: string;
  readonly builder: string;
  readonly seedTools: Toolchain;
}

/** Collects what goes into a stage. */
export function stageInputs(request: KeyRequest): Inputs {
  const { subject, configuration, stage, sanitize } = request;
  const commands = subject.build({
    ...configuration,
    stage,
    sanitize,
    jobs: 1,
    sources: '/{sources}',
    out: '/{out}',
    builder: stage === 1 ? request.seedTools : subject.toolchain('/{builder}'),
  });
  return {
    version: STORE_VERSION,
    subject: subject.name,
    configuration,
    stage,
    sanitize,
    commands,
    sources: request.sources,
    host: request.host,
    builder: request.builder,
  };
}

/** Hexadecimal digits of a key: keys are names of directories, and 128 bits tell them apart. */
const KEY_LENGTH = 32;

/**
 * The digest of the inputs. The names of chain, variant and seed are none: what they mean is in the commands and in the
 * builder, and a stage that two configurations would build alike is built once.
 */
export function stageKey(inputs: Inputs): string {
  const { configuration: _names, ...rest } = inputs;
  return digestValue(rest).slice(0, KEY_LENGTH);
}

/** The list of files behind a digest; empty when it is not in the store. */
export type Manifests = (digest: string) => readonly TreeEntry[];

/** Says in words what differs between the inputs of a stored stage and those wanted now. */
export function explainChange(before: Inputs, after: Inputs, manifests: Manifests): readonly string[] {
  const reasons: string[] = [];
  const files = (what: string, old: string, now: string): void => {
    if (old !== now) reasons.push(`${what} changed: ${some(changedPaths(manifests(old), manifests(now)))}`);
  };
  files('sources', before.sources, after.sources);
  files('files of the machine', before.host, after.host);
  if (digestValue(before.commands) !== digestValue(after.commands)) reasons.push('build commands changed');
  if (before.builder !== after.builder) {
    reasons.push(after.stage === 1 ? `${after.configuration.seed} changed` : `stage${String(after.stage - 1)} changed`);
  }
  if (before.sanitize !== after.sanitize)
    reasons.push(after.sanitize ? 'sanitizers turned on' : 'sanitizers turned off');
  if (before.version !== after.version) reasons.push('the store has a new layout');
  return reasons;
}

function some(paths: readonly string[]): string {
  const shown = paths.slice(0, 3).join(', ');
  return paths.length > 3 ? `${shown} and ${String(paths.length - 3)} more` : shown;
}
