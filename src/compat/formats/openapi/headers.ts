import type { Site } from '../../site.ts';
import { withEnding } from '../../sunset.ts';
import { placed } from '../standing.ts';
import type { Comparison } from './comparison.ts';
import { compareContent } from './content.ts';
import { compareHeaderMaps } from './header-map.ts';
import type { Part } from './part.ts';

/** Compares the headers of two responses. */
export const compareHeaders = (c: Comparison, r: Part, s: Part, status: string, site: Site): void =>
  compareHeaderMaps(
    c,
    r,
    s,
    'response',
    site,
    (name) => ({ in: 'response-header', status, name }),
    (turn, name, required, inside, at, before) =>
      c.add({
        kind: 'header',
        turn,
        name,
        required,
        ...(turn === 'removed' ? withEnding(before?.value) : {}),
        ...placed({ ...inside, text: site.text }),
        ...at,
        reached: 1,
      }),
    compareContent,
  );
