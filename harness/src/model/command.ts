// How a process is described before it runs, and what can come of it. Shared by subjects, which describe, and by the
// executor, which runs. In: nothing. Out: Command, Limits, Outcome, ToolNeed.

/** A process to run: an argument array, never a shell line. */
export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  /** Working directory; the scratch directory of the execution when absent. */
  readonly cwd?: string;
  /** Added to the fixed, small environment that every process gets. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A tool that is wanted besides the subject, and what brings it. */
export interface ToolNeed {
  readonly program: string;
  readonly debianPackage: string;
}

export interface Limits {
  /** CPU seconds of each process. */
  readonly cpuSeconds: number;
  /** Seconds for the whole process group. */
  readonly wallSeconds: number;
  /** Resident bytes of the whole process group. */
  readonly memoryBytes: number;
  /** Bytes of stdout, and of stderr, each. */
  readonly outputBytes: number;
  /** Size of the largest file that may be written. */
  readonly fileBytes: number;
}

export type LimitName = 'cpu' | 'wall' | 'memory' | 'output' | 'file';

interface Streams {
  readonly stdout: Uint8Array;
  readonly stderr: Uint8Array;
  readonly wallSeconds: number;
}

export type Outcome =
  | ({ readonly kind: 'exit'; readonly code: number; readonly leaked: boolean } & Streams)
  | ({ readonly kind: 'signal'; readonly signal: string } & Streams)
  | ({ readonly kind: 'limit'; readonly limit: LimitName } & Streams)
  | { readonly kind: 'not-started'; readonly reason: string }
  /** The program was built with sanitizers, and one of them complained. */
  | { readonly kind: 'sanitizer'; readonly report: string; readonly headline: string }
  | { readonly kind: 'cancelled' };

const MiB = 1024 * 1024;

/** For one make run that builds a stage. */
export const BUILD_LIMITS: Limits = {
  cpuSeconds: 900,
  wallSeconds: 1800,
  memoryBytes: 6144 * MiB,
  outputBytes: 32 * MiB,
  fileBytes: 2048 * MiB,
};

/** For one compilation, assembly or link of a small program. */
export const TOOL_LIMITS: Limits = {
  cpuSeconds: 60,
  wallSeconds: 120,
  memoryBytes: 3072 * MiB,
  outputBytes: 4 * MiB,
  fileBytes: 512 * MiB,
};

/** For one run of a small program. */
export const PROGRAM_LIMITS: Limits = {
  cpuSeconds: 10,
  wallSeconds: 30,
  memoryBytes: 1024 * MiB,
  outputBytes: 1 * MiB,
  fileBytes: 64 * MiB,
};

/** One line that says how a process ended, for people. */
export function describeOutcome(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'exit':
      return `exit code ${String(outcome.code)}`;
    case 'signal':
      return `killed by ${outcome.signal}`;
    case 'limit':
      return `stopped at the ${outcome.limit} limit`;
    case 'not-started':
      return `could not start: ${outcome.reason}`;
    case 'sanitizer':
      return `sanitizer report: ${outcome.headline}`;
    case 'cancelled':
      return 'cancelled';
  }
}

/** A command as a line that can be pasted into a shell. */
export function shellLine(command: Command): string {
  const quote = (word: string): string => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);
  const line = [command.program, ...command.args].map(quote).join(' ');
  return command.cwd === undefined ? line : `cd ${quote(command.cwd)} && ${line}`;
}
