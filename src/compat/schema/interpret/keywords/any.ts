import { canonical } from '../../text.ts';
import { type Value, types } from '../../value.ts';
import { decimalOf, isInteger } from '../../number/decimal.ts';
import type { Run } from '../application.ts';
import type { Rule } from './reader.ts';

// Keywords that speak of values of every type.

const type: Rule = {
  keyword: 'type',
  read: (reader) => {
    const { given } = reader;
    const names: ReadonlySet<unknown> = new Set(Array.isArray(given) ? given : [given]);
    for (const name of names) {
      if (name !== 'integer' && !(types as readonly unknown[]).includes(name)) {
        reader.malformed(`must be a type of JSON or a list of them, and ${JSON.stringify(name)} is none`);
      }
    }
    // OpenAPI 3.0: only beside `type` in the same object.
    const nullable = reader.dialect === 'openapi-3.0' && reader.beside('nullable') === true;
    return ({ part }) =>
      names.has(part.type) ||
      (nullable && part.type === 'null') ||
      (part.type === 'number' && names.has('integer') && isInteger(decimalOf(part.value as number)));
  },
};

const nullable: Rule = {
  keyword: 'nullable',
  read: (reader) => {
    reader.flag();
    return undefined;
  },
};

const enumeration: Rule = {
  keyword: 'enum',
  read: (reader) => {
    const { given } = reader;
    if (!Array.isArray(given)) return reader.malformed('must be a list');
    let texts: ReadonlySet<string> | undefined;
    return ({ part, run }) => (texts ??= textsOf(given as readonly Value[], run)).has(canonical(part.value));
  },
};

/** @throws Spent */
const textsOf = (values: readonly Value[], { spend }: Run): ReadonlySet<string> => {
  const texts = new Set<string>();
  for (const [at, value] of values.entries()) {
    // One costs less than a keyword.
    if (at % 512 === 511) spend(64);
    texts.add(canonical(value));
  }
  return texts;
};

const constant: Rule = {
  keyword: 'const',
  read: ({ given }) => {
    const value = canonical(given as Value);
    return ({ part }) => canonical(part.value) === value;
  },
};

export const anyKeywords: readonly Rule[] = [type, nullable, enumeration, constant];
