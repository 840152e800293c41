// Buckets: what is one bug and what is two. In: findings. Out: signatures and matches.
import { expect, test } from 'vitest';
import { sampleFinding, wrongLane } from './samples.ts';
import { crashSite, type Known, matchBucket, signatureOf, withoutParticulars } from './signature.ts';

const known = (id: string, features: readonly string[], closed = false): Known => ({
  id,
  closed,
  signature: signatureOf(sampleFinding(0, { features })),
});

const match = (features: readonly string[], buckets: readonly Known[]): ReturnType<typeof matchBucket> =>
  matchBucket(signatureOf(sampleFinding(1, { features })), buckets);

test.each([
  ["kit: src/c/types.c:120: merge_types: Assertion `left != 0' failed.", 'merge_types'],
  [
    '=1=ERROR: AddressSanitizer: heap-use-after-free\n    #0 0x55 in __asan_memcpy\n    #1 0x56 in spill_slot src/a.c:3\n',
    'spill_slot',
  ],
  ['a.c:3:5: runtime error: shift exponent 40 is too large', 'shift exponent # is too large'],
  [
    'a.c:9:1: internal compiler error: in extract_insn, at recog.cc:2791',
    'internal compiler error: in extract_insn, at recog.cc:#',
  ],
  ['killed by SIGSEGV', ''],
])('a crash names its site: %#', (said, site) => {
  expect(crashSite(said)).toBe(site);
});

test('particulars of a program are no part of a complaint', () => {
  expect(withoutParticulars("p17.c:12:3: error: 'x9' is 0x1f wide")).toBe('error: … is # wide');
  expect(withoutParticulars("tcc: undefined symbol '__builtin_clz'")).toBe("tcc: undefined symbol '__builtin_clz'");
  expect(withoutParticulars(`p1.c:3: error: ';' expected (got "S1")`)).toBe("error: ';' expected (got …)");
});

test('a crash with a site is one bug in every lane; without one the lanes and features count', () => {
  const crash = (cc: string, said: string, features: readonly string[]): unknown =>
    signatureOf(sampleFinding(0, { kind: 'crash', lanes: [{ ...wrongLane(cc, said), step: 'compile' }], features }));
  const said = 'a.c:1: f: Assertion `x';
  expect(crash('tcc', said, ['shift'])).toEqual(crash('tcc -g', said, ['goto']));
  expect(crash('tcc', 'killed by SIGSEGV', ['shift'])).not.toEqual(crash('tcc -g', 'killed by SIGSEGV', ['shift']));
  expect(crash('tcc', 'killed by SIGSEGV', ['shift'])).not.toEqual(crash('tcc', 'killed by SIGABRT', ['shift']));
});

test('the same features are the same bug, others are not', () => {
  expect(match(['shift'], [known('a', ['shift'])])).toEqual({ id: 'a' });
  expect(match(['goto'], [known('a', ['shift'])])).toBeUndefined();
  expect(match([], [known('a', ['shift'])])).toBeUndefined();
  expect(match(['shift'], [known('a', [])])).toBeUndefined();
});

test('more features fall into the closest bucket, fewer narrow it', () => {
  const buckets = [known('a', ['shift']), known('b', ['goto', 'shift'])];
  expect(match(['goto', 'shift', 'union'], buckets)).toEqual({ id: 'b' });
  expect(match(['goto'], buckets)).toEqual({ id: 'b', narrowed: ['goto'] });
});

test('a bug that some levels hide is the same bug when two features say so', () => {
  const inLanes = (names: readonly string[], features: readonly string[]): Known => ({
    id: names.join(),
    closed: false,
    signature: signatureOf(sampleFinding(0, { lanes: names.map((name) => wrongLane(name)), features })),
  });
  const everywhere = inLanes(['clang -O0', 'clang -O2'], ['int128', 'varargs']);
  const hidden = (features: readonly string[], lane = 'clang -O0'): unknown =>
    matchBucket(inLanes([lane], features).signature, [everywhere])?.id;
  expect(hidden(['int128', 'varargs'])).toBe(everywhere.id);
  expect(hidden(['division', 'int128', 'varargs'])).toBe(everywhere.id);
  expect(hidden(['int128'])).toBeUndefined();
  expect(hidden(['division', 'varargs'])).toBeUndefined();
  expect(hidden(['int128', 'varargs'], 'tcc')).toBeUndefined();
});

test('what was closed comes back only with the very same features', () => {
  const buckets = [known('a', ['shift'], true)];
  expect(match(['shift'], buckets)).toEqual({ id: 'a' });
  expect(match(['goto', 'shift'], buckets)).toBeUndefined();
});

test('a function whose name is made up is known by what it uses', () => {
  const finding = (
    divergingFunction: string,
    divergingFeatures: readonly string[],
    features: readonly string[],
  ): Known => ({
    id: divergingFunction,
    closed: false,
    signature: signatureOf(sampleFinding(0, { features, divergingFunction, divergingFeatures })),
  });
  const one = finding('fn1', ['shift'], ['goto', 'shift']);
  expect(matchBucket(finding('fn2', ['shift'], ['shift', 'union']).signature, [one])).toEqual({ id: 'fn1' });
  expect(matchBucket(finding('fn1', ['goto'], ['goto', 'shift']).signature, [one])).toBeUndefined();
});

test('another function that diverges is another bug', () => {
  const one = signatureOf(sampleFinding(0, { divergingFunction: 'f' }));
  expect(matchBucket(one, [known('a', ['shift'])])).toBeUndefined();
});
