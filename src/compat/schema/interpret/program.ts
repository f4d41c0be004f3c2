import { keywordsOf, refStandsAlone } from '../read/keywords.ts';
import { type Place, SchemaError } from '../read/place.ts';
import { isRecord } from '../read/shape.ts';
import type { Check, Program } from './application.ts';
import { Reader } from './keywords/reader.ts';
import { rules } from './keywords/registry.ts';

// The keywords of a place as checks, read once, when the place is asked first.

const nothing: Program = { checks: [], collects: false };
/** Where `false` is applied by a keyword, the refusal bears that keyword's name. */
const never: Program = { checks: [{ keyword: 'false', lets: () => false }], collects: false };

const programs = new WeakMap<Place, Program>();

/** @throws SchemaError for what is no schema, and for a keyword whose value is malformed. */
export const programOf = (place: Place): Program => {
  let program = programs.get(place);
  if (!program) programs.set(place, (program = read(place)));
  return program;
};

const read = (place: Place): Program => {
  const { value, resource } = place;
  if (value === true) return nothing;
  if (value === false) return never;
  if (!isRecord(value)) throw new SchemaError('schema/malformed', 'a schema is an object or a boolean, and this is neither', place);
  const alone = refStandsAlone(resource.dialect) && Object.hasOwn(value, '$ref');
  const known = keywordsOf[resource.dialect];
  const checks: Check[] = [];
  let collects = false;
  for (const rule of rules) {
    const { keyword } = rule;
    if (!Object.hasOwn(value, keyword) || !known.has(keyword) || resource.silent.has(keyword) || (alone && keyword !== '$ref')) continue;
    const lets = rule.read(new Reader(place, keyword, value));
    if (lets) checks.push({ keyword, lets });
    collects ||= rule.collects === true;
  }
  return { checks, collects };
};
