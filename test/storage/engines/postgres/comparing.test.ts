import { describe, expect, it } from 'vitest';
import { comparedIn } from '../../../../src/storage/engines/postgres/comparing/comparisons.ts';
import { meeting } from '../../../../src/storage/engines/postgres/comparing/meeting.ts';
import type { Comparison } from '../../../../src/storage/dialect.ts';

const textOf = ({ of, name, path, measure, mayBeNull, op, values }: Comparison): string =>
  `${of === undefined ? '' : `${of}.`}${measure ? '#' : ''}${name}${path ? `->${path.join('->')}` : ''}${mayBeNull ? '?' : ''} ${op} ${values.join(',')}`.trim();

describe('what a statement compares', () => {
  it.each<[string, string, readonly string[], (readonly (string | null)[])?]>([
    ['and not what it sets', "UPDATE t SET a = 'x', b = 5 WHERE c = 'y' AND d IN (1, -2)", ['c = y', 'd = 1,-2']],
    ['from either side', "SELECT FROM t WHERE 5 < a AND 'x' = ANY (b) AND c = ANY ('{p,\"q r\"}')", ['a > 5', 'b element x', 'c = p,q r']],
    [
      'with casts, brackets and functions',
      "SELECT FROM t WHERE (a)::text = 'x'::text AND lower(b) LIKE 'y%' AND length(c) >= 3 AND coalesce(d, '') = ''",
      ['a = x', 'b like y%', '#c >= 3', 'd? ='],
    ],
    [
      'by cases',
      "UPDATE t SET a = CASE b WHEN 'x' THEN 'p' WHEN 'y' THEN CASE c WHEN 1 THEN 'q' END END, d = CASE WHEN e = 'z' THEN 1 END",
      ['b = x,y', 'c = 1', 'e = z'],
    ],
    [
      'with NULL, truth and times',
      "SELECT FROM t WHERE a IS NULL AND NOT b AND c IS NOT TRUE AND d BETWEEN date '2020-01-01' AND '2021-01-01'",
      ['a null', 'b = false', 'c <> true', 'd between 2020-01-01,2021-01-01'],
    ],
    ['in documents', "SELECT FROM t WHERE a->'b'->>'c' = 'x' AND d ? 'k' AND e @> '{\"f\":1}'", ['a->b->c = x', 'd ? k', 'e @> {"f":1}']],
    ['with its parameters', 'SELECT FROM t WHERE a = $2 AND b > $1', ['a = y', 'b > 3'], ['3', 'y']],
    [
      'in code, also behind code',
      "DO $$BEGIN IF x THEN UPDATE t SET a = 'p' WHERE b = 'q'; END IF; END$$; SELECT FROM t WHERE c = $a$z$a$",
      ['b = q', 'c = z'],
    ],
    ['and not in comments', 'SELECT FROM t -- WHERE a = 1\n WHERE b = /* c = 2 */ 3', ['b = 3']],
    ['and nothing with what is no constant', 'SELECT FROM t WHERE a = b AND c = now() AND d < e + 1', []],
  ])('%s', (_, sql, expected, values) => expect(comparedIn(sql, values).comparisons.map(textOf)).toEqual(expected));

  it('and many brackets end it', () =>
    expect(comparedIn(`a = ${'('.repeat(30_000)}5 AND b = 1`).comparisons.map(textOf)).toEqual(['b = 1']));

  it('what it calls its tables, how they are joined, and what it writes', () => {
    const { aliases, joins, written, verb } = comparedIn(
      "UPDATE a.orders o SET n = 'x' FROM people AS p, other WHERE p.id = o.owner AND p.k = 'y'",
    );
    expect([verb, [...aliases], joins, [...written]]).toEqual([
      'update',
      [
        ['o', 'orders'],
        ['p', 'people'],
        ['other', 'other'],
      ],
      [
        [
          { name: 'id', of: 'p' },
          { name: 'owner', of: 'o' },
        ],
      ],
      ['x'],
    ]);
  });

  it.each([
    '',
    '$$',
    "'",
    '"',
    '(((',
    'CASE a WHEN',
    'a IN (',
    'x = ANY (',
    'a BETWEEN 1 AND',
    '::',
    'a::',
    "E'\\",
    '$a$ $b$ $a$',
    'FROM',
    'FROM a,',
    'SET',
    'coalesce(a,',
  ])('ends with %s', (sql) => expect(comparedIn(sql).comparisons).toEqual([]));
});

describe('values that a comparison finds, and beside it', () => {
  const of = (op: string, values: readonly string[], more: Partial<Comparison> = {}): Comparison => ({
    name: 'c',
    op,
    values,
    number: false,
    ...more,
  });
  it.each<[string, Comparison, readonly (string | null)[], readonly string[], (readonly string[])?]>([
    ['integer', of('>', ['5']), ['6'], ['5', '4']],
    ['smallint', of('=', ['99999']), [], []],
    ['bigint', of('<=', ['9223372036854775807']), ['9223372036854775807'], ['9223372036854775806']],
    ['numeric(8,2)', of('=', ['2.5']), ['2.5'], ['3.5', '1.5']],
    ['text', of('=', ['old']), ['old'], ['oldx']],
    ['character varying(3)', of('=', ['old']), ['old'], ['olx']],
    ['text', of('like', ['a\\%_%']), ['a%ax'], ['xa%axx']],
    ['date', of('<', ['2020-01-01']), ['2019-12-31'], ['2020-01-01', '2020-01-02']],
    ['interval', of('=', ['30 days']), ['30 days'], ['30 days 1 second', '30 days -1 second']],
    ['jsonb', of('=', ['x'], { path: ['a', 'b'] }), ['{"a":{"b":"x"}}'], ['{"a":{"b":"xx"}}']],
    ['text[]', of('element', ['a"b']), ['{"a\\"b"}'], ['{}']],
    ['boolean', of('=', ['t']), ['true'], ['false']],
    ['public.state', of('=', ['new', 'gone']), ['new'], ['paid'], ['new', 'paid']],
    ['uuid', of('=', ['x']), [], []],
    ['text', of('null', []), [null], []],
    ['text', of('=', [''], { mayBeNull: true }), ['', null], ['x']],
  ])('%s %o', (type, comparison, meets, beside, labels) => expect(meeting(comparison, type, labels)).toEqual({ meets, beside }));
});
