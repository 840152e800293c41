// What is shown while a run goes on, on stderr: one line that is rewritten on a terminal, plain lines in a pipe.
// In: the engine's progress. Out: text on stderr; the answer itself goes to stdout.
import type { RunEvent } from '../journal/events.ts';
import type { Progress } from '../run/engine.ts';
import { configurationName } from '../stage/model.ts';
import { escapeText } from './escape.ts';
import { stageName } from './summary.ts';
import { isNews } from './terminal.ts';

const FRAME_MILLISECONDS = 100;

/** A display and how to end it. */
export interface LiveDisplay {
  readonly progress: Progress;
  end(): void;
}

/** Shows progress on stderr. `terminal`: the line can be rewritten. `quiet`: nothing is shown. */
export function liveDisplay(terminal: boolean, quiet: boolean): LiveDisplay {
  if (quiet) return { progress: {}, end: () => undefined };
  const building = new Map<string, number>();
  let checking = '';
  let drawn = false;
  const columns = process.stderr.columns || 80;
  const erase = (): void => {
    if (drawn) process.stderr.write('\r\u001b[K');
    drawn = false;
  };
  const draw = (): void => {
    const now = performance.now();
    const stages = [...building].map(([name, since]) => `${name} ${((now - since) / 1000).toFixed(1)} s`);
    const text = [...stages, checking].filter((part) => part !== '').join(' · ');
    erase();
    if (text === '') return;
    process.stderr.write(escapeText(text).slice(0, columns - 1));
    drawn = true;
  };
  const timer = terminal ? setInterval(draw, FRAME_MILLISECONDS) : undefined;
  timer?.unref();
  const line = (text: string): void => {
    erase();
    process.stderr.write(`${escapeText(text)}\n`);
  };
  const onEvent = (event: RunEvent): void => {
    if (event.type === 'stage') {
      building.delete(stageName(event));
      if (event.status === 'built') line(`built ${stageName(event)} in ${event.seconds.toFixed(1)} s`);
      // What was stopped on request has not failed.
      if (event.status === 'failed' && event.cause !== 'cancelled')
        line(`failed ${stageName(event)}: ${event.summary ?? ''}`);
    } else if (event.type === 'case' && isNews(event.verdict)) {
      line(`${event.verdict.kind} ${event.oracle} ${event.id}`);
    }
  };
  return {
    progress: {
      onEvent,
      onStageStart: (configuration, stage) => {
        building.set(`${configurationName(configuration)}/stage${String(stage)}`, performance.now());
      },
      onCase: (oracle, done, id) => {
        checking = `${oracle} ${String(done)} ${id}`;
      },
      onRun: (run, resumedCases) => {
        if (resumedCases > 0) line(`resuming run ${run.id}: ${String(resumedCases)} cases are checked already`);
      },
    },
    end: () => {
      clearInterval(timer);
      erase();
    },
  };
}
