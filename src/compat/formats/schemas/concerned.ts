import { below, segmentsOf } from '../../pointer.ts';
import { localPointer } from './local.ts';

// Some keywords make a document mean something else than it says, and then it is written anew. Most of its parts (a path, a
// component) have nothing to do with any of them, and are left alone: of two versions what they share is looked at once.

/** Keywords that make a document mean something else than it says, as it is seen from one side. */
const telling = ['readOnly', 'writeOnly', 'discriminator', 'contentEncoding'] as const;
type Telling = (typeof telling)[number];

type Members = Readonly<Record<string, unknown>>;
const isRecord = (value: unknown): value is Members => typeof value === 'object' && value !== null && !Array.isArray(value);
const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** What stands anywhere in a part, be it as a name. */
interface Survey {
  readonly keywords: ReadonlySet<Telling>;
  readonly references: ReadonlySet<string>;
}

const scan = (value: object, keywords: Set<Telling>, references: Set<string>): void => {
  if (Array.isArray(value)) {
    for (const item of value) if (isObject(item)) scan(item, keywords, references);
    return;
  }
  for (const keyword of telling) if (Object.hasOwn(value, keyword)) keywords.add(keyword);
  for (const name of Object.keys(value)) {
    const child = (value as Members)[name];
    if (isObject(child)) scan(child, keywords, references);
    else if (name === '$ref' && typeof child === 'string') references.add(child);
  }
};

const surveys = new WeakMap<object, Survey>();
const surveyOf = (part: object): Survey => {
  let found = surveys.get(part);
  if (!found) {
    const [keywords, references] = [new Set<Telling>(), new Set<string>()];
    scan(part, keywords, references);
    surveys.set(part, (found = { keywords, references }));
  }
  return found;
};

/** How far down its parts lie below a member of the root; other members are parts themselves. */
const levels: Readonly<Record<string, number>> = { paths: 1, components: 2 };

interface Parts {
  readonly parts: ReadonlyMap<string, object>;
  /** The objects that hold them. */
  readonly holders: readonly Members[];
}
const known = new WeakMap<object, Parts>();

/** The parts of a document by their pointers. */
const partsOf = (document: Members): Parts => {
  const before = known.get(document);
  if (before) return before;
  const parts = new Map<string, object>();
  const holders: Members[] = [document];
  const visit = (value: unknown, pointer: string, deep: number): void => {
    if (deep === 0 || !isRecord(value)) {
      if (isObject(value)) parts.set(pointer, value);
      return;
    }
    holders.push(value);
    for (const name of Object.keys(value)) visit(value[name], below(pointer, name), deep - 1);
  };
  for (const name of Object.keys(document)) visit(document[name], below('', name), Object.hasOwn(levels, name) ? (levels[name] ?? 0) : 0);
  const found = { parts, holders };
  known.set(document, found);
  return found;
};

/** The part that a reference leads into; undefined for one that leads to what holds parts, or nobody knows where. */
const targetOf = (reference: string): string | undefined => {
  const pointer = localPointer(reference);
  if (pointer === undefined || pointer === '') return undefined;
  const segments = segmentsOf(pointer);
  const [first = ''] = segments;
  const deep = Object.hasOwn(levels, first) ? (levels[first] ?? 0) : 0;
  return segments.length > deep ? below('', ...segments.slice(0, deep + 1)) : undefined;
};

/**
 * The parts of a document that a keyword has nothing to do with: it stands neither in them nor in what they refer to, at first
 * or tenth hand. Undefined: it stands nowhere.
 */
export const leftAloneBy = (document: object, keyword: Telling): ReadonlySet<unknown> | undefined => {
  const { parts, holders } = partsOf(document as Members);
  const isHeld = holders.some((holder) => Object.hasOwn(holder, keyword));
  const concerned = new Set<string>();
  for (const [pointer, part] of parts) if (surveyOf(part).keywords.has(keyword)) concerned.add(pointer);
  if (concerned.size === 0 && !isHeld) return undefined;
  const users = new Map<string | undefined, string[]>();
  const targets = new Map<string, string | undefined>();
  for (const [pointer, part] of parts)
    for (const reference of surveyOf(part).references) {
      if (!targets.has(reference)) targets.set(reference, targetOf(reference));
      const target = targets.get(reference);
      const others = users.get(target);
      if (others) others.push(pointer);
      else users.set(target, [pointer]);
    }
  for (const user of users.get(undefined) ?? []) concerned.add(user);
  for (const pointer of concerned) for (const user of users.get(pointer) ?? []) concerned.add(user);
  const left = new Set<unknown>();
  if (!isHeld) for (const [pointer, part] of parts) if (!concerned.has(pointer)) left.add(part);
  // What stands in two places, as an alias of YAML, is left alone where both are.
  for (const [pointer, part] of parts) if (concerned.has(pointer)) left.delete(part);
  return left;
};
