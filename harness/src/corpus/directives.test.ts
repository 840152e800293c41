// The heads of C cases, right and wrong. In: source texts. Out: directives, or the complaint about them.
import { expect, test } from 'vitest';
import { parseDirectives } from './directives.ts';

test('every directive is read', () => {
  const source = [
    '//! what: something (C11 6.5)',
    '// a comment between',
    '//! exit: 42',
    '//! stdout: one',
    '//! stdout:',
    '//! stdout:  two spaces',
    '//! flags: -DA=1 -O1',
    '//! link: -lm',
    '//! with: b.c',
    '//! with: c.c',
    '//! only: glibc',
    '//! unless: clang it is too old',
    '//! known: not there yet expires=2027-01-31',
    'int main(void) { return 42; }',
    '//! exit: 7',
  ].join('\n');
  expect(parseDirectives(source)).toEqual({
    kind: 'directives',
    directives: {
      part: false,
      what: 'something (C11 6.5)',
      exit: 42,
      stdout: 'one\n\n two spaces\n',
      flags: ['-DA=1', '-O1'],
      link: ['-lm'],
      with: ['b.c', 'c.c'],
      only: ['glibc'],
      unless: [{ tag: 'clang', reason: 'it is too old' }],
      known: { reason: 'not there yet', expires: '2027-01-31' },
    },
  });
});

test('a part needs nothing else', () => {
  expect(parseDirectives('//! part\nint x;')).toMatchObject({ kind: 'directives', directives: { part: true, exit: 0, stdout: '' } });
});

test.each([
  ['int main(void) {}', 'the directive what is missing'],
  ['//! what: x\n//! exit: 256', 'line 2: not an exit code'],
  ['//! what: x\n//! stdin: y', 'line 2: unknown directive stdin'],
  ['//! what: x\n//! unless: clang', 'unless needs a tag and a reason'],
  ['//! what: x\n//! known: never', 'expires=YYYY-MM-DD'],
  ['//! what: x\n//!exit 3', 'not a directive'],
])('%j is malformed', (source, problem) => {
  expect(parseDirectives(source)).toMatchObject({ kind: 'malformed', problem: expect.stringContaining(problem) as string });
});
