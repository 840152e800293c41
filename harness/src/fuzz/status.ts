// What a campaign shows while it goes on, on stderr: one line that is rewritten on a terminal, and in a pipe the same as
// plain text now and then. In: counts. Out: text.
import { escapeText } from '../report/escape.ts';

/** Where a campaign stands. */
export interface Standing {
  /** Of the whole campaign, earlier parts of it too. */
  readonly programs: number;
  readonly valid: number;
  readonly inconclusive: number;
  /** Programs that the generator failed to make. */
  readonly faults: number;
  readonly newBuckets: number;
  readonly knownBuckets: number;
  /** Programs a second, of this part. */
  readonly rate: number;
  /** Seconds; undefined when nobody can say yet. */
  readonly left: number | undefined;
}

export interface StatusLine {
  show(standing: Standing): void;
  /** Says something that stays. */
  line(text: string): void;
  end(): void;
}

const FRAME_MILLISECONDS = 250;
const PLAIN_MILLISECONDS = 60_000;

/** Seconds for people: 7h 12m, 3m 20s, 14s. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  if (hours > 0) return `${String(hours)}h ${String(minutes)}m`;
  return minutes > 0 ? `${String(minutes)}m ${String(whole % 60)}s` : `${String(whole)}s`;
}

/** One line. */
export function standingText({
  programs,
  valid,
  inconclusive,
  faults,
  newBuckets,
  knownBuckets,
  rate,
  left,
}: Standing): string {
  return [
    `${String(programs)} programs`,
    `${rate.toFixed(rate < 10 ? 1 : 0)}/s`,
    `${String(valid)} valid`,
    `${String(inconclusive)} inconclusive`,
    ...(faults === 0 ? [] : [`${String(faults)} not made`]),
    `buckets: ${String(newBuckets)} new, ${String(knownBuckets)} known`,
    ...(left === undefined ? [] : [`${duration(left)} left`]),
  ].join(' · ');
}

/** Shows a campaign on stderr. `terminal`: the line can be rewritten. */
export function statusLine(terminal: boolean, quiet: boolean): StatusLine {
  if (quiet) return { show: () => undefined, line: () => undefined, end: () => undefined };
  let shown = performance.now();
  let drawn = false;
  const erase = (): void => {
    if (drawn) process.stderr.write('\r\u001b[K');
    drawn = false;
  };
  return {
    show: (standing) => {
      const now = performance.now();
      if (now - shown < (terminal ? FRAME_MILLISECONDS : PLAIN_MILLISECONDS)) return;
      shown = now;
      const text = standingText(standing);
      if (!terminal) process.stderr.write(`${text}\n`);
      else {
        erase();
        process.stderr.write(text.slice(0, (process.stderr.columns || 80) - 1));
        drawn = true;
      }
    },
    line: (text) => {
      erase();
      process.stderr.write(`${escapeText(text)}\n`);
    },
    end: erase,
  };
}
