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
  /** Findings that are being made smaller at this moment: meanwhile nothing else may move. */
  readonly shrinking: number;
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

/** One line. Where it has to fit into a terminal that is too narrow, what a person looks for comes first. */
export function standingText(standing: Standing, columns = Infinity): string {
  const { programs, valid, inconclusive, faults, newBuckets, knownBuckets, shrinking, rate, left } = standing;
  const head = [`${String(programs)} programs`, `${rate.toFixed(rate < 10 ? 1 : 0)}/s`];
  const judged = [`${String(valid)} valid`, `${String(inconclusive)} inconclusive`];
  const found = `${String(newBuckets)} new, ${String(knownBuckets)} known`;
  const now = [
    ...(faults === 0 ? [] : [`${String(faults)} not made`]),
    ...(shrinking === 0 ? [] : [`shrinking ${String(shrinking)}`]),
  ];
  const end = left === undefined ? [] : [`${duration(left)} left`];
  const whole = [...head, ...judged, ...now, `buckets: ${found}`, ...end].join(' · ');
  return whole.length <= columns ? whole : [...head, ...end, found, ...now, ...judged].join(' · ').slice(0, columns);
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
      if (!terminal) process.stderr.write(`${standingText(standing)}\n`);
      else {
        erase();
        process.stderr.write(standingText(standing, (process.stderr.columns || 80) - 1));
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
