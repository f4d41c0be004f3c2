import { carriedBy, type Site } from '../../site.ts';
import type { Comparison } from './comparison.ts';
import { compareContent } from './content.ts';
import { compareHeaders } from './headers.ts';
import type { Operation } from './operations.ts';
import { memberOf, partsOf } from './part.ts';

export const compareResponses = (c: Comparison, a: Operation, b: Operation, operation: Site): void => {
  const [x, y] = [memberOf(c.old, a.part, 'responses'), memberOf(c.next, b.part, 'responses')];
  const [mine, theirs] = [partsOf(c.old, x), partsOf(c.next, y)];
  for (const status of new Set([...mine.keys(), ...theirs.keys()])) {
    const site = carriedBy(operation, `, response ${status}`);
    const [r, s] = [mine.get(status), theirs.get(status)];
    if (c.elsewhere(r, s, site.text)) continue;
    if (!r || !s) {
      c.add({
        kind: 'status',
        turn: r ? 'removed' : 'added',
        name: status,
        where: operation.text,
        ...(operation.spot ? { spot: operation.spot } : {}),
        old: (r ?? x ?? a.part).pointer,
        new: (s ?? y ?? b.part).pointer,
        reached: 1,
      });
      continue;
    }
    if (c.same(r.value, s.value)) continue;
    c.leftovers(r, s, new Set(['content', 'headers']), site.text, 'response');
    compareHeaders(c, r, s, status, site);
    compareContent(c, r, s, 'response', site, (media) => ({ in: 'response-body', status, media }));
  }
};
