import type { Row } from './row.ts';

const t = (column: string): string => `CREATE TABLE t (id bigint PRIMARY KEY, ${column})`;
const alter = (type: string, using = ''): string => `ALTER TABLE t ALTER a TYPE ${type}${using === '' ? '' : ` USING ${using}`}`;
const narrowed = 'column-type-narrowed column public.t.a RMB';
const changed = 'column-type-changed column public.t.a MB';

/** Types that hold less, or something else. */
export const widths: readonly Row[] = [
  {
    name: 'an integer becomes a smallint',
    before: t('a integer'),
    up: alter('smallint', '1'),
    as: narrowed,
    twins: [{ name: 'a smallint becomes an integer', before: t('a smallint'), up: alter('integer') }],
  },
  {
    name: 'a double becomes a real',
    before: t('a double precision'),
    up: alter('real', '1'),
    as: narrowed,
    twins: [{ name: 'a real becomes a double', before: t('a real'), up: alter('double precision') }],
  },
  {
    name: 'a real is read, and told with the digits of a double',
    before: t('a real'),
    seed: 'INSERT INTO t VALUES (800001, 0.1), (800002, 0.5)',
    up: alter('double precision'),
    statements: ['SELECT a FROM t WHERE id = 800001'],
    as: 'column-type-widened column public.t.a MB',
    twins: [
      { name: 'that are the same', up: alter('double precision'), statements: ['SELECT a = 0.5 AS is_half FROM t WHERE id = 800002'] },
    ],
  },
  {
    name: 'the numbers of an array are smaller',
    before: t('a bigint[]'),
    up: alter('integer[]', "'{1}'"),
    as: narrowed,
    twins: [{ name: 'are larger', before: t('a integer[]'), up: alter('bigint[]') }],
  },
  {
    name: 'parts of a second are cut off',
    before: t('a timestamptz'),
    up: alter('timestamptz(0)'),
    as: narrowed,
    twins: [{ name: 'are kept', before: t('a timestamptz(0)'), up: alter('timestamptz') }],
  },
  {
    name: 'a varchar is filled up with spaces',
    before: t('a varchar(5)'),
    up: alter('char(5)'),
    as: changed,
    twins: [{ name: 'a new column is', up: 'ALTER TABLE t ADD b char(5)' }],
  },
  {
    name: 'a text becomes a uuid',
    before: t('a text'),
    up: alter('uuid', 'md5(a)::uuid'),
    as: changed,
    twins: [{ name: 'a uuid comes beside it', up: 'ALTER TABLE t ADD b uuid; UPDATE t SET b = md5(a)::uuid' }],
  },
  {
    name: 'a text becomes a jsonb',
    before: t('a text'),
    up: alter('jsonb', 'to_jsonb(a)'),
    as: changed,
    twins: [{ name: 'a text that must be json is another column', up: 'ALTER TABLE t ADD b text CHECK (b IS JSON)' }],
  },
  {
    name: 'a boolean becomes a number',
    before: t('a boolean'),
    up: alter('integer', 'a::integer'),
    as: changed,
    twins: [{ name: 'a number of it is worked out beside it', up: 'ALTER TABLE t ADD b integer GENERATED ALWAYS AS (a::integer) STORED' }],
  },
  {
    name: 'seconds become milliseconds, and the type is wider',
    before: t('a integer NOT NULL'),
    seed: 'INSERT INTO t VALUES (5000, 60)',
    up: 'ALTER TABLE t ALTER a TYPE bigint USING a::bigint * 1000',
    as: 'column-type-widened column public.t.a MB',
    twins: [
      { name: 'the type is wider, and the unit is the same', up: 'ALTER TABLE t ALTER a TYPE bigint' },
      {
        name: 'the type is wider, and NULLs are filled',
        before: t('a integer'),
        up: 'ALTER TABLE t ALTER a TYPE bigint; UPDATE t SET a = 0 WHERE a IS NULL',
      },
    ],
  },
  {
    name: 'a number becomes a domain that takes fewer',
    before: `CREATE DOMAIN few AS integer CHECK (VALUE BETWEEN 0 AND 9); ${t('a integer')}`,
    up: alter('few', '1'),
    as: changed,
    twins: [{ name: 'a new column has the domain', up: 'ALTER TABLE t ADD b few' }],
  },
  {
    name: 'a domain takes no NULL any more',
    before: `CREATE DOMAIN few AS integer; ${t('a few')}`,
    up: 'UPDATE t SET a = 1 WHERE a IS NULL; ALTER DOMAIN few SET NOT NULL',
    as: 'domain-tightened domain public.few RMB',
    twins: [
      {
        name: 'a domain takes NULL again',
        before: `CREATE DOMAIN few AS integer NOT NULL; ${t('a few')}`,
        up: 'ALTER DOMAIN few DROP NOT NULL',
      },
    ],
  },
];
