import { canonicalJson, sha256 } from '../../core/hash.ts';
import { named, notSchemas } from '../document/names.ts';
import { annotations } from '../formats/schemas/keywords.ts';
import { localPointer } from '../formats/schemas/local.ts';
import { valueAt } from '../pointer.ts';

// What a part says, whoever words it: no annotations, no order, what it refers to in its place. For telling changes apart, not for
// telling whether they matter.

/** How many references deep is looked: what differs further down is another change. */
const depth = 4;

/** Lists in which a position means something. */
const ordered: ReadonlySet<string> = new Set(['prefixItems', 'items']);

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Short texts for parts of one document. Each part is looked at once for each number of references that lead to it. */
export const meaningIn = (root: unknown): ((value: unknown) => string) => {
  const known = Array.from({ length: (depth + 1) * 2 }, () => new WeakMap<object, string>());

  const members = (value: Readonly<Record<string, unknown>>, left: number, isNames: boolean): Record<string, string> =>
    Object.fromEntries(
      Object.entries(value).flatMap(([name, child]): [string, string][] => {
        if (isNames) return [[name, textOf(child, left, false)]];
        if (annotations.has(name) || name.startsWith('x-') || name === 'allOf' || name === '$ref') return [];
        if (notSchemas.has(name))
          return [[name, canonicalJson(Array.isArray(child) ? child.map((one) => canonicalJson(one)).sort() : child)]];
        return [
          [
            name,
            ordered.has(name) && Array.isArray(child)
              ? canonicalJson(child.map((one) => textOf(one, left, false)))
              : textOf(child, left, named.has(name)),
          ],
        ];
      }),
    );

  /** All that holds at once of a schema: its own keywords, what it refers to, what it combines. */
  const partsOf = (value: Readonly<Record<string, unknown>>, left: number): string[] => {
    const { $ref, allOf } = value;
    const target = typeof $ref === 'string' ? localPointer($ref) : undefined;
    const own = members(value, left, false);
    const text = canonicalJson(own);
    return [
      ...(Object.keys(own).length > 0 ? [text] : []),
      ...(typeof $ref !== 'string'
        ? []
        : target === undefined
          ? [$ref]
          : left === 0
            ? []
            : [textOf(valueAt(root, target), left - 1, false)]),
      ...(Array.isArray(allOf) ? allOf.map((part) => textOf(part, left, false)) : []),
    ];
  };

  const textOf = (value: unknown, left: number, isNames: boolean): string => {
    if (typeof value !== 'object' || value === null) return canonicalJson(value ?? null);
    const memo = known[left * 2 + (isNames ? 1 : 0)];
    const before = memo?.get(value);
    if (before !== undefined) return before;
    let text: string;
    if (Array.isArray(value)) text = canonicalJson(value.map((item) => textOf(item, left, false)).sort());
    else if (!isRecord(value) || 'toJSON' in value) text = canonicalJson(value);
    else if (isNames) text = canonicalJson(members(value, left, true));
    else {
      const parts = partsOf(value, left);
      // What consists of one part alone is that part.
      text = parts.length === 1 ? (parts[0] ?? '') : canonicalJson(parts.sort());
    }
    const short = text.length > 800 ? sha256(text) : text;
    memo?.set(value, short);
    return short;
  };
  return (value) => textOf(value, depth, false);
};
