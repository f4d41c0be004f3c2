import { canonicalJson } from '../../../core/hash.ts';
import type { Comparison } from './comparison.ts';
import { demandedScopes } from './demanded-scopes.ts';
import { isRecord, type Part, wordOf } from './part.ts';
import { labelOfScheme } from './security-label.ts';
import { compareScheme, scopesGone } from './security-scheme.ts';
import { knownSchemes } from './security-uris.ts';

/** The security schemes of two documents, by what they are: the key that a scheme lies under is nobody's business. */
export interface Schemes {
  /** What is shown for a scheme: equal where what is shown is, and for a scheme that changed, which is told by itself. */
  readonly credential: (side: 'old' | 'new', name: string) => string;
  /** What is shown for a scheme, changed or not. */
  readonly shown: Readonly<Record<'old' | 'new', (name: string) => string>>;
  /** Is it the URI of something that cannot be read? Then nobody knows what is shown. */
  readonly isUnread: (side: 'old' | 'new', text: string) => boolean;
  /** Was nothing said of it yet? */
  readonly isFirst: (text: string) => boolean;
  /** What a scheme is, whatever it is called. */
  readonly label: (side: 'old' | 'new', name: string) => string;
  /** The keys under which something else lies in N. */
  readonly changed: () => readonly string[];
  /** What an operation that both versions have asks for in N. */
  readonly demand: (operation: string, entries: readonly Readonly<Record<string, unknown>>[]) => void;
  /** Some operation asks for it; what nobody asks for is not compared. */
  readonly use: (side: 'old' | 'new', name: string) => void;
  /** Compares the schemes that operations asked for, once they all were looked at. */
  readonly compare: () => void;
}

/** All of a scheme that decides what a client shows; where it gets that, and the words, aside. */
const contentOf = ({ value, elsewhere }: Part): string => {
  const { type } = value;
  const text = (name: string): string => wordOf(value[name]).toLowerCase();
  if (elsewhere !== undefined) return canonicalJson({ elsewhere });
  if (type === 'apiKey')
    return canonicalJson({ type, in: value['in'] ?? null, name: value['in'] === 'header' ? text('name') : (value['name'] ?? null) });
  if (type === 'http') return canonicalJson({ type, scheme: text('scheme') });
  if (type === 'openIdConnect') return canonicalJson({ type, url: value['openIdConnectUrl'] ?? null });
  if (type !== 'oauth2' || !isRecord(value['flows'])) return canonicalJson({ type: type ?? null });
  const flows = Object.entries(value['flows']).map(([name, flow]) => [
    name,
    isRecord(flow) ? { ...flow, scopes: null, refreshUrl: null } : null,
  ]);
  return canonicalJson({
    type,
    flows: Object.fromEntries(flows) as unknown,
  });
};

export const schemesFor = (c: Comparison): Schemes => {
  const known = { old: knownSchemes(c.old), new: knownSchemes(c.next) };
  const [mine, theirs] = [known.old.parts, known.new.parts];
  const contents = { old: new Map<string, string>(), new: new Map<string, string>() };
  for (const [name, part] of mine) contents.old.set(name, contentOf(part));
  for (const [name, part] of theirs) contents.new.set(name, contentOf(part));
  const isThere = new Set(contents.old.values());
  const stays = new Set(contents.new.values());
  const told = new Set<string>();
  const used = { old: new Set<string>(), new: new Set<string>() };
  /** A scheme that changed under its key: neither what it was nor what it is lies elsewhere. */
  const isChanged = (name: string): boolean => {
    const [a, b] = [contents.old.get(name), contents.new.get(name)];
    return a !== undefined && b !== undefined && a !== b && !stays.has(a) && !isThere.has(b);
  };
  /** The scheme of N that is a scheme of N-1: the same, by preference under its own key, or what changed under it. */
  const partnerOf = (name: string): string | undefined => {
    const content = contents.old.get(name);
    if (content === undefined || contents.new.get(name) === content || isChanged(name)) return content === undefined ? undefined : name;
    return [...contents.new].find(([, other]) => other === content)?.[0];
  };
  const keyIn = (side: 'old' | 'new', text: string): string => known[side].keyOf(text);
  const demands = demandedScopes((text) => keyIn('new', text));
  const shownFor = (side: 'old' | 'new', text: string): string => contents[side].get(keyIn(side, text)) ?? `undeclared ${text}`;
  return {
    credential: (side, text) => {
      const name = keyIn(side, text);
      const content = contents[side].get(name);
      if (content === undefined) return `undeclared ${name}`;
      return isChanged(name) ? (contents.old.get(name) ?? content) : content;
    },
    shown: {
      old: (text) => shownFor('old', text),
      new: (text) => shownFor('new', text),
    },
    isUnread: (side, text) => known[side].isUnread(text),
    isFirst: (text) => told.size !== told.add(text).size,
    label: (side, name) => {
      const part = (side === 'old' ? mine : theirs).get(keyIn(side, name));
      return part ? labelOfScheme((side === 'old' ? c.old : c.next).value, part.value) : name;
    },
    changed: () => [...mine.keys()].filter(isChanged),
    use: (side, name) => void used[side].add(keyIn(side, name)),
    demand: demands.note,
    compare: () => {
      const pairs = [...mine].flatMap(([name, x]) => {
        const partner = partnerOf(name);
        const y = partner === undefined ? undefined : theirs.get(partner);
        return !y || partner === undefined || !(used.old.has(name) || used.new.has(partner)) ? [] : [{ partner, x, y }];
      });
      const demandedBy = demands.by(new Map(pairs.map(({ partner, x, y }) => [partner, scopesGone(c, x, y)])));
      for (const { partner, x, y } of pairs) compareScheme(c, partner, x, y, (scope) => demandedBy(partner, scope));
    },
  };
};
