import { canonicalJson } from '../../../core/hash.ts';
import type { Site } from '../../site.ts';
import type { Comparison } from './comparison.ts';
import { memberOf, namedParts, type Part } from './part.ts';

/** What a link says but words. */
const contentOf = ({ value, elsewhere }: Part): string => {
  const { description: _description, ...rest } = value;
  const said = Object.entries(rest).filter(([name]) => !name.startsWith('x-'));
  return canonicalJson(elsewhere ?? Object.fromEntries(said));
};

/** Compares the links of two responses: what a client may do next with what it got. */
export const compareLinks = (c: Comparison, r: Part, s: Part, site: Site): void => {
  const [mine, theirs] = [namedParts(c.old, memberOf(c.old, r, 'links')), namedParts(c.next, memberOf(c.next, s, 'links'))];
  for (const name of new Set([...mine.keys(), ...theirs.keys()])) {
    const [x, y] = [mine.get(name), theirs.get(name)];
    if (x && y && (c.elsewhere(x, y, site.text) || contentOf(x) === contentOf(y))) continue;
    c.add({
      kind: 'link',
      turn: x ? (y ? 'changed' : 'removed') : 'added',
      name,
      where: site.text,
      ...(site.spot ? { spot: site.spot } : {}),
      old: (x ?? r).pointer,
      new: (y ?? s).pointer,
      reached: 1,
    });
  }
};
