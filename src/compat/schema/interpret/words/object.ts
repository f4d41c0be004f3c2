import { isRecord } from '../../read/shape.ts';
import { beside, listed, plural, quoted, type Words } from './words.ts';

/** A property that may not be there, beside those that may. */
const unknown: Words = ({ place }) => {
  const named = beside(place, 'properties');
  const names = isRecord(named) ? Object.keys(named) : [];
  return names.length > 0 ? `an unknown property beside ${listed(names)}` : 'an unknown property';
};

const missing: Words = ({ missing: name, name: cause }) =>
  `the property ${quoted(name)} missing${cause === undefined ? '' : ` beside ${quoted(cause)}`}`;
const present: Words = ({ name }) => `the property ${quoted(name)} present`;

export const objectWords: Readonly<Record<string, Words>> = {
  required: missing,
  dependentRequired: missing,
  dependencies: (refusal) => (refusal.isFalse ? present(refusal) : missing(refusal)),
  dependentSchemas: present,
  minProperties: ({ given }) => (given === 1 ? 'an empty object' : `an object of fewer than ${plural(given, 'property', 'properties')}`),
  maxProperties: ({ given }) =>
    given === 0 ? 'an object that is not empty' : `an object of more than ${plural(given, 'property', 'properties')}`,
  properties: present,
  patternProperties: ({ name }) => `a property whose name matches ${quoted(name)}`,
  additionalProperties: unknown,
  unevaluatedProperties: unknown,
  propertyNames: () => 'an object that is not empty',
};
