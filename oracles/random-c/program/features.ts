// The features of the generated language, and the subset of them that one program uses (swarm testing: a program without
// most features uses the others in ways that a program with all of them does not). In: random choices. Out: feature sets.
import type { Choices } from '../generate/choices.ts';

/** Each feature with the chance, in percent, that a program may use it. */
export const FEATURES = {
  'narrow-integers': 70,
  'long-integers': 70,
  'long-long': 40,
  int128: 25,
  'int128-static': 40,
  bool: 50,
  enum: 40,
  float: 30,
  double: 35,
  'long-double': 30,
  array: 70,
  'nested-array': 40,
  struct: 60,
  'struct-by-value': 60,
  'nested-struct': 50,
  'bit-field': 45,
  union: 35,
  pointer: 60,
  'pointer-arithmetic': 40,
  'pointer-walk': 35,
  'stored-pointer': 35,
  call: 85,
  'many-arguments': 30,
  'function-table': 30,
  'function-choice': 30,
  recursion: 40,
  varargs: 35,
  for: 80,
  while: 50,
  do: 50,
  'break-continue': 50,
  switch: 55,
  'case-range': 40,
  fallthrough: 50,
  goto: 40,
  'irreducible-loop': 30,
  'computed-goto': 30,
  conditional: 60,
  comma: 40,
  logical: 60,
  'compound-assignment': 70,
  'increment-decrement': 60,
  volatile: 30,
  const: 40,
  'static-local': 40,
  'thread-local': 25,
  designated: 50,
  'range-designator': 60,
  'compound-literal': 40,
  string: 30,
  'wide-string': 30,
  'string-initializer': 40,
  generic: 25,
  'statement-expression': 30,
  'overflow-builtin': 30,
  sizeof: 25,
  shift: 70,
  division: 60,
  'assignment-value': 40,
  'early-return': 40,
  'deep-expressions': 25,
  'long-functions': 25,
  'many-live-values': 25,
  'two-units': 25,
  vla: 40,
  'nested-vla': 70,
  'vla-parameter': 60,
  'vla-pointer': 80,
  'vla-sizeof': 70,
  alloca: 35,
  atomic: 25,
  'atomic-builtin': 25,
  setjmp: 25,
  'longjmp-from-callee': 70,
} as const;

export type Feature = keyof typeof FEATURES;

export const FEATURE_NAMES = Object.keys(FEATURES) as readonly Feature[];

/** One bug meets integers of several widths; which one a shrunk program is left with tells little. */
const WIDTHS: ReadonlySet<string> = new Set<Feature>(['narrow-integers', 'long-integers', 'long-long']);

/** The features by which a bug is known: without widths, where two or more others tell it. */
export function tellingFeatures(features: readonly Feature[]): readonly Feature[] {
  const others = features.filter((name) => !WIDTHS.has(name));
  return others.length < 2 ? features : others;
}

/** The features of one program; `without` names what never to use. */
export function swarm(choices: Choices, without: ReadonlySet<string>): ReadonlySet<Feature> {
  return new Set(FEATURE_NAMES.filter((name) => choices.chance(FEATURES[name]) && !without.has(name)));
}
