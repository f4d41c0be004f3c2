import { describe, expect, it } from 'vitest';
import { cutsOf } from '../../../src/compat/schema/form/cut.ts';
import { SchemaError } from '../../../src/compat/schema/read/place.ts';
import { readSchema } from '../../../src/compat/schema/read/read.ts';
import { type Session, sessionOf } from '../../../src/compat/schema/session.ts';
import { Spent } from '../../../src/compat/schema/undecided.ts';

// One session serves many questions. What one of them breaks off must not be taken for known by the next.

const recursive = (version: number): unknown => ({
  type: 'object',
  properties: { a: { $ref: '#/$defs/maybe' }, b: { type: 'array', items: { $ref: '#/$defs/tree' } }, c: { const: version } },
  required: ['c'],
  $defs: {
    maybe: { anyOf: [{ type: 'null' }, { $ref: '#' }] },
    tree: { dependentRequired: { x: ['y'] }, properties: { x: { type: 'string', pattern: '^a' }, below: { $ref: '#/$defs/tree' } } },
  },
});

const thrownBy = (task: () => unknown): object | undefined => {
  try {
    task();
    return undefined;
  } catch (error) {
    return error as object;
  }
};

describe('a session after a question that was broken off', () => {
  it('answers the next one as if nothing had been, wherever the budget ended', () => {
    const documents = [recursive(1), recursive(2)] as const;
    let broken = 0;
    for (let steps = 3; steps < 400; steps++) {
      let left = steps;
      const spend = (work: number): void => {
        left -= work;
        if (left < 0) throw new Spent('enough');
      };
      const session: Session = sessionOf({ spend, refill: () => {} }, false, cutsOf(documents, { spend: () => {} }));
      const [one, two] = documents.map((document) => readSchema(document)) as [
        ReturnType<typeof readSchema>,
        ReturnType<typeof readSchema>,
      ];
      const ask = (): string => session.find([session.closed(session.form(one))], [session.form(two)]).kind;
      const caught = thrownBy(ask);
      expect([undefined, Spent]).toContain(caught?.constructor);
      if (caught) broken++;
      left = Infinity;
      const [a, b] = [one.below('properties', 'a'), one.below('properties', 'b')];
      const other = session.form(two.below('properties', 'b'));
      const asked = [ask(), session.find([session.form(a)], [other]).kind, session.find([session.form(b)], [other]).kind];
      expect({ steps, asked }).toEqual({ steps, asked: ['value', 'value', 'none'] });
    }
    expect(broken).toBeGreaterThan(100);
  });

  it('does not take a malformed part that it met before for one that says nothing', () => {
    const root = readSchema({
      properties: { a: { $ref: '#/$defs/bad' }, b: { items: { $ref: '#/$defs/bad' } } },
      $defs: { bad: { minLength: -1 } },
    });
    const session = sessionOf({ spend: () => {}, refill: () => {} }, false);
    for (const name of ['a', 'b', 'a']) expect(() => session.form(root.below('properties', name))).toThrow(SchemaError);
  });
});
