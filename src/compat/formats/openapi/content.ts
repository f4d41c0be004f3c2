import { carriedBy, type Carrier, type Site } from '../../site.ts';
import { mediaTypes } from './media.ts';
import type { Comparison } from './comparison.ts';
import { memberOf, type Part, partsOf } from './part.ts';

/** Compares what may travel in a part, media type by media type. */
export const compareContent = (
  c: Comparison,
  x: Part | undefined,
  y: Part | undefined,
  side: 'request' | 'response',
  site: Site,
  /** What carries a body of a media type; absent: what the site says already. */
  carrierOf?: (media: string) => Carrier,
): void => {
  const [mine, theirs] = [
    mediaTypes(partsOf(c.old, memberOf(c.old, x, 'content'))),
    mediaTypes(partsOf(c.next, memberOf(c.next, y, 'content'))),
  ];
  for (const name of new Set([...mine.keys(), ...theirs.keys()])) {
    const [a, b] = [mine.get(name), theirs.get(name)];
    if (a && b) {
      if (c.elsewhere(a, b, site.text)) continue;
      const inside = carriedBy(site, ` (${name})`, carrierOf?.(name) ?? site.spot?.carrier);
      c.leftovers(a, b, new Set(['schema']), inside.text, side);
      c.schemas[side](a, b, inside);
    } else
      c.add({
        kind: 'media-type',
        side,
        turn: a ? 'removed' : 'added',
        name,
        where: site.text,
        ...(site.spot ? { spot: carrierOf ? { ...site.spot, carrier: carrierOf(name) } : site.spot } : {}),
        old: (a ?? x)?.pointer ?? '',
        new: (b ?? y)?.pointer ?? '',
        reached: 1,
      });
  }
};
