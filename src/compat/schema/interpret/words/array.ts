import { beside, plural, type Words } from './words.ts';

/** An item that may not be there. */
const beyond: Words = ({ place }) => {
  const prefix = [beside(place, 'prefixItems'), beside(place, 'items')].find((list) => Array.isArray(list)) as
    | readonly unknown[]
    | undefined;
  return prefix && prefix.length > 0
    ? `an item beyond the first${prefix.length === 1 ? '' : ` ${prefix.length}`}`
    : 'an array that is not empty';
};

export const arrayWords: Readonly<Record<string, Words>> = {
  minItems: ({ given }) => (given === 1 ? 'an empty array' : `an array of fewer than ${plural(given, 'item')}`),
  maxItems: ({ given }) => (given === 0 ? 'an array that is not empty' : `an array of more than ${plural(given, 'item')}`),
  uniqueItems: () => 'an array with equal items',
  prefixItems: ({ name }) => `an item at position ${Number(name) + 1}`,
  items: (refusal) => (refusal.name === undefined ? beyond(refusal) : `an item at position ${Number(refusal.name) + 1}`),
  additionalItems: beyond,
  unevaluatedItems: (refusal) => (beyond(refusal) === 'an array that is not empty' ? 'an item that nothing speaks of' : beyond(refusal)),
  contains: () => 'an array without an item that `contains` asks for',
  minContains: ({ given }) => `an array with fewer than ${plural(given, 'item')} that \`contains\` asks for`,
  maxContains: ({ given }) => `an array with more than ${plural(given, 'item')} that \`contains\` asks for`,
};
