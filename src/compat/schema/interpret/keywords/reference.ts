import { decoded } from '../../read/uri.ts';
import type { Rule } from './reader.ts';

// Keywords that lead to another schema about the same part.

const $ref: Rule = {
  keyword: '$ref',
  read: (reader) => {
    const text = reader.text();
    // Resolved when it is followed: what nobody asks for need not be there.
    return (to) => to.follow('$ref', to.place.resolve(text));
  },
};

/** To the outermost schema of the same dynamic name, where what it leads to has that name dynamically. */
const $dynamicRef: Rule = {
  keyword: '$dynamicRef',
  read: (reader) => {
    const text = reader.text();
    const name = decoded(/#(.*)$/s.exec(text)?.[1] ?? '');
    return (to) => {
      const first = to.place.resolve(text);
      const isDynamic = name !== '' && first.resource.dynamicAnchors().get(name) === first;
      return to.follow('$dynamicRef', (isDynamic ? to.scope.outermost(name) : undefined) ?? first);
    };
  },
};

/** 2019-09: always to a root, and to the outermost one that says `$recursiveAnchor: true` where the nearest does. */
const $recursiveRef: Rule = {
  keyword: '$recursiveRef',
  read: (reader) => {
    const text = reader.text();
    return (to) => {
      const first = to.place.resolve(text);
      const isRecursive = first.resource.dynamicAnchors().get('') === first;
      return to.follow('$recursiveRef', (isRecursive ? to.scope.outermost('') : undefined) ?? first);
    };
  },
};

export const referenceKeywords: readonly Rule[] = [$ref, $dynamicRef, $recursiveRef];
