// Seeds of single programs: any program of a run can be made without those before it. In: a run's seed and an index.
// Out: a seed for fast-check.

/** A 32-bit seed; neighbours have nothing in common. */
export function programSeed(seed: number, index: number): number {
  let mixed = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) + Math.imul(index + 1, 0xc2b2ae35);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x45d9f3b);
  return mixed ^ (mixed >>> 15);
}
