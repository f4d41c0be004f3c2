import { below, valueAt } from '../../pointer.ts';
import { localPointer } from './local.ts';

/** Where a schema leads without a step into the document: by its reference, and into what it combines. */
const nextOf = (pointer: string, value: unknown): string[] => {
  if (typeof value !== 'object' || value === null) return [];
  const schema = value as Readonly<Record<string, unknown>>;
  const { $ref, not } = schema;
  const found: string[] = [];
  const target = typeof $ref === 'string' ? localPointer($ref) : undefined;
  if (target !== undefined) found.push(target);
  for (const keyword of ['allOf', 'anyOf', 'oneOf']) {
    const list = schema[keyword];
    if (Array.isArray(list)) for (const i of list.keys()) found.push(below(pointer, keyword, i));
  }
  if (typeof not === 'object' && not !== null) found.push(below(pointer, 'not'));
  return found;
};

/** Does the schema at a pointer lead only to itself? Asked of many places of one document: what ends is found out once. */
export const circlesOf = (root: unknown): ((start: string, value?: unknown) => boolean) => {
  const ends = new Set<string>();
  /** Does every way from here end? False where that is not known. */
  const ending = (pointer: string, value: unknown, seen: Set<string>): boolean => {
    if (ends.has(pointer)) return true;
    if (seen.has(pointer)) return false;
    seen.add(pointer);
    const all = nextOf(pointer, value).every((next) => ends.has(next) || ending(next, valueAt(root, next), seen));
    if (all) ends.add(pointer);
    return all;
  };
  const leadsBack = (start: string): boolean => {
    const seen = new Set<string>();
    const open = nextOf(start, valueAt(root, start));
    for (let pointer = open.pop(); pointer !== undefined; pointer = open.pop()) {
      if (pointer === start) return true;
      if (seen.has(pointer)) continue;
      seen.add(pointer);
      open.push(...nextOf(pointer, valueAt(root, pointer)));
    }
    return false;
  };
  /** Does it hold a reference to what is known to end, and nothing else that leads on? Most places do. */
  const endsAtOnce = (value: unknown): boolean => {
    if (typeof value !== 'object' || value === null) return false;
    const { $ref, allOf, anyOf, oneOf, not } = value as Readonly<Record<string, unknown>>;
    const isPlain = allOf === undefined && anyOf === undefined && oneOf === undefined && not === undefined;
    return isPlain && typeof $ref === 'string' && ends.has(localPointer($ref) ?? '');
  };
  return (start, value = valueAt(root, start)) => !endsAtOnce(value) && !ending(start, value, new Set()) && leadsBack(start);
};
