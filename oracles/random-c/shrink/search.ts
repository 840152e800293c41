// Structural shrinking by hierarchical delta debugging: one pass after the other proposes edits of the same kind, first all of
// them at once, then halves, quarters, single ones; what is accepted is kept for good. The search is a pure function of what
// was accepted, so that a path of numbers says it all. In: a program and a judge. Out: a smaller program.
import type { Program } from '../program/ast.ts';
import { repair } from '../evaluate/answer.ts';
import { applyEdits, carried, type Edit, prune, weigh } from './edit.ts';
import { PASSES } from './passes.ts';
import { setjmpsAreFine } from '../program/jumps.ts';
import { isWellFormed } from '../program/uses.ts';

/** Where a search stands: what to do when the last attempt was accepted. */
export interface SearchState {
  readonly program: Program;
  readonly pass: number;
  /** Nothing: the pass has not begun. */
  readonly edits: readonly Edit[] | undefined;
  readonly size: number;
  readonly at: number;
  /** Whether something was accepted since the first pass. */
  readonly progress: boolean;
}

export interface Attempt {
  readonly program: Program;
  /** Where the search goes on if the attempt is accepted. */
  readonly accepted: SearchState;
}

/** The beginning of a search. */
export function startSearch(program: Program): SearchState {
  return { program, pass: 0, edits: undefined, size: 0, at: 0, progress: false };
}

/** The attempts from a state on, each under the assumption that those before it were rejected. */
export function* search(state: SearchState): Generator<Attempt> {
  let { pass, edits, size, at, progress } = state;
  const { program } = state;
  const weight = weigh(program);
  for (;;) {
    if (edits === undefined) {
      edits = PASSES[pass]?.(program) ?? [];
      size = edits.length;
      at = 0;
    }
    while (size >= 1 && edits.length > 0) {
      for (; at < edits.length; at += size) {
        const made = attempt(program, weight, edits.slice(at, at + size));
        if (made === undefined) continue;
        const rest = [...edits.slice(0, at), ...edits.slice(at + size)];
        const left = carried(rest, made);
        // What stands before this place has been tried at this size.
        const before = carried(edits.slice(0, at), made).length;
        const next = { program: made.copy, pass, edits: left, size: Math.min(size, left.length), at: before };
        yield { program: made.copy, accepted: { ...next, progress: true } };
      }
      at = 0;
      size = size === 1 ? 0 : Math.ceil(size / 2);
    }
    edits = undefined;
    pass++;
    if (pass >= PASSES.length) {
      if (!progress) return;
      progress = false;
      pass = 0;
    }
  }
}

/** A program with some edits, repaired; nothing if it is none of the language or no smaller. */
function attempt(program: Program, weight: number, edits: readonly Edit[]): ReturnType<typeof applyEdits> {
  try {
    const made = applyEdits(program, edits);
    if (made === undefined || !isWellFormed(made.copy) || !setjmpsAreFine(made.copy)) return undefined;
    prune(made.copy);
    if (weigh(made.copy) >= weight) return undefined;
    repair(made.copy);
    // Repair adds safe forms: what it brings back is no progress.
    return weigh(made.copy) < weight ? made : undefined;
  } catch {
    // No program of the language, or one that runs for too long.
    return undefined;
  }
}
