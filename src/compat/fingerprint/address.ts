import type { Document } from '../document.ts';
import { labelOfScheme } from '../formats/openapi/security-label.ts';
import { localPointer } from '../formats/schemas/local.ts';
import { referencesOf } from '../formats/schemas/references.ts';
import { valueAt } from '../pointer.ts';
import { logicalPlace, logicalWay, type Way } from './place.ts';

// A component has a name for those who write the document, and for nobody else: it is called by the nearest place that
// leads to it. Renamed, inlined or cut in two, it is where it was.

/** Where parts lie that mean something only where they are referred to. */
const shared = /^\/(?:components\/[^/]+|definitions|\$defs|x-drill-files)\/[^/]+/;
// Most references lie in operations, where no such part is.
const rootOf = (pointer: string): string | undefined => (pointer.startsWith('/paths/') ? undefined : shared.exec(pointer)?.[0]);

const schemeAt = /^\/components\/securitySchemes\/[^/]+/;

const isBelow = (pointer: string, top: string): boolean => pointer === top || pointer.startsWith(`${top}/`);

/** How long a pointer is as a place by names. */
const lengthOf = (pointer: string): number => {
  let count = 0;
  for (let at = pointer.indexOf('/'); at !== -1; at = pointer.indexOf('/', at + 1)) count++;
  return pointer.includes('/allOf/') ? count - 2 * (pointer.match(/\/allOf\/\d+(?=\/|$)/g)?.length ?? 0) : count;
};

interface Leads {
  readonly from: string;
  readonly to: string;
}

interface Ways {
  /** How far a place is that references lead to. */
  readonly distance: ReadonlyMap<string, number>;
  /** Places that references lead to, by the part that they lie in, and references by what they lead to. */
  readonly targets: ReadonlyMap<string, readonly string[]>;
  readonly to: ReadonlyMap<string, readonly Leads[]>;
}

const waysIn = (document: Document): Ways => {
  const leads = referencesOf(document).flatMap(({ text, from }): Leads[] => {
    const to = localPointer(text);
    return to !== undefined && rootOf(to) !== undefined ? [{ from, to }] : [];
  });
  const inside = Map.groupBy(leads, ({ from }) => rootOf(from) ?? '');
  const distance = new Map<string, number>();
  // The nearest first; lengths are few.
  const open: string[][] = [];
  const reach = (to: string, length: number): void => {
    if ((distance.get(to) ?? Infinity) <= length) return;
    distance.set(to, length);
    (open[length] ??= []).push(to);
  };
  for (const { from, to } of inside.get('') ?? []) reach(to, lengthOf(from));
  for (let length = 0; length < open.length; length++)
    for (const target of open[length] ?? []) {
      if (distance.get(target) !== length) continue;
      for (const { from, to } of inside.get(rootOf(target) ?? '') ?? [])
        if (isBelow(from, target)) reach(to, length + lengthOf(from.slice(target.length)));
    }
  return { distance, targets: Map.groupBy(distance.keys(), (target) => rootOf(target) ?? ''), to: Map.groupBy(leads, ({ to }) => to) };
};

interface Named {
  readonly way: Way;
  readonly place: readonly string[];
}

const least = (all: readonly Named[]): Named | undefined => {
  const textOf = ({ place }: Named): string => place.join('\n');
  return all.reduce<Named | undefined>((best, one) => (best && textOf(best) <= textOf(one) ? best : one), undefined);
};

/**
 * Calls places of a document by names, each from where it is met: what lies in a component by the nearest place that leads there, and by its own name
 * only where nothing does. Cost: a look at all references when it is asked for a component first, and at those that lead to it.
 */
export const addressesIn = (document: Document): ((pointer: string) => readonly string[]) => {
  let ways: Ways | undefined;
  const known = new Map<string, Named | undefined>();

  /** Undefined where nothing leads there. */
  const namedAt = (pointer: string, { distance, targets, to }: Ways): Named | undefined => {
    const root = rootOf(pointer);
    if (root === undefined) return made([{ from: '', pointer }]);
    const above = (targets.get(root) ?? []).filter((target) => isBelow(pointer, target));
    const lengthBy = (target: string): number => (distance.get(target) ?? 0) + lengthOf(pointer.slice(target.length));
    const shortest = Math.min(...above.map(lengthBy));
    return least(
      above
        .filter((target) => lengthBy(target) === shortest)
        .flatMap((target) => {
          const start = nameOf(target);
          return start ? [made([...start.way, { from: target, pointer: pointer.slice(target.length) }])] : [];
        }),
    );

    function nameOf(target: string): Named | undefined {
      if (!known.has(target)) {
        known.set(target, undefined); // a reference to itself is no way
        const near = (to.get(target) ?? []).filter(({ from }) => distanceOf(from) === distance.get(target));
        known.set(target, least(near.flatMap(({ from }) => namedAt(from, { distance, targets, to }) ?? [])));
      }
      return known.get(target);
    }
    function distanceOf(from: string): number {
      const home = rootOf(from);
      if (home === undefined) return lengthOf(from);
      const tops = (targets.get(home) ?? []).filter((target) => isBelow(from, target));
      return Math.min(...tops.map((target) => (distance.get(target) ?? 0) + lengthOf(from.slice(target.length))));
    }
  };
  const made = (way: Way): Named => ({ way, place: logicalWay(document.value, way) });

  return (pointer) => {
    const scheme = schemeAt.exec(pointer);
    if (scheme) {
      const [at, rest] = [scheme[0], pointer.slice(scheme[0].length)];
      return [
        'securitySchemes',
        labelOfScheme(document.value, valueAt(document.value, at)),
        ...logicalPlace(valueAt(document.value, at), rest),
      ];
    }
    if (rootOf(pointer) === undefined) return logicalPlace(document.value, pointer);
    return namedAt(pointer, (ways ??= waysIn(document)))?.place ?? logicalPlace(document.value, pointer);
  };
};
