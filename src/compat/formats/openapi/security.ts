import type { Document } from '../../document.ts';
import { asWritten } from '../../document/names.ts';
import { below, valueAt } from '../../pointer.ts';
import type { Site } from '../../site.ts';
import type { Comparison } from './comparison.ts';
import { isRecord, type Part, wordOf } from './part.ts';
import type { Schemes } from './security-schemes.ts';

// The list is OR, an entry is AND: a client picks one entry and shows all that it asks for, and a server takes whoever shows
// at least one entry in full. So it is containment as of requests: what a client of one version shows, the other must take.

/** What an entry asks for: by credential, the scopes. An empty one asks for nothing. */
type Entry = ReadonlyMap<string, ReadonlySet<string>>;

interface Security {
  readonly pointer: string;
  readonly isOwn: boolean;
  readonly entries: readonly Readonly<Record<string, unknown>>[];
}

const listIn = (value: unknown): readonly Readonly<Record<string, unknown>>[] | undefined =>
  Array.isArray(value) ? value.filter(isRecord) : undefined;

/** What an operation asks for: its own list, else that of the document; an empty list is nothing. */
export const securityOf = (document: Document, part: Part): Security => {
  const own = listIn(part.value['security']);
  const entries = own ?? listIn(isRecord(document.value) ? document.value['security'] : undefined) ?? [];
  return {
    pointer: own ? below(part.pointer, 'security') : '/security',
    isOwn: own !== undefined,
    entries: entries.length > 0 ? entries : [{}],
  };
};

const scopesOf = (value: unknown): string[] => (Array.isArray(value) ? value.map(wordOf).sort() : []);

/** Is what is shown enough for some entry? */
export const takes = (entries: readonly Entry[], shown: Entry): boolean =>
  entries.some((entry) =>
    [...entry].every(([credential, scopes]) => {
      const held = shown.get(credential);
      return held !== undefined && [...scopes].every((scope) => held.has(scope));
    }),
  );

const textOf = (entry: Readonly<Record<string, unknown>>, nameOf: (name: string) => string): string => {
  const parts = Object.keys(entry)
    .map((name) => `${asWritten(nameOf(name))}${scopesOf(entry[name]).length > 0 ? ` (${scopesOf(entry[name]).join(', ')})` : ''}`)
    .sort();
  return parts.length === 0 ? 'no credentials' : parts.join(' and ');
};

/** What each entry asks for, by what a scheme is called here. */
export const credentialsOf = ({ entries }: Security, credential: (name: string) => string): Entry[] =>
  entries.map((entry) => {
    const found = new Map<string, Set<string>>();
    for (const [name, scopes] of Object.entries(entry)) {
      const key = credential(name);
      found.set(key, new Set([...(found.get(key) ?? []), ...scopesOf(scopes)]));
    }
    return found;
  });

/** The entries in words, sorted; schemes by their keys, or by another name. */
export const textsOf = ({ entries }: Security, nameOf = (name: string): string => name): string[] => [
  ...new Set(entries.map((entry) => textOf(entry, nameOf)).sort()),
];

/** The same for both versions, by what is shown, whatever it is called. */
export const labelsOf = (
  schemes: Schemes,
  old: Security,
  next: Security,
): { readonly before: readonly string[]; readonly after: readonly string[] } => ({
  before: textsOf(old, (name) => schemes.label('old', name)),
  after: textsOf(next, (name) => schemes.label('new', name)),
});

const asksNothing = (entries: readonly Entry[]): boolean => entries.some((entry) => entry.size === 0);

/**
 * Does it hang on a scheme that nobody can read what is shown? That is said, once of each. Where one version asks for nothing it is known whether
 * the other asks for anything.
 */
export const isUnknown = (
  c: Comparison,
  schemes: Schemes,
  [old, next]: readonly [Security, Security],
  [before, after]: readonly [readonly Entry[], readonly Entry[]],
): boolean => {
  if (asksNothing(before) || asksNothing(after)) return false;
  const unread = (side: 'old' | 'new', { entries }: Security): string[] =>
    entries.flatMap((entry) => Object.keys(entry).filter((text) => schemes.isUnread(side, text)));
  const texts = new Set([...unread('old', old), ...unread('new', next)]);
  for (const text of texts)
    if (schemes.isFirst(text))
      c.undecided(
        `${JSON.stringify(text)} is the URI of a scheme that is not read: what is shown for it is not known`,
        `security scheme ${text}`,
        {
          old: old.pointer,
          new: next.pointer,
        },
      );
  return texts.size > 0;
};

/** Compares what two operations ask of whoever calls them. `seen`: places of whole documents that were spoken of. */
export const compareSecurity = (c: Comparison, schemes: Schemes, x: Part, y: Part, site: Site, seen: Set<string>): void => {
  const [a, b] = [securityOf(c.old, x), securityOf(c.next, y)];
  for (const entry of a.entries) for (const name of Object.keys(entry)) schemes.use('old', name);
  for (const entry of b.entries) for (const name of Object.keys(entry)) schemes.use('new', name);
  schemes.demand(site.text, b.entries);
  const read = (side: 'old' | 'new', security: Security): Entry[] => credentialsOf(security, (name) => schemes.credential(side, name));
  const [before, after] = [read('old', a), read('new', b)];
  if (isUnknown(c, schemes, [a, b], [before, after])) return;
  const refused = { byNew: before.some((shown) => !takes(after, shown)), byOld: after.some((shown) => !takes(before, shown)) };
  if (!refused.byNew && !refused.byOld) return;
  const isWhole = !a.isOwn && !b.isOwn;
  const placeIn = (document: Document, { pointer }: Security, part: Part): string =>
    valueAt(document.value, pointer) !== undefined ? pointer : isWhole ? '' : part.pointer;
  if (isWhole && seen.size === seen.add('security').size) return;
  c.add({
    kind: 'security',
    turn: refused.byNew ? (refused.byOld ? 'changed' : 'narrowed') : 'widened',
    before: textsOf(a),
    after: textsOf(b),
    labels: labelsOf(schemes, a, b),
    where: isWhole ? 'every operation without security of its own' : site.text,
    ...(site.spot && !isWhole ? { spot: site.spot } : {}),
    old: placeIn(c.old, a, x),
    new: placeIn(c.next, b, y),
    reached: 1,
  });
};
