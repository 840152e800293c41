// Who may use the machine: many at a time, or one alone, who waits until the others have come to a stop. What was too slow
// is tried again alone, so that the load of the campaign itself is no excuse. In: work. Out: its results.

export interface Gate {
  shared<Result>(work: () => Promise<Result>): Promise<Result>;
  alone<Result>(work: () => Promise<Result>): Promise<Result>;
}

/** Makes a gate. Who waits to be alone goes before those who come later. */
export function createGate(): Gate {
  let inside = 0;
  let occupied = false;
  let waitingAlone = 0;
  let wake: (() => void)[] = [];
  const changed = (): void => {
    const sleepers = wake;
    wake = [];
    for (const resume of sleepers) resume();
  };
  // Asking and taking happen without a pause between them, or two would come in by one door.
  const enter = async (free: () => boolean, take: () => void): Promise<void> => {
    while (!free()) {
      await new Promise<void>((resolve) => {
        wake.push(resolve);
      });
    }
    take();
  };
  return {
    shared: async (work) => {
      await enter(
        () => !occupied && waitingAlone === 0,
        () => inside++,
      );
      try {
        return await work();
      } finally {
        inside--;
        changed();
      }
    },
    alone: async (work) => {
      waitingAlone++;
      await enter(
        () => !occupied && inside === 0,
        () => {
          waitingAlone--;
          occupied = true;
        },
      );
      try {
        return await work();
      } finally {
        occupied = false;
        changed();
      }
    },
  };
}
