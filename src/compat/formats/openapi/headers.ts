import type { Document } from '../../document.ts';
import { carriedBy, type Site } from '../../site.ts';
import type { Comparison } from './comparison.ts';
import { compareContent } from './content.ts';
import { memberOf, type Part, partsOf } from './part.ts';
import { normal } from './serialisation.ts';

/** Compares the headers of two responses. */
export const compareHeaders = (c: Comparison, r: Part, s: Part, status: string, site: Site): void => {
  const byName = (document: Document, part: Part): Map<string, Part> =>
    new Map([...partsOf(document, memberOf(document, part, 'headers'))].map(([name, header]) => [name.toLowerCase(), header]));
  const [mine, theirs] = [byName(c.old, r), byName(c.next, s)];
  for (const name of new Set([...mine.keys(), ...theirs.keys()])) {
    const [x, y] = [mine.get(name), theirs.get(name)];
    if (name === 'content-type' || c.elsewhere(x, y, site.text)) continue;
    const inside = carriedBy(site, `, header ${name}`, { in: 'response-header', status, name });
    const required = { old: x?.value['required'] === true, new: y?.value['required'] === true };
    const fact = (turn: 'added' | 'removed' | 'became-required' | 'became-optional'): void =>
      c.add({
        kind: 'header',
        turn,
        name,
        required: required.new || required.old,
        where: site.text,
        ...(inside.spot ? { spot: inside.spot } : {}),
        old: (x ?? r).pointer,
        new: (y ?? s).pointer,
        reached: 1,
      });
    if (!x || !y) {
      fact(x ? 'removed' : 'added');
      continue;
    }
    if (c.same(x.value, y.value)) continue;
    if (required.old !== required.new) fact(required.new ? 'became-required' : 'became-optional');
    c.leftovers(normal(x), normal(y), new Set(['required', 'schema', 'content']), inside.text, 'response');
    c.schemas.response(x, y, inside);
    if (Object.hasOwn(x.value, 'content') || Object.hasOwn(y.value, 'content')) compareContent(c, x, y, 'response', inside);
  }
};
