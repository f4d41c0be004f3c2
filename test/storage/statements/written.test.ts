import { describe, expect, it } from 'vitest';
import { splitScript } from '../../../src/storage/engines/postgres/script.ts';
import { queriesIn } from '../../../src/storage/statements/files.ts';
import type { Query } from '../../../src/storage/statements/query.ts';
import { scrubbed } from '../../../src/storage/statements/scrub.ts';
import { writtenStatements } from '../../../src/storage/statements/written.ts';

const query = (text: string, ...values: (string | null)[]): Query => ({ text, values, name: 'log', origin: 'captured', times: 1 });
const readBack = (text: string): [string, unknown][] =>
  queriesIn(text, 'f.sql', splitScript, []).map((one) => [one.text, one.values ?? []]);

describe('captured statements as a file', () => {
  const seen = [
    query('SELECT b FROM t WHERE a = $1', "it's\u2028; -- $$", null),
    query("SELECT ';' -- the end"),
    query('SELECT b FROM t WHERE a = $1', '2'),
    query("/*trace='1'*/ DELETE FROM t /* traceparent='0' */ "),
    query('SELECT 1;'.slice(0, -1)),
  ];

  it('are read as what they were, each text once with its lists of parameters, without what tools write around them', () => {
    const problems: never[] = [];
    const file = writtenStatements(seen, '');
    expect(queriesIn(file, 'f.sql', splitScript, problems).map(({ text, values }) => [text, values])).toEqual([
      ['DELETE FROM t', undefined],
      ["SELECT ';' -- the end", undefined],
      ['SELECT 1', undefined],
      ['SELECT b FROM t WHERE a = $1', ["it's\u2028; -- $$", null]],
      ['SELECT b FROM t WHERE a = $1', ['2']],
    ]);
    expect(problems).toEqual([]);
  });

  it('say of each whether a connection keeps it prepared', () => {
    const [kept, other] = [query('SELECT b FROM t WHERE a = $1', '1'), query('SELECT c FROM t')];
    const file = writtenStatements([kept, { ...kept, prepared: true }, other], '');
    expect(queriesIn(file, 'f.sql', splitScript, []).map(({ text, prepared }) => [text, prepared])).toEqual([
      ['SELECT b FROM t WHERE a = $1', true],
      ['SELECT b FROM t WHERE a = $1', true],
      ['SELECT c FROM t', undefined],
    ]);
  });

  it('stay as they are when they are seen again, in any order and with other parameters; what is new is added', () => {
    const file = `-- head\n${writtenStatements(seen, '')}`;
    expect(`-- head\n${writtenStatements([query('SELECT b FROM t WHERE a = $1', '99')], file)}`).toBe(file);
    expect(`-- head\n${writtenStatements(seen.toReversed(), file)}`).toBe(file);
    const more = writtenStatements([query('SELECT 0')], file);
    expect(readBack(more)).toEqual([...readBack(file).slice(0, 2), ['SELECT 0', []], ...readBack(file).slice(2)]);
  });

  it('keep five lists of one text, and none that is endless', () => {
    const many = Array.from({ length: 9 }, (_, index) => query('SELECT $1', `v${index}`));
    expect(readBack(writtenStatements([query('SELECT $1', 'x'.repeat(20_000)), ...many], '')).map(([, values]) => values)).toEqual(
      [0, 1, 2, 3, 4].map((index) => [`v${index}`]),
    );
  });
});

describe('what is other people’s is taken out', () => {
  it.each([
    ["SELECT * FROM t WHERE mail = 'a''b@c' AND n = $2 AND id = 42", 'SELECT * FROM t WHERE mail = $3 AND n = $2 AND id = $4'],
    ["SELECT E'it\\'s me', $$you$$, $q$ $$ $q$, N'x', b'01', U&'d'", 'SELECT $1, $2, $3, $4, $5, $6'],
    ['SELECT 1.5e3, .5, -7 FROM t2 -- joe\n/* jim */', 'SELECT $1, $2, -$3 FROM t2'],
    ["SELECT interval '1 day', date'2020-01-01', 'x'::varchar(20)", 'SELECT $1::interval, $2::date, $3::varchar(20)'],
    ['SELECT "Joe\'s" FROM a1 ORDER BY 1, 2 LIMIT 10 OFFSET 5', 'SELECT "Joe\'s" FROM a1 ORDER BY 1, 2 LIMIT 10 OFFSET 5'],
    ['SELECT CAST(a AS numeric(10, 2))', 'SELECT CAST(a AS numeric(10, 2))'],
  ])('%s', (text, expected) => expect(scrubbed(text)).toBe(expected));

  it('and no parameters are kept', () => {
    const file = writtenStatements([query("SELECT * FROM t WHERE a = $1 AND b = 'Joe'", 'Jim')], '', scrubbed);
    expect([file.includes('J'), readBack(file)]).toEqual([false, [['SELECT * FROM t WHERE a = $1 AND b = $2', []]]]);
  });
});
