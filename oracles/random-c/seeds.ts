// Seeds of single programs, and which of them are variants: any program of a run can be made without those before it.
// In: a run's seed and an index. Out: a seed for fast-check, the kind of a variant.
import { VARIANT_KINDS, type VariantKind } from './variants.ts';

/** A 32-bit seed; neighbours have nothing in common. */
export function programSeed(seed: number, index: number): number {
  let mixed = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) + Math.imul(index + 1, 0xc2b2ae35);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x45d9f3b);
  return mixed ^ (mixed >>> 15);
}

/** The variant that a program of a seed becomes when `share` of a hundred do; undefined when it stays as it is. */
export function variantKind(seed: number, index: number, share: number): VariantKind | undefined {
  const number = programSeed(~seed, index) >>> 0;
  return number % 100 < share ? VARIANT_KINDS[Math.floor(number / 100) % VARIANT_KINDS.length] : undefined;
}
