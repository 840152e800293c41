// The tap: what stands between an oracle and its evidence. Usually it hands everything through; for a canary it plants one
// difference, once, and remembers whether it could. In: a canary or none. Out: a Tap.
import { sameFile } from '../compare/same.ts';
import type { Canary, Tap } from '../model/oracle.ts';

/** A tap that tells whether its canary got its chance. */
export interface PlantingTap extends Tap {
  planted(): boolean;
}

/** Makes a tap. `scratch` receives planted files. */
export function createTap(scratch: string, canary?: Canary): PlantingTap {
  let planted = false;
  const die = (): void => {
    if (canary?.comparatorDies !== true) return;
    planted = true;
    throw new Error('the comparator died (planted)');
  };
  return {
    planted: () => planted,
    file: async (path) => {
      if (canary?.file === undefined || planted) return path;
      const instead = await canary.file(path, scratch);
      planted = instead !== path;
      return instead;
    },
    observation: (observation) => {
      if (canary?.observation === undefined || planted) return observation;
      planted = true;
      return canary.observation(observation);
    },
    sameFile: (left, right) => {
      die();
      return sameFile(left, right);
    },
    sameBytes: (left, right) => {
      die();
      return Buffer.from(left).equals(right);
    },
  };
}
