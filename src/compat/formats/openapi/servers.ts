import { canonicalJson } from '../../../core/hash.ts';
import type { Fact } from '../../fact.ts';
import { below } from '../../pointer.ts';
import type { Site } from '../../site.ts';
import type { Address, Addresses } from './addresses.ts';
import type { Comparison } from './comparison.ts';
import type { Operation } from './operations.ts';
import { isRecord, wordOf } from './part.ts';
import { shapeOfPath } from './templates.ts';

const textOf = ({ list }: Addresses): string => JSON.stringify(list.map(({ url, variables }) => [url, variables]));

/** The end that two paths have in common stands behind the prefix of each: `/v1` and nothing, for `/v1/orders` and `/orders`. */
const prefixes = (a: Operation, b: Operation): readonly [string, string] => {
  const [x, y] = [shapeOfPath(a.path), shapeOfPath(b.path)];
  if (x.endsWith(y)) return [x.slice(0, x.length - y.length), ''];
  return y.endsWith(x) ? ['', y.slice(0, y.length - x.length)] : [x, y];
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
  const basesOf = ({ list }: Addresses, prefix: string): string[] => list.flatMap(({ bases }) => bases.map((base) => base + prefix));
  const [bases, newBases] = [basesOf(mine, before), basesOf(theirs, after)];
  if (isWhole && seen.size === seen.add(`servers ${before} ${after}`).size) return;
  const add = (fact: Partial<Fact>, old: string, next: string): void =>
    c.add({
      ...fact,
      where: isWhole ? 'every operation without servers of its own' : site.text,
      ...(site.spot && !isWhole ? { spot: site.spot } : {}),
      old,
      new: next,
      reached: 1,
    } as Fact);
  const places = [mine.pointer, theirs.pointer] as const;
  // A variable that may be anything stands for every base.
  const isOpen = ({ url, variables }: Address): boolean =>
    Object.values(variables).some((variable) => valuesOf(variable) === undefined) &&
    theirs.list.some((other) => other.url === url && Object.values(other.variables).some((variable) => valuesOf(variable) === undefined));
  if (!bases.some((base) => newBases.includes(base)) && !mine.list.some(isOpen)) {
    const list = (all: readonly string[]): string => [...new Set(all.map((base) => base || '/'))].sort().join(', ');
    add({ kind: 'server-path', from: list(bases), to: list(newBases) }, ...places);
    return;
  }
  const of = (addresses: readonly Address[], prefix: string) => addresses.map((one) => ({ ...one, base: one.base + prefix }));
  const [olds, news] = [of(mine.list, before), of(theirs.list, after)];
  // A relative url is where the document is served, which may be any of the others.
  const isAmong = (one: Address, others: readonly Address[]): boolean =>
    others.some(({ url, origin, base }) => url === one.url || (base === one.base && (origin === one.origin || one.origin === '')));
  for (const one of olds)
    if (!isAmong(one, news)) add({ kind: 'server', turn: 'removed', url: one.url }, one.pointer || mine.pointer, theirs.pointer);
  for (const one of news)
    if (!isAmong(one, olds)) add({ kind: 'server', turn: 'added', url: one.url }, mine.pointer, one.pointer || theirs.pointer);
  // Of those that are written alike the ones that stay are no change, and the others are paired in order.
  const textOfOne = ({ url, variables }: Address): string => canonicalJson([url, variables]);
  const [stays, stayed] = [new Set(news.map(textOfOne)), new Set(olds.map(textOfOne))];
  const left = news.filter((one) => !stayed.has(textOfOne(one)));
  for (const one of olds) {
    const at = stays.has(textOfOne(one)) ? -1 : left.findIndex(({ url }) => url === one.url);
    const [other] = at === -1 ? [] : left.splice(at, 1);
    if (other) compareVariables(add, one, other);
  }
};

const valuesOf = (variable: unknown): string[] | undefined =>
  isRecord(variable) && Array.isArray(variable['enum']) ? variable['enum'].map(wordOf) : undefined;

/** A client fills in what it likes, within `enum`, or leaves the default. */
const compareVariables = (add: (fact: Partial<Fact>, old: string, next: string) => void, x: Address, y: Address): void => {
  for (const name of Object.keys(x.variables)) {
    const [a, b] = [x.variables[name], y.variables[name]];
    if (!isRecord(a) || !isRecord(b)) continue;
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
