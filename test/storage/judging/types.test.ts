import { describe, expect, it } from 'vitest';
import { compareTypes } from '../../../src/storage/judging/types.ts';

describe('the values of one type beside those of another', () => {
  it.each([
    ['integer', 'integer', 'same'],
    ['character varying', 'text', 'same'],
    ['numeric(5,0)', 'numeric(5,0)', 'same'],
    ['timestamp(6) without time zone', 'timestamp without time zone', 'same'],
    ['smallint', 'integer', 'wider'],
    ['integer', 'numeric', 'wider'],
    ['integer', 'numeric(10,0)', 'same'],
    ['character varying(20)', 'character varying(21)', 'wider'],
    ['character varying(20)[]', 'text[]', 'wider'],
    ['numeric(10,2)', 'numeric(12,2)', 'wider'],
    ['numeric(10,2)', 'numeric(11,3)', 'wider'],
    ['time(0) with time zone', 'time with time zone', 'wider'],
    ['bit varying(3)', 'bit varying', 'wider'],
    ['real', 'double precision', 'wider'],
    ['numeric(10,2)', 'numeric(10,4)', 'narrower'],
    ['numeric(10,2)', 'bigint', 'narrower'],
    ['bigint', 'integer', 'narrower'],
    ['text', 'character varying(9)', 'narrower'],
    ['timestamp with time zone', 'timestamp(0) with time zone', 'narrower'],
    ['character(5)', 'character varying(5)', 'other'],
    ['integer', 'text', 'other'],
    ['integer', 'integer[]', 'other'],
    ['timestamp without time zone', 'timestamp with time zone', 'other'],
    ['json', 'jsonb', 'other'],
    ['public.state', 'text', 'other'],
    ['public."odd (1) name"', 'public.other', 'other'],
  ])('%s, then %s: %s', (was, is, relation) => expect(compareTypes(was, is)).toBe(relation));
});
