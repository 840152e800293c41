// Comparing what two stages left: the executable and every other artifact, pair by pair, byte by byte.
// In: two stages' directories and the subject's list of artifacts. Out: how many pairs were compared, and which differ.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { OracleContext } from '../model/oracle.ts';
import type { Difference } from '../model/verdict.ts';

export interface TreeComparison {
  readonly compared: number;
  /** Paths that differ or are absent on one side, the executable last: objects tell more. */
  readonly different: readonly string[];
}

/** A side of a comparison. */
export interface TreeSide {
  readonly name: string;
  readonly directory: string;
}

/**
 * Compares the artifacts of two stages. `include` names what else than the executable is compared. Throws when a file
 * cannot be read: that is never equality.
 */
export async function compareTrees(
  context: OracleContext,
  sides: readonly [TreeSide, TreeSide],
  include: readonly string[],
): Promise<TreeComparison> {
  const { executable } = context.subject.artifacts;
  const [left, right] = sides;
  const [inLeft, inRight] = await Promise.all([
    context.glob(left.directory, include),
    context.glob(right.directory, include),
  ]);
  const others = [...new Set([...inLeft, ...inRight])].filter((path) => path !== executable).sort();
  const different: string[] = [];
  let compared = 0;
  for (const path of [...others, executable]) {
    const one = join(left.directory, path);
    const two = await context.tap.file(join(right.directory, path));
    compared++;
    // What is there and is no file is read all the same: the reading fails and says why.
    if (!existsSync(one) || !existsSync(two) || !context.tap.sameFile(one, two)) different.push(path);
  }
  return { compared, different };
}

/** The place of the first difference. */
export function locateFirst(
  context: OracleContext,
  sides: readonly [TreeSide, TreeSide],
  file: string,
): Promise<Difference> {
  const [left, right] = sides;
  return context.locate({
    file,
    sides: [left.name, right.name],
    left: join(left.directory, file),
    right: join(right.directory, file),
  });
}
