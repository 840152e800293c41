import { describe, expect, it } from 'vitest';
import { nearest, unknownName } from './names.ts';

const oracles = ['c-corpus', 'csmith', 'diverse', 'fixed-point', 'object-repro', 'random-c'];

describe('nearest', () => {
  it.each([
    ['fixed-pont', 'fixed-point'],
    ['fixedpoint', 'fixed-point'],
    ['csmiht', 'csmith'],
    ['random', 'random-c'],
    ['nothing', undefined],
    ['x', undefined],
    ['', undefined],
  ])('of %s is %s', (word, meant) => {
    expect(nearest(word, oracles)).toBe(meant);
  });
});

describe('unknownName', () => {
  it('says what was meant and what there is', () => {
    const error = unknownName('oracle', 'divers', oracles);
    expect(error.message).toBe('there is no oracle divers');
    expect(error.hint).toBe(
      'did you mean diverse? there are: c-corpus, csmith, diverse, fixed-point, object-repro, random-c',
    );
    expect(unknownName('seed', 'gcc', []).hint).toBe('there is none');
  });
});
