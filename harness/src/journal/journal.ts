// The journal file: one JSON event a line, only ever appended to. A line that a kill cut short is left behind and ignored.
// In: events. Out: the file; the events of a file.
import { appendFileSync, closeSync, existsSync, fsyncSync, openSync, readFileSync } from 'node:fs';
import type { RunEvent } from './events.ts';

export interface Journal {
  append(event: RunEvent): void;
  close(): void;
}

/** Opens a journal for appending. Each event is one write, so that a kill can only cut off the last line. */
export function openJournal(path: string): Journal {
  // A line that was cut short must not swallow the next event.
  const torn = existsSync(path) && !endsWithNewline(path);
  const file = openSync(path, 'a');
  if (torn) appendFileSync(file, '\n');
  return {
    append: (event) => {
      appendFileSync(file, `${JSON.stringify(event)}\n`);
    },
    close: () => {
      fsyncSync(file);
      closeSync(file);
    },
  };
}

function endsWithNewline(path: string): boolean {
  const text = readFileSync(path);
  return text.length === 0 || text[text.length - 1] === 0x0a;
}

/** Reads the events of a journal. Lines that are no event are left out. */
export function readJournal(path: string): readonly RunEvent[] {
  if (!existsSync(path)) return [];
  const events: RunEvent[] = [];
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    if (line === '') continue;
    try {
      const event = JSON.parse(line) as Partial<RunEvent> | null;
      if (typeof event?.type === 'string') events.push(event as RunEvent);
    } catch {
      // The line that was being written when the run was killed.
    }
  }
  return events;
}
