import { type Place, placeText } from '../../core/error.ts';
import { nearest } from '../../core/nearest.ts';
import type { Document } from '../document.ts';
import { inventoryOf, type Known } from './inventory.ts';
import { type Consumer, type Names, type OperationUsage, type Placed, together, type Usage, type Use, whole } from './usage.ts';

/** More of one consumer are counted, not told. */
const mostTold = 5;

interface Unknown {
  readonly at: Place;
  readonly what: string;
}

/** Headers that OpenAPI does not let anybody declare. */
const undeclared: ReadonlySet<string> = new Set(['header accept', 'header content-type', 'header authorization']);

/** Is it among the members, or a part of one that may hold anything? */
const isAmong = (used: Names, members: readonly Names[]): boolean =>
  used.length === 0 ||
  (used[0] === whole && used.length === 1) ||
  members.some((member) => {
    for (const [i, name] of used.entries()) {
      if (name === whole || member[i] === whole) return true;
      if (member[i] !== name) return false;
    }
    return true;
  });

const didYouMean = (name: string, known: Iterable<string>): string => {
  const near = nearest(name, known);
  return near === undefined ? '' : `; did you mean ${JSON.stringify(near)}?`;
};

/** What a use names of an operation that neither version has. */
const strangeParts = (use: Use, known: Known, calls: string): readonly Unknown[] => {
  const { at } = use;
  const of = (what: string): Unknown => ({ at, what: `${calls} has ${what}` });
  const beside = [...(use.parameters ?? [])].filter(
    (name) => !name.startsWith('path ') && !undeclared.has(name) && !known.parameters.has(name),
  );
  const members = (side: 'request' | 'response'): readonly Unknown[] =>
    (use[side] ?? [])
      .filter((names) => !isAmong(names, known[side]))
      .map((names) => {
        const name = names.join('/');
        return of(
          `no ${side} member ${JSON.stringify(name)} in either version${didYouMean(
            name,
            known[side].map((one) => one.filter((part) => part !== whole).join('/')),
          )}`,
        );
      });
  return [
    ...beside.map((name) => of(`no parameter ${JSON.stringify(name)} in either version${didYouMean(name, known.parameters)}`)),
    ...members('request'),
    ...members('response'),
  ];
};

const partsUsed = ({ parameters, seen, request, response }: Use): OperationUsage => ({
  ...(seen ? { seen } : {}),
  ...(parameters ? { parameters } : {}),
  ...(request ? { request } : {}),
  ...(response ? { response } : {}),
});

const told = (name: string, unknown: readonly Unknown[]): readonly string[] => {
  const texts = [...new Set(unknown.map(({ at, what }) => `${what} (${placeText(at)})`))];
  const rest = texts.length - mostTold;
  return texts
    .slice(0, mostTold)
    .map((text, i) => `${name}: ${text}${rest > 0 && i === mostTold - 1 ? `, and ${rest} more of the kind` : ''}`);
};

/**
 * Finds the calls of consumers among the operations of both versions. A slip must not rule anything out: what is called that neither version has may
 * mean the operations that are near it, and what is named of an operation that it has not opens the whole of it; a consumer none of whose calls
 * is known may use anything. All of that is said.
 */
export const placeConsumers = (
  consumers: readonly Consumer[],
  old: Document,
  next: Document,
): { readonly consumers: readonly Placed[]; readonly notices: readonly string[] } => {
  if (consumers.length === 0) return { consumers: [], notices: [] };
  const inventory = inventoryOf([old, next]);
  const notices: string[] = [];
  const placed = consumers.map(({ name, uses }): Placed => {
    if (!uses) return { name };
    const usage = new Map<string, OperationUsage>();
    const add = (key: string, used: OperationUsage): void => {
      const before = usage.get(key);
      usage.set(key, before ? together(before, used) : used);
    };
    const unknown: Unknown[] = [];
    let isKnown = false;
    for (const use of uses) {
      const call = `${use.method} ${use.path}`;
      const keys = inventory.takenBy(use);
      if (keys.length === 0) {
        const near = inventory.near(use);
        for (const key of near) add(key, { doubt: 'call' });
        const meant = near[0] === undefined ? '' : `; did you mean ${JSON.stringify(inventory.called(near[0]))}?`;
        unknown.push({ at: use.at, what: `no operation ${JSON.stringify(call)} is in either version${meant}` });
        continue;
      }
      isKnown = true;
      const known = inventory.known(keys);
      const strange = strangeParts(use, known, call);
      unknown.push(...strange);
      for (const key of keys) add(key, strange.length > 0 ? { ...partsUsed(use), doubt: 'parts' } : partsUsed(use));
    }
    if (isKnown) {
      const said = told(name, unknown);
      notices.push(...said);
      if (said.length > 0) notices.push(`${name}: what it is said to use and nobody has may be a slip, so it rules out nothing there`);
      return { name, usage: usage satisfies Usage };
    }
    notices.push(
      ...told(name, unknown),
      `${name}: ${uses.length === 0 ? 'its contract names no operation' : 'no operation of this use is in either version'}; it may use anything, and rules nothing out`,
    );
    return { name };
  });
  return { consumers: placed, notices };
};
