// Errors that end a command with an exit code of their own and a message that says what to do next.
// In: nothing. Out: the exit codes and the error that carries one.

/** What the exit codes mean. */
export const EXIT = {
  held: 0,
  failed: 1,
  usage: 2,
  build: 3,
  nothing: 4,
  environment: 5,
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Ends the command. `hint` is the next thing to do. */
export class CommandError extends Error {
  readonly exitCode: ExitCode;
  readonly hint: string | undefined;

  constructor(exitCode: ExitCode, message: string, hint?: string) {
    super(message);
    this.exitCode = exitCode;
    this.hint = hint;
  }
}

/** A wrong word on the command line or in the configuration. */
export function usageError(message: string, hint?: string): CommandError {
  return new CommandError(EXIT.usage, message, hint);
}

/** The message of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
