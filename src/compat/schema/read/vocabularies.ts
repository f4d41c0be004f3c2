import type { Dialect } from './place.ts';

// `$vocabulary` of a metaschema of one's own: what its schemas understand. Only 2019-09 and 2020-12 have it.

const validation = `type const enum multipleOf maximum exclusiveMaximum minimum exclusiveMinimum maxLength minLength pattern maxItems
  minItems uniqueItems maxContains minContains maxProperties minProperties required dependentRequired`;
const applicator = `prefixItems items additionalItems contains additionalProperties properties patternProperties dependentSchemas
  dependencies propertyNames if then else allOf anyOf oneOf not`;

const words = (text: string): readonly string[] => text.split(/\s+/);
/** The keywords that fall silent without the vocabulary of this name. Annotations are left out: they say nothing anyway. */
const keywords: Readonly<Record<string, readonly string[]>> = {
  'https://json-schema.org/draft/2019-09/vocab/core': [],
  'https://json-schema.org/draft/2019-09/vocab/applicator': words(`${applicator} unevaluatedItems unevaluatedProperties`),
  'https://json-schema.org/draft/2019-09/vocab/validation': words(validation),
  'https://json-schema.org/draft/2019-09/vocab/meta-data': [],
  'https://json-schema.org/draft/2019-09/vocab/format': ['format'],
  'https://json-schema.org/draft/2019-09/vocab/content': [],
  'https://json-schema.org/draft/2020-12/vocab/core': [],
  'https://json-schema.org/draft/2020-12/vocab/applicator': words(applicator),
  'https://json-schema.org/draft/2020-12/vocab/unevaluated': words('unevaluatedItems unevaluatedProperties'),
  'https://json-schema.org/draft/2020-12/vocab/validation': words(validation),
  'https://json-schema.org/draft/2020-12/vocab/meta-data': [],
  'https://json-schema.org/draft/2020-12/vocab/format-annotation': [],
  'https://json-schema.org/draft/2020-12/vocab/format-assertion': [],
  'https://json-schema.org/draft/2020-12/vocab/content': [],
};

export interface Vocabularies {
  /** Keywords of the dialect that mean nothing here. */
  readonly silent: ReadonlySet<string>;
  /** The metaschema asks for `format` as an assertion. */
  readonly formatAssertion: boolean;
  /** A vocabulary that is required and that nobody here understands. */
  readonly foreign?: string;
}

/** What a metaschema's `$vocabulary` leaves of its dialect. */
export const vocabulariesOf = (dialect: Dialect, declared: Readonly<Record<string, unknown>>): Vocabularies => {
  const prefix = `https://json-schema.org/draft/${dialect}/vocab/`;
  const missing = Object.keys(keywords).filter((name) => name.startsWith(prefix) && !Object.hasOwn(declared, name));
  const foreign = Object.keys(declared).find((name) => declared[name] === true && !Object.hasOwn(keywords, name));
  return {
    silent: new Set(missing.flatMap((name) => keywords[name] ?? [])),
    formatAssertion:
      Object.hasOwn(declared, 'https://json-schema.org/draft/2020-12/vocab/format-assertion') ||
      declared['https://json-schema.org/draft/2019-09/vocab/format'] === true,
    ...(foreign !== undefined && { foreign }),
  };
};
