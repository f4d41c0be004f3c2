import { describe, expect, it } from 'vitest';
import { implies } from '../../../src/storage/judging/checks.ts';

describe('does each value that one check lets through pass the other?', () => {
  it.each([
    ['CHECK ((n > 0))', 'CHECK ((n > 0))', true],
    ['CHECK ((n > 1))', 'CHECK ((n > 0))', true],
    ['CHECK ((n > 0))', 'CHECK ((n >= 0))', true],
    ['CHECK ((n >= 0))', 'CHECK ((n > 0))', false],
    ['CHECK ((n > 0))', 'CHECK ((n > 1))', false],
    ['CHECK ((n < 9))', 'CHECK ((n > 0))', false],
    ['CHECK ((m > 1))', 'CHECK ((n > 0))', false],
    ["CHECK ((n > '-5'::integer))", "CHECK ((n > '-6'::integer))", true],
    ['CHECK (((n >= 0) AND (n <= 10)))', 'CHECK ((n >= 0))', true],
    ['CHECK ((n >= 0))', 'CHECK (((n >= 0) AND (n <= 10)))', false],
    ["CHECK ((c = 'a'::text))", "CHECK ((c = ANY (ARRAY['a'::text, 'b'::text])))", true],
    ["CHECK ((c = ANY (ARRAY['a'::text, 'b'::text])))", "CHECK ((c = 'a'::text))", false],
    [
      "CHECK (((c)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[])))",
      "CHECK ((c = ANY (ARRAY['b'::text, 'a'::text])))",
      true,
    ],
    ["CHECK ((c = 'a, b'::text))", "CHECK ((c = ANY (ARRAY['a'::text, 'b'::text])))", false],
    ['CHECK ((c IS NOT NULL))', 'CHECK (c IS NOT NULL)', true],
    ['CHECK (((n > 5) OR (c IS NULL)))', 'CHECK (((n > 1) OR (c IS NULL)))', false],
    ['CHECK (((n > 5) OR (c IS NULL)))', 'CHECK ((n > 1))', false],
    ['CHECK ((char_length(c) <= 5))', 'CHECK ((char_length(c) <= 9))', true],
    ['CHECK ((NOT (n > 1)))', 'CHECK ((NOT (n > 0)))', false],
    ['CHECK ((NOT (n > 1)))', 'CHECK ((NOT (n > 1)))', true],
    ['CHECK ((((a - b) * 2) > 0))', 'CHECK (((a - (b * 2)) > 0))', false],
    ['CHECK ((((a > 0) OR (b > 0)) AND (c > 1)))', 'CHECK ((c > 0))', true],
    ['CHECK ((((a > 0) OR (b > 0)) AND (c > 1)))', 'CHECK ((a > 0))', false],
    ['CHECK (((c > 1) OR ((a > 0) AND (b > 0))))', 'CHECK ((b > 0))', false],
    ['CHECK ((CASE WHEN a THEN (n > 1) ELSE (n > 2) END))', 'CHECK ((n > 2))', false],
    ["CHECK ((lower((c)::text) = 'a'::text))", "CHECK ((lower(c) = 'a'::text))", true],
    ["CHECK ((c = ANY (ARRAY[('a'::text || 'b'::text)])))", "CHECK ((c = ANY (ARRAY['a'::text, 'b'::text])))", false],
    ["CHECK ((c = 'AND'::text))", "CHECK ((c = ANY (ARRAY['AND'::text, 'OR'::text])))", true],
    ['CHECK ((a < b))', 'CHECK ((a <= b))', false],
    ["CHECK ((c ~ '^a'::text))", "CHECK ((c ~ '^a'::text))", true],
  ])('%s, then %s: %s', (one, other, is) => expect(implies(one, other)).toBe(is));
});
