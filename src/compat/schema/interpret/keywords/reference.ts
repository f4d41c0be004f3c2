import type { Place } from '../../read/place.ts';
import { decoded } from '../../read/uri.ts';
import type { Scope } from '../scope.ts';
import type { Rule } from './reader.ts';

// Keywords that lead to another schema about the same part.

/**
 * Where a reference leads. `$dynamicRef`: to the outermost schema of the same dynamic name, where what it leads to has that
 * name dynamically. `$recursiveRef` (2019-09): to the outermost root that says `$recursiveAnchor: true`, where the nearest does.
 *
 * @throws SchemaError, Undecided as `resolve` does.
 */
export const dynamicTarget = (keyword: string, text: string, place: Place, scope: Scope): Place => {
  const found = place.resolve(text);
  if (keyword === '$ref') return found;
  const name = keyword === '$recursiveRef' ? '' : decoded(/#(.*)$/s.exec(text)?.[1] ?? '');
  const isDynamic = (name === '') === (keyword === '$recursiveRef') && found.resource.dynamicAnchors().get(name) === found;
  return (isDynamic ? scope.outermost(name) : undefined) ?? found;
};

const reference = (keyword: '$ref' | '$dynamicRef' | '$recursiveRef'): Rule => ({
  keyword,
  read: (reader) => {
    const text = reader.text();
    // Resolved when it is followed: what nobody asks for need not be there.
    return (to) => to.follow(keyword, dynamicTarget(keyword, text, to.place, to.scope));
  },
});

export const referenceKeywords: readonly Rule[] = [reference('$ref'), reference('$dynamicRef'), reference('$recursiveRef')];
