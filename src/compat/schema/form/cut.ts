import { valueAt } from '../../pointer.ts';
import type { Place } from '../read/place.ts';
import type { Budget } from '../undecided.ts';
import { Exact } from '../value.ts';
import { annotations } from './keywords.ts';

// Large documents that hardly differ: what stands at the same place in both, and says the same there, is recognised
// before anything is made of it, and is taken apart only when somebody asks what it says. Cost: one walk over both.

/** Parts that two documents share. */
export interface Cuts {
  /** What equal parts have in common; undefined for a part that only one document has. */
  readonly shared: (place: Place) => string | undefined;
}

/** Smaller documents are not worth it. In objects and lists. */
const worthwhile = 40;
/** Parts that lie deeper are read like any others. */
const deepest = 400;

/** What hides in a part: a reference, or something that changes what references mean. */
const holdsReference = 1;
const holdsScope = 2;
const scoping: ReadonlySet<string> = new Set('$id id $anchor $dynamicAnchor $recursiveAnchor $dynamicRef $recursiveRef $schema'.split(' '));
/** Below these a reference means something else than it does at the root. */
const rebasing = ['$id', 'id', '$schema'] as const;
/** They say nothing about which documents are valid; below `properties` and its like they are names, and no strings. */
const silent: ReadonlySet<string> = new Set(['title', 'description', '$comment']);

/** Below these stand values and names that people choose, where nothing is silent. */
const verbatim: ReadonlySet<string> = new Set(['enum', 'const', 'default', 'mapping', 'scopes']);

type Members = Readonly<Record<string, unknown>>;
const isContainer = (value: unknown): value is object => typeof value === 'object' && value !== null && !(value instanceof Exact);

const rebases = (value: unknown): boolean =>
  isContainer(value) && rebasing.some((name) => Object.hasOwn(value, name) && typeof (value as Members)[name] === 'string');

const isLarge = (root: unknown): boolean => {
  const work: unknown[] = [root];
  for (let count = 0; work.length > 0; count++) {
    if (count > worthwhile) return true;
    const value = work.pop();
    if (isContainer(value)) for (const child of Object.values(value)) if (isContainer(child)) work.push(child);
  }
  return false;
};

/** What two documents have in common: what equal parts hide, by the part in either document. */
export interface Shared {
  /** Equal parts have equal numbers, parts that only one document has none. Titles and descriptions make no difference. */
  readonly ids: ReadonlyMap<object, number>;
  readonly flags: readonly number[];
  /** The texts of all references in equal parts. */
  readonly references: ReadonlySet<string>;
}

const sharedBy = (pairs: readonly (readonly [unknown, unknown])[], budget: Budget): Shared => {
  const ids = new Map<object, number>();
  const flags: number[] = [];
  const references = new Set<string>();
  /** What two parts hide when they are equal; -1 when they are not. Parts of what is not equal are looked at all the same. */
  const walk = (x: unknown, y: unknown, depth: number, isRebased: boolean, isVerbatim: boolean): number => {
    if (!isContainer(x) || !isContainer(y)) {
      if (x instanceof Exact && y instanceof Exact) return x.text === y.text ? 0 : -1;
      return x === y ? 0 : -1;
    }
    if (depth > deepest || Array.isArray(x) !== Array.isArray(y)) return -1;
    if (x === y) return mark(x, depth, isRebased);
    budget.spend(1);
    const isMoved = isRebased || (depth > 0 && (rebases(x) || rebases(y)));
    const isSilent = (name: string, value: unknown): boolean => !isVerbatim && typeof value === 'string' && silent.has(name);
    let flag = isMoved ? holdsScope : 0;
    let isEqual = true;
    const see = (child: number): void => {
      if (child < 0) isEqual = false;
      else flag |= child;
    };
    if (Array.isArray(x)) {
      const other = y as readonly unknown[];
      isEqual = x.length === other.length;
      for (let at = 0; at < x.length && at < other.length; at++) see(walk(x[at], other[at], depth + 1, isMoved, isVerbatim));
    } else {
      const [one, two] = [x as Members, y as Members];
      let missing = 0;
      for (const name of Object.keys(two)) if (!isSilent(name, two[name])) missing++;
      for (const name of Object.keys(one)) {
        const child = one[name];
        if (isSilent(name, child)) continue;
        if (!Object.hasOwn(two, name)) {
          isEqual = false;
          continue;
        }
        if (!isSilent(name, two[name])) missing--;
        if (typeof child === 'string') {
          if (name === '$ref') {
            flag |= holdsReference;
            references.add(child);
          } else if (scoping.has(name) && depth > 0) flag |= holdsScope;
        } else if (child === true && scoping.has(name)) flag |= holdsScope;
        see(walk(child, two[name], depth + 1, isMoved, isVerbatim || verbatim.has(name)));
      }
      if (missing !== 0) isEqual = false;
    }
    if (!isEqual) return -1;
    const id = flags.push(flag) - 1;
    ids.set(x, id);
    ids.set(y, id);
    return flag;
  };
  /** The same of a part that is one object in both: nothing has to be held against anything. */
  const mark = (part: object, depth: number, isRebased: boolean): number => {
    if (depth > deepest) return -1;
    budget.spend(1);
    const isMoved = isRebased || (depth > 0 && rebases(part));
    let flag = isMoved ? holdsScope : 0;
    // All bits are those of -1, and no other bit takes one away.
    if (Array.isArray(part)) {
      for (const child of part) if (isContainer(child)) flag |= mark(child, depth + 1, isMoved);
    } else
      for (const name of Object.keys(part)) {
        const child = (part as Members)[name];
        if (isContainer(child)) flag |= mark(child, depth + 1, isMoved);
        else if (typeof child === 'string' && name === '$ref') {
          flag |= holdsReference;
          references.add(child);
        } else if (scoping.has(name) && (child === true || (typeof child === 'string' && depth > 0))) flag |= holdsScope;
      }
    if (flag >= 0) ids.set(part, flags.push(flag) - 1);
    return flag;
  };
  for (const [i, [x, y]] of pairs.entries()) walk(x, y, i, false, false);
  return { ids, flags, references };
};

/** The parts that stand at the same place of two documents and say the same there. Cost: one walk over both. */
export const sharedParts = (a: unknown, b: unknown): Shared => sharedBy([[a, b]], { spend: () => {} });

/**
 * What a schema without others in it says: most parts are a type and a description, and what says the same is one part wherever
 * it stands. Undefined for a part that holds more.
 */
const textOfLeaf = (part: object): string | undefined => {
  let text = '';
  for (const name of Object.keys(part)) {
    if (annotations.has(name)) continue;
    const value = (part as Members)[name];
    if (typeof value === 'object') return undefined;
    text += `${name}=${JSON.stringify(value)};`;
  }
  return text;
};

/** Every reference in a part. */
const referencesIn = (part: unknown, budget: Budget): string[] => {
  const found: string[] = [];
  const work: unknown[] = [part];
  for (let value = work.pop(); value !== undefined; value = work.pop()) {
    if (!isContainer(value)) continue;
    budget.spend(1);
    const { $ref } = value as { readonly $ref?: unknown };
    if (typeof $ref === 'string') found.push($ref);
    for (const child of Object.values(value)) if (isContainer(child)) work.push(child);
  }
  return found;
};

const targetOf = (document: unknown, reference: string): unknown => {
  if (reference !== '#' && !reference.startsWith('#/')) return undefined;
  try {
    return valueAt(document, decodeURIComponent(reference.slice(1)));
  } catch {
    return undefined;
  }
};

/** Is there something between the root and a part that changes what references mean? */
const isRebasedAbove = (root: unknown, pointer: string): boolean => {
  for (let at = pointer.lastIndexOf('/'); at > 0; at = pointer.lastIndexOf('/', at - 1))
    if (rebases(valueAt(root, pointer.slice(0, at)))) return true;
  return false;
};

/**
 * Reads two documents; undefined where they are too small to bother.
 *
 * @param at JSON pointers of the parts that are compared, where these are not the whole
 * @param given what they share, where that is known; also of two documents that these were made of by changing some of their parts
 * @throws Spent
 */
export const cutsOf = (
  [a, b]: readonly [unknown, unknown],
  budget: Budget,
  at: { readonly a?: string; readonly b?: string } = {},
  given?: Shared,
): Cuts | undefined => {
  if (!given && (!isLarge(a) || !isLarge(b))) return undefined;
  const [one, two] = [at.a ?? '', at.b ?? ''];
  const whole = [a, b] as const;
  // Parts at different places are held against each other too; what stands elsewhere in both is shared as ever.
  const isElsewhere = one !== two && !isRebasedAbove(a, one) && !isRebasedAbove(b, two);
  const { ids, flags, references } = given ?? sharedBy(isElsewhere ? [whole, [valueAt(a, one), valueAt(b, two)]] : [whole], budget);

  // A reference is clean when what it leads to is shared, with all that this refers to.
  const unclean = new Set<string>();
  for (const reference of references) {
    const [one, two] = [targetOf(a, reference), targetOf(b, reference)];
    const id = isContainer(one) ? ids.get(one) : undefined;
    if (id === undefined || !isContainer(two) || ids.get(two) !== id || (flags[id] ?? 0) & holdsScope) unclean.add(reference);
  }
  if (unclean.size > 0) {
    const users = new Map<string, string[]>();
    for (const reference of references)
      if (!unclean.has(reference))
        for (const inner of referencesIn(targetOf(a, reference), budget)) users.set(inner, [...(users.get(inner) ?? []), reference]);
    const work = [...unclean];
    for (let reference = work.pop(); reference !== undefined; reference = work.pop())
      for (const user of users.get(reference) ?? [])
        if (!unclean.has(user)) {
          unclean.add(user);
          work.push(user);
        }
  }
  const known = new Map<number, boolean>();
  const isClean = (id: number, part: object): boolean => {
    if (unclean.size === 0) return true;
    let clean = known.get(id);
    if (clean === undefined) known.set(id, (clean = referencesIn(part, budget).every((reference) => !unclean.has(reference))));
    return clean;
  };

  return {
    shared: ({ value }) => {
      if (!isContainer(value)) return undefined;
      const id = ids.get(value);
      if (id === undefined) return undefined;
      const flag = flags[id] ?? 0;
      if (flag & holdsScope) return undefined;
      if (flag & holdsReference && !isClean(id, value)) return undefined;
      return textOfLeaf(value) ?? String(id);
    },
  };
};
