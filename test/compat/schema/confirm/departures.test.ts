import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compiledOf } from '../../../../src/compat/schema/confirm/ajv.ts';
import { departures } from '../../../../src/compat/schema/confirm/departures/registry.ts';
import { accepts } from '../../../../src/compat/schema/interpret/interpret.ts';
import { readSchema } from '../../../../src/compat/schema/read/read.ts';

// Each departure is one: ajv still errs, so a mended ajv turns its test red, and the interpreter does not.

const folder = join(import.meta.dirname, '../../../../src/compat/schema/confirm/departures');

describe('a known departure of ajv', () => {
  it('is one file and one line of the registry', () => {
    const files = readdirSync(folder).filter((name) => name !== 'registry.ts');
    expect(departures.map(({ name }) => `${name}.ts`).sort()).toEqual(files.sort());
  });

  it.each(departures.map((departure) => [departure.name, departure] as const))(
    '%s: ajv still departs, the interpreter does not',
    (_, { applies, example }) => {
      const { dialect, schema, document, valid, formatAssertion = false } = example;
      const place = readSchema(schema, { dialect });
      expect(accepts(place, document, { formatAssertion })).toBe(valid);
      const compiled = compiledOf(place, formatAssertion, Infinity);
      if (typeof compiled === 'string') throw new Error(compiled);
      expect(compiled.validate?.(document)).not.toBe(valid);
      expect(applies(compiled.bundle, document)).toBe(true);
    },
  );
});
