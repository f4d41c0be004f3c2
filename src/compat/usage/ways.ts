import type { Document } from '../document.ts';
import { type Operation, operationsOf } from '../formats/openapi/operations.ts';
import { discriminatedIn } from '../formats/schemas/discriminators.ts';
import { localPointer } from '../formats/schemas/local.ts';
import { referencesOf } from '../formats/schemas/references.ts';
import { segmentsOf } from '../pointer.ts';
import { partsOfSide } from './reach.ts';
import type { Names } from './usage.ts';

// What lies in a component is met wherever references lead to it: by which names, from the root of what an operation carries.

/** More ways to one place are not followed: then it may be anywhere. */
const mostWays = 200;

const componentAt = /^\/components\/[^/]+\/[^/]+/;

/** The names of members along a pointer. A component may be called as it likes. */
export const namesAlong = (pointer = ''): Names => {
  const segments = segmentsOf(pointer);
  const names: string[] = [];
  for (let i = segments[0] === 'components' ? 3 : 0; i < segments.length; i++) {
    const name = segments[i] === 'properties' ? segments[++i] : undefined;
    if (name !== undefined) names.push(name);
  }
  return names;
};

const isBelow = (pointer: string, top: string): boolean => pointer === top || pointer.startsWith(`${top}/`);

interface Lead {
  readonly from: string;
  readonly to: string;
}

interface Leads {
  readonly by: ReadonlyMap<string, readonly Lead[]>;
  /** Schemas with a discriminator, and those that one leads to without a reference: what lies below them may be anywhere. */
  readonly loose: readonly string[];
}

/** Every reference, by the component that it leads to; undefined where some lead elsewhere. */
const leadsIn = (document: Document): Leads | undefined => {
  const { holders, targets } = discriminatedIn(document.value as object);
  if (!targets.every((target) => componentAt.test(target))) return undefined;
  const leads = new Map<string, Lead[]>();
  for (const { text, from } of referencesOf(document)) {
    const to = localPointer(text);
    const component = to === undefined ? undefined : componentAt.exec(to)?.[0];
    if (to === undefined || component === undefined) return undefined;
    leads.set(component, [...(leads.get(component) ?? []), { from, to }]);
  }
  return { by: leads, loose: [...holders, ...targets] };
};

/** By which names a place is met in what an operation carries; undefined where that is not known, as of what holds itself. */
export type WaysTo = (pointer: string, operation: string, side: 'request' | 'response') => readonly Names[] | undefined;

/** @returns the ways of one document; what is asked twice is found once */
export const waysTo = (document: Document): WaysTo => {
  const leads = leadsIn(document);
  const operations = new Map<string, Operation[]>();
  for (const operation of operationsOf(document)) operations.set(operation.key, [...(operations.get(operation.key) ?? []), operation]);
  const known = new Map<string, readonly Names[] | undefined>();

  const find = (pointer: string, parts: readonly string[]): readonly Names[] | undefined => {
    const found = new Map<string, Names>();
    /** @returns false where there is no end */
    const follow = (at: string, below: Names, inside: readonly string[]): boolean => {
      if (leads?.loose.some((schema) => isBelow(at, schema))) return false;
      if (parts.some((part) => isBelow(at, part))) {
        const names = [...namesAlong(at), ...below];
        found.set(names.join('\n'), names);
        return found.size <= mostWays;
      }
      const component = componentAt.exec(at)?.[0];
      if (component === undefined) return true;
      if (inside.includes(component)) return false;
      const along = namesAlong(at);
      return (leads?.by.get(component) ?? []).every(
        ({ from, to }) => !isBelow(at, to) || follow(from, [...along.slice(namesAlong(to).length), ...below], [...inside, component]),
      );
    };
    return follow(pointer, [], []) && found.size > 0 ? [...found.values()] : undefined;
  };

  return (pointer, operation, side) => {
    if (!leads) return undefined;
    const key = `${pointer} ${operation} ${side}`;
    if (!known.has(key)) known.set(key, find(pointer, (operations.get(operation) ?? []).flatMap(partsOfSide[side])));
    return known.get(key);
  };
};
