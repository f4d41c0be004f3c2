import { spend } from './budget.ts';
import { type Atom, atoms, type Keywords, keywordsOf } from './keywords.ts';
import { matches } from './pattern.ts';
import type { Node, Schema } from './source.ts';

/** An anyOf or oneOf that has not been split into its branches yet. */
export interface Union {
  readonly node: Node;
  readonly exactly: boolean;
  readonly branches: readonly Node[];
}

/** A conjunction of schemas, merged into one: what all of them demand of each type. It holds every document of them, maybe more. */
export interface Shape {
  readonly nodes: Schema;
  readonly atoms: ReadonlySet<Atom>;
  readonly values: readonly (readonly unknown[])[];
  readonly low: Bound;
  readonly high: Bound;
  readonly multiples: readonly number[];
  readonly patterns: ReadonlySet<string>;
  readonly formats: ReadonlySet<string>;
  readonly length: Range;
  readonly count: Range;
  readonly members: Range;
  readonly unique: boolean;
  readonly names: ReadonlyMap<string, Schema>;
  readonly patternNames: ReadonlyMap<string, Schema>;
  /** What a member that is neither named nor matched by a pattern must be. */
  readonly rest: Schema;
  readonly required: ReadonlySet<string>;
  /** The writer sends the named members alone (profile `tolerant-reader`). */
  readonly closed: boolean;
  /** That profile is in force, here and below; `closed` says whether it matters here. */
  readonly tolerant: boolean;
  readonly unions: readonly Union[];
  readonly nots: readonly Node[];
}

interface Bound {
  readonly at: number;
  readonly open: boolean;
}
interface Range {
  readonly min: number;
  readonly max: number;
}

/** What a shape is made of: schemas, the branches chosen of their unions, and what is known not to hold. */
export interface Parts {
  readonly nodes: Schema;
  readonly split?: ReadonlySet<readonly Node[]>;
  readonly nots?: readonly Node[];
  readonly atoms?: ReadonlySet<Atom>;
  readonly closed?: boolean;
}

/** The schemas themselves, with every reference and allOf in their place; none of them holds a reference or an allOf that is not also here. */
export const expand = (schema: Schema): Schema => {
  const found = new Set<Node>();
  const visit = (node: Node): void => {
    if (found.has(node)) return;
    found.add(node);
    const { ref, allOf } = keywordsOf(node);
    if (ref) visit(ref);
    for (const part of allOf) visit(part);
  };
  for (const node of schema) visit(node);
  return [...found];
};

/** What one schema demands of the member of a name; empty when nothing. */
export const memberOf = (keywords: Keywords, name: string): Schema => {
  const property = keywords.properties.get(name);
  const found = property ? [property] : [];
  for (const [pattern, node] of keywords.patternProperties) if (matches(pattern, name)) found.push(node);
  return found.length === 0 && keywords.additionalProperties ? [keywords.additionalProperties] : found;
};

/** What one schema demands of the item at a position; empty when nothing. */
export const itemOf = (keywords: Keywords, position: number): Schema => {
  const node = keywords.prefixItems[position] ?? keywords.items;
  return node ? [node] : [];
};

const tighter = (a: Bound, b: Bound, sign: 1 | -1): Bound => {
  if (a.at === b.at) return a.open ? a : b;
  return a.at * sign > b.at * sign ? a : b;
};
const within = (range: Range, min: number | undefined, max: number | undefined): Range => ({
  min: Math.max(range.min, min ?? 0),
  max: Math.min(range.max, max ?? Infinity),
});
const anything: Range = { min: 0, max: Infinity };

export const shapeOf = (parts: Parts): Shape => {
  const nodes = expand(parts.nodes);
  spend(10 + 2 * nodes.length);
  const all = nodes.map(keywordsOf);
  const kept = new Set<Atom>(parts.atoms ?? atoms);
  const values: (readonly unknown[])[] = [];
  const patterns = new Set<string>();
  const formats = new Set<string>();
  const required = new Set<string>();
  const multiples: number[] = [];
  const unions: Union[] = [];
  const nots = [...(parts.nots ?? [])];
  let low: Bound = { at: -Infinity, open: false };
  let high: Bound = { at: Infinity, open: false };
  let length = anything;
  let count = anything;
  let members = anything;
  let unique = false;
  for (const [i, k] of all.entries()) {
    const n = k.numbers;
    if (k.never) kept.clear();
    if (k.types) for (const atom of kept) if (!k.types.has(atom)) kept.delete(atom);
    values.push(...k.values);
    if (n.minimum !== undefined) low = tighter({ at: n.minimum, open: false }, low, 1);
    if (n.exclusiveMinimum !== undefined) low = tighter({ at: n.exclusiveMinimum, open: true }, low, 1);
    if (n.maximum !== undefined) high = tighter({ at: n.maximum, open: false }, high, -1);
    if (n.exclusiveMaximum !== undefined) high = tighter({ at: n.exclusiveMaximum, open: true }, high, -1);
    if (n.multipleOf !== undefined) multiples.push(n.multipleOf);
    if (n.multipleOf !== undefined && Number.isSafeInteger(n.multipleOf)) kept.delete('fraction');
    length = within(length, n.minLength, n.maxLength);
    count = within(count, n.minItems, n.maxItems);
    members = within(members, n.minProperties, n.maxProperties);
    if (k.pattern !== undefined) patterns.add(k.pattern);
    if (k.format !== undefined) formats.add(k.format);
    unique ||= k.uniqueItems;
    for (const name of k.required) required.add(name);
    for (const [branches, exactly] of [
      [k.anyOf, false],
      [k.oneOf, true],
    ] as const)
      if (branches && !parts.split?.has(branches)) unions.push({ node: nodes[i] as Node, exactly, branches });
    if (k.not) nots.push(k.not);
  }
  const names = new Map<string, Schema>();
  const patternNames = new Map<string, Schema>();
  const rest: Node[] = [];
  for (const k of all) {
    // A member that is demanded is a member that is sent, named or not.
    for (const name of [...k.properties.keys(), ...k.required])
      if (!names.has(name))
        names.set(
          name,
          all.flatMap((other) => memberOf(other, name)),
        );
    for (const [pattern, node] of k.patternProperties) patternNames.set(pattern, [...(patternNames.get(pattern) ?? []), node]);
    if (k.additionalProperties) rest.push(k.additionalProperties);
  }
  const closed =
    (parts.closed ?? false) &&
    names.size > 0 &&
    rest.every((node) => node.value === true || isEmptyObject(node.value)) &&
    patternNames.size === 0 &&
    // What branches name is sent too: it is known only when they have been split.
    !unions.some(({ branches }) => branches.some((branch) => namesMembers(branch, names))) &&
    !all.some((k) => [k.then, k.else].some((branch) => branch && namesMembers(branch, names)));
  if (low.at > high.at || (low.at === high.at && (low.open || high.open)))
    for (const atom of ['integer', 'fraction'] as const) kept.delete(atom);
  if (length.min > length.max) kept.delete('string');
  if (count.min > count.max) kept.delete('array');
  if (Math.max(members.min, required.size) > members.max) kept.delete('object');
  return {
    nodes,
    atoms: kept,
    values,
    low,
    high,
    multiples,
    patterns,
    formats,
    length,
    count,
    members,
    unique,
    names,
    patternNames,
    rest,
    required,
    closed,
    tolerant: parts.closed ?? false,
    unions,
    nots,
  };
};

/** Does a schema name members that are not among some? What nests deeper than eight alternatives is taken to. */
const namesMembers = (branch: Node, known: ReadonlyMap<string, Schema>, depth = 8): boolean =>
  depth === 0 ||
  expand([branch]).some((node) => {
    const k = keywordsOf(node);
    return (
      [...k.properties.keys(), ...k.required].some((name) => !known.has(name)) ||
      k.patternProperties.size > 0 ||
      (k.additionalProperties !== undefined && k.additionalProperties.value !== false) ||
      [...(k.anyOf ?? []), ...(k.oneOf ?? [])].some((inner) => namesMembers(inner, known, depth - 1))
    );
  });

const isEmptyObject = (value: unknown): boolean => typeof value === 'object' && value !== null && Object.keys(value).length === 0;

/** What a shape demands of the member of a name. */
export const memberOfShape = (shape: Shape, name: string): Schema =>
  shape.names.get(name) ?? shape.nodes.flatMap((node) => memberOf(keywordsOf(node), name));

/** What a shape demands of the item at a position; at Infinity: of those behind every prefix. */
export const itemOfShape = (shape: Shape, position: number): Schema => shape.nodes.flatMap((node) => itemOf(keywordsOf(node), position));

export const longestPrefix = (schema: Schema): number => Math.max(0, ...schema.map((node) => keywordsOf(node).prefixItems.length));
