import { canonicalJson } from '../../../core/hash.ts';
import type { Document } from '../../document.ts';
import type { Fact } from '../../fact.ts';
import { below } from '../../pointer.ts';
import type { Site } from '../../site.ts';
import type { Address, Addresses, Served } from './addresses.ts';
import type { Comparison } from './comparison.ts';
import { type Operation, operationsOf } from './operations.ts';
import { calls } from './pairing.ts';
import { isRecord, wordOf } from './part.ts';
import { shapeOfPath } from './templates.ts';

type Add = (fact: Partial<Fact>, old: string, next: string) => void;

const textOf = ({ list }: Addresses): string => JSON.stringify(list.map(({ url, variables }) => [url, variables]));

/** The end that two paths have in common stands behind the prefix of each: `/v1` and nothing, for `/v1/orders` and `/orders`. */
const prefixes = (a: Operation, b: Operation): readonly [string, string] => {
  const [x, y] = [shapeOfPath(a.path), shapeOfPath(b.path)];
  if (x.endsWith(y)) return [x.slice(0, x.length - y.length), ''];
  return y.endsWith(x) ? ['', y.slice(0, y.length - x.length)] : [x, y];
};

/** Does a text say another, where `{}` is anything? */
const says = (text: string, other: string): boolean =>
  text === other ||
  (text.includes('{}') &&
    new RegExp(
      `^${text
        .split('{}')
        .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`))
        .join('.+')}$`,
      'su',
    ).test(other));

/** A relative url is where the document is served, which may be any of the others. */
const isAmong = (one: Served, others: readonly Served[]): boolean =>
  others.some(({ origin, base }) => says(base, one.base) && (one.origin === '' || says(origin, one.origin)));

const known = new WeakMap<Document, ReadonlySet<string>>();

/** Everything that is called in a document, each with the path of its server. */
const callsOf = (document: Document): ReadonlySet<string> => {
  let found = known.get(document);
  if (!found) known.set(document, (found = new Set(operationsOf(document).flatMap(calls))));
  return found;
};

const basesBeyond = (list: readonly Served[], others: readonly Served[]): string[] => [
  ...new Set(list.map(({ base }) => base).filter((base) => !base.includes('{}') && !others.some((other) => says(other.base, base)))),
];

/** What of some servers is not among others, as they are written, or by the places that their variables name. */
const beyond = (list: readonly Address[], others: readonly Address[], isOut: (one: Served) => boolean) => {
  const places = others.flatMap((one) => one.places);
  return list.flatMap((one): { readonly url: string; readonly pointer: string }[] => {
    const left = one.places.filter((place) => !isOut(place));
    const lost = left.filter((place) => !isAmong(place, places));
    if (lost.length === 0 || others.some(({ url }) => url === one.url)) return [];
    const all = lost.length === one.places.length || lost.some(({ origin, base }) => `${origin}${base}`.includes('{}'));
    const urls = all ? [one.url] : new Set(lost.map(({ origin, base }) => `${origin}${base}` || '/'));
    return [...urls].map((url) => ({ url, pointer: one.pointer }));
  });
};

/**
 * Compares where two operations are called: servers, with what a path has before it that the other's server has. `seen`: what was
 * said of whole documents already.
 */
export const compareServers = (c: Comparison, a: Operation, b: Operation, site: Site, seen: Set<string>): void => {
  const [mine, theirs] = [a.addresses, b.addresses];
  if (a.path === b.path && textOf(mine) === textOf(theirs)) return;
  const isWhole = mine.level === 'document' && theirs.level === 'document';
  const [before, after] = prefixes(a, b);
  if (isWhole && seen.size === seen.add(`servers ${before} ${after}`).size) return;
  const where = isWhole ? 'every operation without servers of its own' : site.text;
  const add: Add = (fact, old, next) =>
    c.add({ ...fact, where, ...(site.spot && !isWhole ? { spot: site.spot } : {}), old, new: next, reached: 1 } as Fact);
  const places = [mine.pointer, theirs.pointer] as const;
  const under = ({ list }: Addresses, prefix: string): Address[] =>
    list.map((one) => ({ ...one, places: one.places.map(({ origin, base }) => ({ origin, base: base + prefix })) }));
  const [olds, news] = [under(mine, before), under(theirs, after)];
  const urls = new Set([...olds, ...news].filter(({ isCut }) => isCut).map(({ url }) => url));
  if ([...urls].some((url) => ![olds, news].every((list) => list.some((one) => one.url === url))))
    return c.undecided('a server stands for too many addresses to compare them one by one', where, { old: places[0], new: places[1] });

  const [served, serves] = [olds, news].map((list) => list.flatMap((one) => one.places));
  const [gone, come] = [basesBeyond(served ?? [], serves ?? []), basesBeyond(serves ?? [], served ?? [])];
  const list = (bases: readonly string[]): string => [...new Set(bases.map((base) => base || '/'))].sort().join(', ');
  // A path that went from the servers to the operations is called as ever.
  const end = shapeOfPath(a.path).slice(before.length);
  const missed = gone.filter((base) => !callsOf(c.next).has(`${a.method} ${shapeOfPath(base)}${end}`));
  if (isWhole && missed.length < gone.length) seen.delete(`servers ${before} ${after}`);
  const isReplaced = missed.length > 0 && come.length > 0;
  if (isReplaced) add({ kind: 'server-path', turn: 'changed', from: list(missed), to: list(come) }, ...places);
  else if (missed.length > 0) add({ kind: 'server-path', turn: 'removed', from: list(missed) }, ...places);

  // What was said of paths is not said again of the servers that have them.
  const lost = beyond(olds, news, ({ base }) => gone.includes(base) || (isReplaced && base.includes('{}')));
  const fresh = beyond(news, olds, ({ base }) => isReplaced && (come.includes(base) || base.includes('{}')));
  for (let i = 0; i < Math.max(lost.length, fresh.length); i++) {
    const [x, y] = [lost[i], fresh[i]];
    const at = [x?.pointer || mine.pointer, y?.pointer || theirs.pointer] as const;
    if (x && y) add({ kind: 'server-replaced', from: x.url, to: y.url }, ...at);
    else if (x) add({ kind: 'server', turn: 'removed', url: x.url }, ...at);
    else if (y) add({ kind: 'server', turn: 'added', url: y.url }, ...at);
  }
  // Of those that are written alike the ones that stay are no change, and the others are paired in order.
  const textOfOne = ({ url, variables }: Address): string => canonicalJson([url, variables]);
  const [stays, stayed] = [new Set(news.map(textOfOne)), new Set(olds.map(textOfOne))];
  const left = news.filter((one) => !stayed.has(textOfOne(one)));
  for (const one of olds) {
    const at = stays.has(textOfOne(one)) ? -1 : left.findIndex(({ url }) => url === one.url);
    const [other] = at === -1 ? [] : left.splice(at, 1);
    const isSaid = (name: string): boolean => gone.length > 0 && !/^[^/]*\/\/[^/]*/.exec(one.url)?.[0].includes(`{${name}}`);
    if (other) compareVariables(add, one, other, isSaid);
  }
};

const valuesOf = (variable: unknown): string[] | undefined =>
  isRecord(variable) && Array.isArray(variable['enum']) ? variable['enum'].map(wordOf) : undefined;

/** A client fills in what it likes, within `enum`, or leaves the default. */
const compareVariables = (add: Add, x: Address, y: Address, isSaid: (name: string) => boolean): void => {
  for (const name of Object.keys(x.variables)) {
    const [a, b] = [x.variables[name], y.variables[name]];
    if (isSaid(name) || !isRecord(a) || !isRecord(b)) continue;
    const places = [below(x.pointer, 'variables', name), below(y.pointer, 'variables', name)] as const;
    const [mine, theirs] = [valuesOf(a), valuesOf(b)];
    const gone = theirs ? (mine ?? ['any value']).filter((value) => !theirs.includes(value)) : [];
    const fresh = mine ? (theirs ?? ['any value']).filter((value) => !mine.includes(value)) : [];
    const variable = { kind: 'server-variable', name } as const;
    if (gone.length > 0) add({ ...variable, turn: 'narrowed', values: gone.sort() }, ...places);
    if (fresh.length > 0) add({ ...variable, turn: 'widened', values: fresh.sort() }, ...places);
    if (a['default'] !== b['default'])
      add({ ...variable, turn: 'default-changed', values: [wordOf(a['default']), wordOf(b['default'])] }, ...places);
  }
};
