// Ctrl-C and kin: the first one stops the work in an orderly way, the second one ends the process at once (the guardian
// cleans up then). In: work that takes an AbortSignal. Out: its result.

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Runs `work` with a signal that is aborted by Ctrl-C, a termination request or a lost terminal. */
export async function withInterrupt<Result>(work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
  const controller = new AbortController();
  const stop = (): void => {
    if (controller.signal.aborted) process.kill(process.pid, 'SIGKILL');
    controller.abort();
  };
  for (const name of SIGNALS) process.on(name, stop);
  try {
    return await work(controller.signal);
  } finally {
    for (const name of SIGNALS) process.off(name, stop);
  }
}
