// The room that work is done in: a scratch directory of this process, and an executor whose processes are stopped by Ctrl-C
// and gone when the room is closed. In: a configuration and a signal. Out: a Room.
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import type { LoadedConfig } from '../config/load.ts';
import { createExecutor, type Executor } from '../exec/execute.ts';
import { claimScratch, releaseScratch, type StateDirectory, stateDirectory } from '../store/state.ts';

export interface Room {
  readonly state: StateDirectory;
  readonly scratch: string;
  readonly executor: Executor;
  readonly close: () => Promise<void>;
}

/** Opens a room in the state directory of a configuration. */
export function openRoom(loaded: LoadedConfig, signal: AbortSignal): Room {
  const state = stateDirectory(resolve(loaded.root, loaded.config.state));
  mkdirSync(state.root, { recursive: true });
  const scratch = claimScratch(state);
  const executor = createExecutor(scratch);
  const cancel = (): void => {
    executor.cancel();
  };
  signal.addEventListener('abort', cancel);
  return {
    state,
    scratch,
    executor,
    close: async () => {
      signal.removeEventListener('abort', cancel);
      await executor.close();
      releaseScratch(scratch);
    },
  };
}
