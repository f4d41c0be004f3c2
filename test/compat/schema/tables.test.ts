import { describe, expect, it } from 'vitest';
import type { Containment, QuestionOptions } from '../../../src/compat/schema/question.ts';
import type { Dialect } from '../../../src/compat/schema/read/place.ts';
import { contains, relation } from '../../../src/compat/schema/relation.ts';
import { judge } from './oracle.ts';
import { families } from './tables/families.ts';
import { profileRows } from './tables/profiles.ts';
import type { Kind, More, Row } from './tables/row.ts';
import { translated } from './translate.ts';
import { wrongIn } from './witness.ts';

const spoken: readonly Dialect[] = ['draft-04', 'openapi-3.0', 'draft-06', 'draft-07', '2019-09', '2020-12'];

/** The pair of a row as each dialect says it, and across two of them. */
const asked = ([, a, , b, { dialects, dialectOfB } = {}]: Row): {
  a: unknown;
  b: unknown;
  of: Dialect | undefined;
  ofB: Dialect | undefined;
}[] => {
  if (dialects?.length === 0) return [{ a, b, of: undefined, ofB: undefined }];
  if (dialects) return dialects.map((of) => ({ a, b, of, ofB: dialectOfB ?? of }));
  const said = spoken.flatMap((of) => {
    const [one, two] = [translated(a, of), translated(b, of)];
    return one && two ? [{ a: one.schema, b: two.schema, of, ofB: of }] : [];
  });
  const [oldest, newest] = [said[0], said.at(-1)];
  return oldest && newest && oldest !== newest ? [...said, { ...oldest, b: newest.b, ofB: newest.ofB }] : said;
};

const expected: Readonly<Record<Kind, readonly [Containment['kind'], Containment['kind']]>> = {
  equivalent: ['contained', 'contained'],
  narrower: ['contained', 'not-contained'],
  wider: ['not-contained', 'contained'],
  overlapping: ['not-contained', 'not-contained'],
  disjoint: ['not-contained', 'not-contained'],
};

const optionsOf = (more: More, of: Dialect | undefined, ofB: Dialect | undefined): QuestionOptions => ({
  ...(of && ofB ? { dialect: { a: of, b: ofB } } : {}),
  ...(more.formatAssertion ? { formatAssertion: true } : {}),
  ...(more.schemas ? { schemas: more.schemas } : {}),
});

/** What a containment is, in a line that says enough when it is not what it should be. */
const outline = (answer: Containment): string => (answer.kind === 'unknown' ? `unknown: ${answer.reason}` : answer.kind);

describe.each(Object.entries(families))('%s', (_, rows) => {
  it.each(rows.map((row) => [row[0], row] as const))('%s', (_, row) => {
    const [, , is, , more = {}] = row;
    const problems: string[] = [];
    const pairs = asked(row);
    expect(pairs.length).toBeGreaterThan(0);
    for (const { a, b, of, ofB } of pairs) {
      const where = `${of ?? '$schema'}${ofB === of ? '' : ` and ${ofB}`}`;
      const answer = relation(a, b, optionsOf(more, of, ofB));
      const found = [outline(answer.aInB), outline(answer.bInA)];
      if (answer.kind !== is || found.join() !== expected[is].join())
        problems.push(`${where}: ${answer.kind} (A in B ${found.join(', B in A ')})`);
      const oracles =
        more.notByAjv === undefined && of && ofB
          ? [
              judge(a, { dialect: of, formats: more.formatAssertion ?? false, schemas: more.schemas ?? {} }),
              judge(b, { dialect: ofB, formats: more.formatAssertion ?? false, schemas: more.schemas ?? {} }),
            ]
          : [];
      const [inA, inB] = oracles;
      for (const problem of [
        ...wrongIn(answer.aInB, { schema: a, inside: inA, other: b, outside: inB }, { ...more, exactly: more.aNotB, says: more.saysA }),
        ...wrongIn(answer.bInA, { schema: b, inside: inB, other: a, outside: inA }, { ...more, exactly: more.bNotA, says: more.saysB }),
      ]) {
        problems.push(`${where}: ${problem}`);
      }
      if (answer.common !== undefined && inA && inB && !(inA(answer.common) && inB(answer.common))) {
        problems.push(`${where}: ${JSON.stringify(answer.common)} is not common to both`);
      }
    }
    expect(problems).toEqual([]);
  });
});

describe('the profiles', () => {
  it.each(
    profileRows.flatMap(([name, a, b, holds]) =>
      (['strict', 'tolerant-reader', 'codegen'] as const).map((profile) => [profile, name, a, b, holds[profile]] as const),
    ),
  )('%s: %s', (profile, _, a, b, holds) => {
    const answer = contains(a, b, { profile });
    expect([answer.kind, answer.profile]).toEqual([holds ? 'contained' : 'not-contained', profile]);
    // Generated code reads another schema than the one that is written, so its pointers lead elsewhere.
    expect(profile === 'codegen' ? [] : wrongIn(answer, { schema: a, inside: judge(a), other: b, outside: judge(b) })).toEqual([]);
  });
});

describe('keywords that nobody knows', () => {
  it('are listed, but for extensions, and passed over', () => {
    const a = { foo: 1, title: 'x', 'x-more': true, properties: { foo: { bar: 1 } }, enum: [{ baz: 1 }] };
    expect(contains(a, { type: 'object', qux: {} })).toMatchObject({ kind: 'contained', ignored: ['bar', 'foo', 'qux'] });
    expect(contains({ prefixItems: [] }, {}, { dialect: 'draft-07' }).ignored).toEqual(['prefixItems']);
    expect(contains({ prefixItems: [true] }, {}).ignored).toEqual([]);
  });
});

describe('the least witness', () => {
  const chain = (name: string, value: object): object => ({
    type: 'object',
    properties: { [name]: value, next: { anyOf: [{ $ref: '#' }, { type: 'null' }] } },
    required: [name, 'next'],
  });
  const least = (name: string): unknown => {
    const answer = contains(chain(name, { type: 'number' }), chain(name, { type: 'integer' }));
    return answer.kind === 'not-contained' ? answer.witness : answer;
  };
  it('of a linked list, where the value comes first by its name', () => expect(least('a')).toEqual({ a: 0.1, next: null }));
  it('of a linked list, where the value comes last by its name', () => expect(least('value')).toEqual({ value: 0.1, next: null }));
});
