import type { Value } from '../value.ts';
import { Exact } from '../value.ts';
import type { Random } from './random.ts';

// Documents out of those that were found already: parts of one in the place of parts of another. Most are no documents of the
// schema; to ask which are costs little, and where a schema's own demands are used up (lists of unlike items, recursion) they
// lead on.

/** Documents that were found, and their parts. */
export interface Pool {
  readonly add: (document: Value) => void;
  /** A document that differs from one that was found in one or two places; undefined where none was found, or it grew too large. */
  readonly crossed: (random: Random) => Value | undefined;
}

type Members = { readonly [name: string]: Value };

/** Older parts are forgotten. For each name. */
const mostParts = 200;
/** Characters; larger documents are not read by anybody. */
const largest = 1000;
/** Any name: every part is also among these. */
const anywhere = Symbol('anywhere');

const isContainer = (value: Value): value is readonly Value[] | Members =>
  typeof value === 'object' && value !== null && !(value instanceof Exact);

/** Assigning would take `__proto__` for something else. */
const membersOf = (entries: readonly (readonly [string, Value])[]): Members => Object.fromEntries(entries);

export const poolOf = (): Pool => {
  const documents: Value[] = [];
  /** Parts by the name of the member that they are, or whose items they are. */
  const parts = new Map<string | typeof anywhere, Value[]>();

  const keep = (name: string | typeof anywhere, part: Value): void => {
    const known = parts.get(name) ?? [];
    parts.set(name, known);
    known.push(part);
    if (known.length > mostParts) known.shift();
  };
  const gather = (value: Value, name: string): void => {
    keep(name, value);
    keep(anywhere, value);
    if (!isContainer(value)) return;
    if (Array.isArray(value)) for (const item of value as readonly Value[]) gather(item, `${name}[]`);
    else for (const [member, child] of Object.entries(value)) gather(child, member);
  };
  const partFor = (name: string, random: Random): Value | undefined => random.pick(parts.get(random.oneIn(4) ? anywhere : name) ?? []);

  const list = (items: readonly Value[], name: string, random: Random): Value => {
    const at = random.below(items.length + 1);
    const one = items[at];
    if (one !== undefined && isContainer(one) && !random.oneIn(3)) return items.with(at, changed(one, `${name}[]`, random));
    if (one !== undefined && random.oneIn(4)) return items.toSpliced(at, 1);
    if (one !== undefined && random.oneIn(4)) {
      const other = random.below(items.length);
      return items.with(at, items[other] as Value).with(other, one);
    }
    const part = partFor(`${name}[]`, random);
    if (part === undefined) return items;
    return items.toSpliced(at, one !== undefined && random.oneIn(2) ? 1 : 0, part);
  };
  const object = (value: Members, random: Random): Value => {
    const entries = Object.entries(value);
    const chosen = random.pick(entries);
    const others = random.pick(documents);
    const from = others !== undefined && isContainer(others) && !Array.isArray(others) ? Object.keys(others) : [];
    if (chosen === undefined || random.oneIn(4)) {
      const name = random.pick(from);
      const part = name === undefined ? undefined : partFor(name, random);
      return name === undefined || part === undefined ? value : membersOf([...entries.filter(([known]) => known !== name), [name, part]]);
    }
    const [name, child] = chosen;
    if (random.oneIn(6)) return membersOf(entries.filter(([known]) => known !== name));
    const next = isContainer(child) && !random.oneIn(3) ? changed(child, name, random) : partFor(name, random);
    return next === undefined ? value : membersOf(entries.map(([known, one]) => [known, known === name ? next : one]));
  };
  const changed = (value: Value, name: string, random: Random): Value => {
    if (!isContainer(value)) return partFor(name, random) ?? value;
    return Array.isArray(value) ? list(value as readonly Value[], name, random) : object(value as Members, random);
  };

  return {
    add: (document) => {
      documents.push(document);
      gather(document, '');
    },
    crossed: (random) => {
      const start = random.pick(documents);
      if (start === undefined) return undefined;
      const once = changed(start, '', random);
      const found = random.oneIn(3) ? changed(once, '', random) : once;
      return JSON.stringify(found).length > largest ? undefined : found;
    },
  };
};
