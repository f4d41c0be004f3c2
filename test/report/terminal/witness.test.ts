import { describe, expect, it } from 'vitest';
import type { Finding } from '../../../src/model/finding.ts';
import { statementTexts } from '../../../src/report/terminal/witness.ts';

const of = (value: unknown): ReturnType<typeof statementTexts> => {
  const finding: Finding = {
    rule: 'storage/statement-refused',
    severity: 'error',
    cells: {},
    what: '',
    why: '',
    fix: '',
    at: {},
    witness: { kind: 'statement', value, confirmedBy: 'PostgreSQL 18.4' },
  };
  return statementTexts(finding);
};
const statement = 'SELECT 1';

describe('what the witness says of a statement', () => {
  it.each<[string, Record<string, unknown>, string]>([
    [
      'where it was refused, and with which words',
      { on: 'schema N', error: { code: '42P01', message: 'gone' } },
      'on schema N: gone [42P01]',
    ],
    ['the words alone', { error: { code: '22003', message: 'integer out of range' } }, 'integer out of range [22003]'],
    ['what became of the answer', { on: 'schema N', difference: '1 rows became 0' }, 'on schema N: 1 rows became 0'],
    ['what it was asked of, and no more', { on: 'schema N' }, 'on schema N'],
    ['rows that an old snapshot does not find', { rows: { was: 12, is: 0 } }, '12 rows became 0'],
    [
      'how long it waited for a lock',
      { ms: 209, usualMs: 4, behind: 1, wants: 'ROW EXCLUSIVE', object: 'table public.accounts' },
      'waited 209 ms for ROW EXCLUSIVE on table public.accounts behind statement 1 of the migration (without it 4 ms)',
    ],
    [
      'how long it waited for a row',
      { ms: 209, usualMs: 4, behind: 2, wants: 'a row', object: 'table public.accounts' },
      'waited 209 ms for a row of table public.accounts behind statement 2 of the migration (without it 4 ms)',
    ],
    ['all there is, where it is of no such kind', { holder: 'x' }, '{"statement":"SELECT 1","holder":"x"}'],
  ])('%s', (_, value, said) => expect(of({ statement, ...value })).toEqual({ asked: statement, said }));

  it('nothing where there is no statement', () => expect(of({ mode: 'ACCESS EXCLUSIVE' })).toBe(undefined));
});
