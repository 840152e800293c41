// What an oracle sees of the harness while it checks one case. In: the run's stages, executor and tap. Out: OracleContext.
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createTap, type PlantingTap } from '../canary/tap.ts';
import type { Executor } from '../exec/execute.ts';
import { type Canary, type OracleContext, type Selection, type Stage, StageUnavailable } from '../model/oracle.ts';
import type { Subject } from '../model/subject.ts';
import { executeBy } from '../stage/execute_by.ts';
import { configurationName, type StageOutcome, type Stages } from '../stage/model.ts';
import { findFiles } from '../store/files.ts';

export interface ContextParts {
  readonly subject: Subject;
  readonly root: string;
  readonly selection: Selection;
  readonly today: string;
  readonly scratch: string;
  readonly executor: Executor;
  readonly stages: Stages;
  /** The stages that are there or failed, by `configuration/stage`. */
  readonly ready: ReadonlyMap<string, StageOutcome>;
}

/** A context for one case, and what has to be called when the case is over. */
export interface CaseContext {
  readonly context: OracleContext;
  readonly tap: PlantingTap;
  readonly dispose: () => void;
}

/** Makes the context of one case, or of one canary. */
export function openContext(parts: ContextParts, canary?: Canary): CaseContext {
  const own = mkdtempSync(join(parts.scratch, 'case-'));
  const tap = createTap(own, canary);
  const asStage = (outcome: StageOutcome | undefined, name: string): Stage => {
    if (outcome?.kind === 'ready') return outcome.stage;
    throw new StageUnavailable(outcome === undefined ? `${name} was not asked for` : `${name} did not build`);
  };
  const context: OracleContext = {
    subject: parts.subject,
    root: parts.root,
    selection: parts.selection,
    today: parts.today,
    tap,
    stage: (configuration, stage) => {
      const name = `${configurationName(configuration)}/stage${String(stage)}`;
      return asStage(parts.ready.get(name), name);
    },
    rebuild: async (configuration, stage) => {
      const name = `${configurationName(configuration)}/stage${String(stage)}`;
      return asStage(await parts.stages.rebuild(configuration, stage), name);
    },
    scratch: () => Promise.resolve(mkdtempSync(join(own, 's-'))),
    execute: (command, limits, by) => executeBy(parts.executor, command, limits, by?.sanitized === true, own),
    glob: findFiles,
    locate: async (request) => {
      const { locate } = await import('../format/locate.ts');
      return locate(request, parts.stages.sourcesDirectory());
    },
  };
  return {
    context,
    tap,
    dispose: () => {
      rmSync(own, { recursive: true, force: true });
    },
  };
}
