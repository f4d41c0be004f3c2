import { describe, expect, it } from 'vitest';
import { matchesGlob } from '../../src/core/glob.ts';

describe('a glob', () => {
  it.each([
    ['', '', true],
    ['*', '', true],
    ['*', 'GET /orders/{}', true],
    ['GET /orders/*', 'GET /orders/{}/lines', true],
    ['GET /orders/*', 'GET /orders', false],
    ['*enum*', 'compat/request-enum-narrowed', true],
    ['request-*-narrowed', 'request-enum-narrowed', true],
    ['request-*-narrowed', 'request-enum-narrowed-x', false],
    ['a*b*c', 'abbbcabc', true],
    ['a*b*c', 'abbbcab', false],
    ['a.c', 'abc', false],
    ['a?c', 'abc', false],
    ['[ab]', 'a', false],
    ['**', 'anything', true],
  ])('%j and %j: %j', (glob, text, matches) => expect(matchesGlob(glob, text)).toBe(matches));

  it('is quick also where it almost matches in very many ways', () =>
    expect(matchesGlob(`${'*a'.repeat(50)}b`, 'a'.repeat(20_000))).toBe(false));
});
