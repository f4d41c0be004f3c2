import type { Finding } from '../model/finding.ts';
import type { Document } from './document.ts';
import type { Fact } from './fact.ts';
import { type Operation, operationsOf } from './formats/openapi/operations.ts';
import { pairingOf } from './formats/openapi/pairing.ts';
import { shapeOfPath } from './formats/openapi/templates.ts';
import { partsOfSide, reachOf } from './usage/reach.ts';

type Reach = (pointer: string) => readonly string[];

/** What is made when it is asked for first. */
const once = <T>(make: () => T): (() => T) => {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
};

const isBelow = (pointer: string, top: string | undefined): boolean =>
  top !== undefined && (pointer === top || pointer.startsWith(`${top}/`));

/** Does it lie in the operation in which it was met, and so in no other? */
const isOwn = ({ old, new: next, spot }: Fact): boolean =>
  (old === undefined || isBelow(old, spot?.operation.old)) && (next === undefined || isBelow(next, spot?.operation.new));

/** The side from which it is met; of a member under another name that of all its parts. */
const sideOf = (fact: Fact): 'request' | 'response' | 'any' => {
  if (fact.kind === 'property-renamed') {
    const [side, ...more] = new Set(fact.parts.map(sideOf));
    return more.length === 0 && side !== undefined ? side : 'any';
  }
  if ('side' in fact && (fact.side === 'request' || fact.side === 'response')) return fact.side;
  return fact.kind === 'header' ? 'response' : fact.kind === 'round-trip' ? 'request' : 'any';
};

/** Whom both documents name, else whom either does: what one of them alone has is met nowhere. */
const inBoth = (before: readonly string[], after: readonly string[]): readonly string[] => {
  const both = before.filter((key) => after.includes(key));
  return both.length > 0 ? both : [...new Set([...before, ...after])];
};

/**
 * Says in which operations a finding is met, where it may be several: what operations share is told at the first of them, and whoever accepts it
 * there has to know of the others. By what leads to its place; the order of the document decides nothing.
 */
export const meetingsOf = (old: Document, next: Document): ((fact: Fact) => Pick<Finding, 'operations' | 'elsewhere'>) => {
  const reaches = (document: Document) => ({
    request: once(() => reachOf(document, partsOfSide.request)),
    response: once(() => reachOf(document, partsOfSide.response)),
    any: once(() => reachOf(document)),
  });
  const [before, after] = [reaches(old), reaches(next)];
  const operations = once(() => ({ old: operationsOf(old), new: operationsOf(next) }));
  const named = once(
    () => new Map([...operations().old, ...operations().new].map(({ key, method, path }) => [key, `${method} ${path}`] as const)),
  );
  /** Operations of N-1 that moved are called as in N. */
  const moved = once(() => new Map(pairingOf(old, next).moved.map(([a, b]) => [a.key, b.key] as const)));
  const meeting = (fact: Fact): readonly string[] => {
    if (fact.kind === 'operation-moved')
      return operations()
        .old.filter(({ path }) => shapeOfPath(path).startsWith(shapeOfPath(fact.from)))
        .map(({ key }) => key);
    const side = sideOf(fact);
    const by = (reach: Reach, pointer: string | undefined): readonly string[] => (pointer === undefined ? [] : reach(pointer));
    const ofOld = (keys: readonly string[]): readonly string[] => keys.map((key) => moved().get(key) ?? key);
    const found = inBoth(ofOld(by(before[side](), fact.old)), by(after[side](), fact.new));
    // What is said of the whole document is met wherever it counts, and nobody counted that.
    const everywhere = (list: readonly Operation[]): readonly string[] => list.map(({ key }) => key);
    return found.length > 0 || fact.reached === 1 ? found : inBoth(ofOld(everywhere(operations().old)), everywhere(operations().new));
  };
  return (fact) => {
    if (fact.reversed && fact.reached > 1) return { elsewhere: fact.reached - 1 };
    if (!fact.spot || (fact.kind === 'operation-moved' ? fact.reached === 1 : isOwn(fact))) return {};
    const all = [...new Set(meeting(fact))].map((key) => named().get(key) ?? key).toSorted();
    if (all.length < 2) return {};
    return { operations: all };
  };
};
