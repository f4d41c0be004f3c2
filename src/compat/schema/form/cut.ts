import { valueAt } from '../../pointer.ts';
import type { Place } from '../read/place.ts';
import type { Budget } from '../undecided.ts';
import { Exact } from '../value.ts';

// Large documents that hardly differ: what is written the same in both is recognised by its text, before anything is
// made of it, and is taken apart only when somebody asks what it says. Cost: one walk over each document.

/** Parts that two documents share. */
export interface Cuts {
  /** A number that equal parts have in common; undefined for a part that only one document has. */
  readonly shared: (place: Place) => number | undefined;
}

/** Smaller documents are not worth it. In objects and lists. */
const worthwhile = 4000;

/** What hides in a part: a reference, or something that changes what references mean. */
const holdsReference = 1;
const holdsScope = 2;
const scoping: ReadonlySet<string> = new Set([
  '$id',
  'id',
  '$anchor',
  '$dynamicAnchor',
  '$recursiveAnchor',
  '$dynamicRef',
  '$recursiveRef',
  '$schema',
]);
/** They say nothing about which documents are valid; below `properties` and its like they are names. */
const silent: ReadonlySet<string> = new Set(['title', 'description', 'examples', 'example', '$comment']);

const isContainer = (value: unknown): value is object => typeof value === 'object' && value !== null && !(value instanceof Exact);

const isLarge = (root: unknown): boolean => {
  const work: unknown[] = [root];
  for (let count = 0; work.length > 0; count++) {
    if (count > worthwhile) return true;
    const value = work.pop();
    if (isContainer(value)) for (const child of Object.values(value)) if (isContainer(child)) work.push(child);
  }
  return false;
};

interface Numbered {
  readonly ids: WeakMap<object, number>;
  readonly seen: ReadonlySet<number>;
  readonly references: ReadonlySet<string>;
}

/** Reads two documents; undefined where they are too small to bother. */
export const cutsOf = (documents: readonly [unknown, unknown], budget: Budget): Cuts | undefined => {
  if (!documents.every(isLarge)) return undefined;
  const numbers = new Map<string, number>();
  const flags: number[] = [];

  const numberAll = (root: unknown): Numbered => {
    const ids = new WeakMap<object, number>();
    const seen = new Set<number>();
    const references = new Set<string>();
    if (!isContainer(root)) return { ids, seen, references };
    const work: { value: object; names: readonly string[] | undefined; at: number; isEntered: boolean }[] = [];
    const enter = (value: object): void => {
      work.push({ value, names: Array.isArray(value) ? undefined : Object.keys(value).sort(), at: 0, isEntered: false });
    };
    enter(root);
    for (let top = work.at(-1); top; top = work.at(-1)) {
      const { value, names } = top;
      const members = value as Readonly<Record<string | number, unknown>>;
      if (!top.isEntered) {
        top.isEntered = true;
        budget.spend(1);
        if (names) for (const name of names) if (isContainer(members[name])) enter(members[name]);
        if (!names) for (const item of value as readonly unknown[]) if (isContainer(item)) enter(item);
        continue;
      }
      work.pop();
      let flag = 0;
      let text = names ? '{' : '[';
      const add = (child: unknown): void => {
        if (isContainer(child)) {
          const id = ids.get(child) as number;
          text += `#${id},`;
          flag |= flags[id] ?? 0;
        } else text += `${typeof child === 'string' ? JSON.stringify(child) : child instanceof Exact ? child.text : String(child)},`;
      };
      if (names)
        for (const name of names) {
          const child = members[name];
          if (silent.has(name) && typeof child === 'string') continue;
          if (name === '$ref' && typeof child === 'string') {
            flag |= holdsReference;
            references.add(child);
          } else if (scoping.has(name) && typeof child !== 'object' && (value !== root || name !== '$schema')) flag |= holdsScope;
          text += `${JSON.stringify(name)}:`;
          add(child);
        }
      else for (const item of value as readonly unknown[]) add(item);
      let id = numbers.get(text);
      if (id === undefined) numbers.set(text, (id = numbers.size));
      flags[id] = flag;
      ids.set(value, id);
      seen.add(id);
    }
    return { ids, seen, references };
  };

  const [one, two] = documents.map(numberAll) as [Numbered, Numbered];
  // A reference is clean when what it leads to is the same in both documents, with all that this refers to.
  const idIn = (document: unknown, { ids }: Numbered, reference: string): number | undefined => {
    if (!reference.startsWith('#/') && reference !== '#') return undefined;
    const target = valueAt(document, decodeURIComponent(reference.slice(1)));
    return isContainer(target) ? ids.get(target) : undefined;
  };
  const referencesOf = (document: unknown, reference: string): string[] => {
    const found: string[] = [];
    const work: unknown[] = [valueAt(document, decodeURIComponent(reference.slice(1)))];
    for (let value = work.pop(); value !== undefined; value = work.pop()) {
      if (!isContainer(value)) continue;
      budget.spend(1);
      const { $ref } = value as { readonly $ref?: unknown };
      if (typeof $ref === 'string') found.push($ref);
      for (const child of Object.values(value)) if (isContainer(child)) work.push(child);
    }
    return found;
  };
  const users = new Map<string, string[]>();
  const dirty: string[] = [];
  for (const reference of new Set([...one.references, ...two.references])) {
    const id = idIn(documents[0], one, reference);
    if (id === undefined || id !== idIn(documents[1], two, reference) || (flags[id] ?? 0) & holdsScope) dirty.push(reference);
    else for (const inner of referencesOf(documents[0], reference)) users.set(inner, [...(users.get(inner) ?? []), reference]);
  }
  const unclean = new Set(dirty);
  for (let reference = dirty.pop(); reference !== undefined; reference = dirty.pop())
    for (const user of users.get(reference) ?? [])
      if (!unclean.has(user)) {
        unclean.add(user);
        dirty.push(user);
      }
  const isClean = new WeakMap<object, boolean>();
  const clean = (value: object): boolean => {
    let known = isClean.get(value);
    if (known === undefined) {
      known = true;
      const work: unknown[] = [value];
      for (let part = work.pop(); part !== undefined && known; part = work.pop()) {
        if (!isContainer(part)) continue;
        const { $ref } = part as { readonly $ref?: unknown };
        if (typeof $ref === 'string' && unclean.has($ref)) known = false;
        for (const child of Object.values(part)) if (isContainer(child)) work.push(child);
      }
      isClean.set(value, known);
    }
    return known;
  };

  return {
    shared: ({ value }) => {
      if (!isContainer(value)) return undefined;
      const [id, other] = [one.ids.get(value), two.ids.get(value)];
      const number = id ?? other;
      if (number === undefined || !one.seen.has(number) || !two.seen.has(number)) return undefined;
      const flag = flags[number] ?? 0;
      if (flag & holdsScope) return undefined;
      return flag & holdsReference && !clean(value) ? undefined : number;
    },
  };
};
