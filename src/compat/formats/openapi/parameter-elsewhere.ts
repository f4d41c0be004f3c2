import type { Change } from '../../fact.ts';
import type { Comparison } from './comparison.ts';
import type { Part } from './part.ts';
import { isNameless, schemaOf } from './serialisation.ts';

/** Parameters that one side alone has; who finds a partner for two of them takes them out. */
export interface Lonely {
  removed: Part[];
  added: Part[];
}

/** One parameter that was taken away and one that was added, and are the same one. */
interface Elsewhere {
  readonly x: Part;
  readonly y: Part;
  /** Absent: on the wire nothing changed. */
  readonly change?: Extract<Change, { kind: 'parameter-moved' | 'parameter-renamed' }>;
}

const nameOf = (part: Part): string => String(part.value['name']);
const placeOf = (part: Part): string => String(part.value['in']);
const isRequired = (part: Part): boolean => part.value['required'] === true;

/** `X-Page-Size`, `page_size` and `pageSize` are one name. */
const spelling = (part: Part): string =>
  nameOf(part)
    .toLowerCase()
    .replace(/^x-/, '')
    .replaceAll(/[^a-z0-9]/g, '');

/** Do two parameters carry the same values? Those that say nothing of them are alike in nothing. */
const alike = (c: Comparison, x: Part, y: Part): boolean => {
  const [a, b] = [schemaOf(c, 'old', 'request', x)[0], schemaOf(c, 'new', 'request', y)[0]];
  return a !== undefined && b !== undefined && c.asked.request.questions.same(a, b);
};

/** One change of where or how a parameter is called is one change, not a removal beside an addition. */
export const elsewhereNow = (c: Comparison, lonely: Lonely): Elsewhere[] => {
  const found: Elsewhere[] = [];
  const match = (belongs: (x: Part, y: Part) => boolean, change?: (x: Part, y: Part) => NonNullable<Elsewhere['change']>): void => {
    for (const x of lonely.removed) {
      if (placeOf(x) === 'path') continue;
      const partners = lonely.added.filter((y) => placeOf(y) !== 'path' && belongs(x, y));
      const [y] = partners;
      // Of several nobody knows which.
      if (!y || partners.length > 1 || lonely.removed.filter((other) => belongs(other, y)).length > 1) continue;
      found.push({ x, y, ...(change ? { change: change(x, y) } : {}) });
    }
    for (const { x, y } of found) {
      lonely.removed = lonely.removed.filter((part) => part !== x);
      lonely.added = lonely.added.filter((part) => part !== y);
    }
  };
  match((x, y) => placeOf(x) === placeOf(y) && isNameless(c, 'old', x) && isNameless(c, 'new', y));
  match(
    (x, y) => placeOf(x) !== placeOf(y) && spelling(x) === spelling(y),
    (x, y) => ({ kind: 'parameter-moved', name: nameOf(y), from: placeOf(x), to: placeOf(y), required: isRequired(x) }),
  );
  match(
    (x, y) => placeOf(x) === placeOf(y) && isRequired(x) === isRequired(y) && alike(c, x, y),
    (x, y) => ({ kind: 'parameter-renamed', in: placeOf(y), from: nameOf(x), to: nameOf(y), required: isRequired(x) }),
  );
  return found;
};
