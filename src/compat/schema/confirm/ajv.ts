import { createRequire } from 'node:module';
import type { Ajv as Validator, Options } from 'ajv';
import { matches } from '../language/matches.ts';
import type { Dialect, Place } from '../read/place.ts';
import type { Value } from '../value.ts';
import { type Bundle, bundleOf, type NoBundle } from './bundle.ts';

// The second opinion: ajv in the dialect of the schema, loaded when the first witness needs it.

const require = createRequire(import.meta.url);

const constructors: Readonly<Record<Dialect, () => new (options: Options) => Validator>> = {
  'draft-04': () => require('ajv-draft-04') as new (options: Options) => Validator,
  'draft-06': () => (require('ajv') as { Ajv: new (options: Options) => Validator }).Ajv,
  'draft-07': () => (require('ajv') as { Ajv: new (options: Options) => Validator }).Ajv,
  '2019-09': () => (require('ajv/dist/2019.js') as { Ajv2019: new (options: Options) => Validator }).Ajv2019,
  '2020-12': () => (require('ajv/dist/2020.js') as { Ajv2020: new (options: Options) => Validator }).Ajv2020,
  'openapi-3.0': () => constructors['draft-04'](),
  'openapi-3.1': () => constructors['2020-12'](),
};

/** Who answers, for reports. */
export const nameOf = (dialect: Dialect): string => (dialect === 'draft-04' || dialect === 'openapi-3.0' ? 'ajv-draft-04 1' : 'ajv 8');

/** Patterns by the languages of this engine: they cannot take without end. */
const regExp = Object.assign(
  (pattern: string) => ({
    // ajv tells its expressions apart by their text.
    toString: (): string => `/${pattern}/u`,
    test: (text: string): boolean => matches(pattern, text),
  }),
  // What ajv would write into a file of code; it never writes one here.
  { code: 'new RegExp' },
);

const made = (dialect: Dialect, formatAssertion: boolean): Validator => {
  const ajv = new (constructors[dialect]())({
    // Code that runs once is not worth making smaller, and only yes or no is asked of it.
    code: { regExp, optimize: false },
    messages: false,
    strict: false,
    validateSchema: false,
    validateFormats: formatAssertion,
    meta: false,
    addUsedSchema: false,
    inlineRefs: false,
    logger: false,
    // Members that every object of JavaScript has are none.
    ownProperties: true,
  });
  if (formatAssertion) (require('ajv-formats') as (ajv: Validator) => void)(ajv);
  return ajv;
};

/** A schema as ajv compiled it; `validate` is undefined where it could not, and answers undefined where ajv breaks down. */
export interface Compiled {
  readonly bundle: Bundle;
  readonly validate: ((value: Value) => boolean | undefined) | undefined;
}

/** ajv keeps all that it ever compiled: after so many schemas everything begins anew. */
const most = 256;
interface Workshop {
  readonly ajv: Validator;
  /** Weakly, for a place holds on to its whole document. */
  readonly compiled: WeakMap<Place, Map<Value | undefined, Compiled | NoBundle>>;
  /** Equal schemas are compiled once, wherever they stand. */
  readonly validators: Map<string, Compiled['validate']>;
  count: number;
}
const workshops = new Map<string, Workshop>();

const workshopOf = (dialect: Dialect, formatAssertion: boolean): Workshop => {
  const key = `${dialect} ${formatAssertion}`;
  let workshop = workshops.get(key);
  if (!workshop || workshop.count >= most) {
    workshop = { ajv: made(dialect, formatAssertion), compiled: new WeakMap(), validators: new Map(), count: 0 };
    workshops.set(key, workshop);
  }
  return workshop;
};

/**
 * The schema at a place as ajv compiles it.
 *
 * @param limit characters beyond which ajv is not asked: it takes seconds for megabytes.
 * @param document the one that it is asked about: what no part of it meets is left out. Absent: any.
 */
export const compiledOf = (place: Place, formatAssertion: boolean, limit: number, document?: Value): Compiled | NoBundle => {
  const asserts = formatAssertion || place.resource.formatAssertion;
  const workshop = workshopOf(place.resource.dialect, asserts);
  const byDocument = workshop.compiled.get(place) ?? new Map<Value | undefined, Compiled | NoBundle>();
  workshop.compiled.set(place, byDocument);
  let known = byDocument.get(document);
  if (known === undefined || known === 'too big') {
    const bundle = bundleOf(place, limit, document);
    known = typeof bundle === 'string' ? bundle : { bundle, validate: validatorOf(workshop, bundle) };
    byDocument.set(document, known);
  }
  return known;
};

const validatorOf = (workshop: Workshop, bundle: Bundle): Compiled['validate'] => {
  const text = JSON.stringify(bundle.schema);
  if (!workshop.validators.has(text)) {
    workshop.validators.set(text, compile(workshop.ajv, bundle));
    workshop.count++;
  }
  return workshop.validators.get(text);
};

const compile = (ajv: Validator, { schema }: Bundle): Compiled['validate'] => {
  try {
    const validate = ajv.compile(schema);
    return (value) => {
      try {
        return validate(value) === true;
      } catch {
        return undefined; // a pattern that takes too long, a depth that its recursion does not reach, a member called toString
      }
    };
  } catch {
    return undefined; // what ajv cannot compile, it cannot confirm
  }
};
