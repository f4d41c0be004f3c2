import type { Decimal } from '../number/decimal.ts';
import type { Type, Value } from '../value.ts';

// The normalised form: one shape for the schemas of all dialects. Keywords that say the same are one part here, what
// says nothing is absent, and after classification (classes.ts) equal nodes carry the same `cls`.

/** A set of types as bits. */
export const bitOf: Readonly<Record<Type, number>> = { null: 1, boolean: 2, number: 4, string: 8, array: 16, object: 32 };
export const everyType = 63;

export interface Limit {
  readonly at: Decimal;
  /** The limit itself is outside. */
  readonly open: boolean;
}

interface NumberPart {
  readonly low?: Limit;
  readonly high?: Limit;
  readonly multiples: readonly Decimal[];
}
interface StringPart {
  readonly min: number;
  readonly max: number;
  readonly patterns: readonly string[];
  /** Asserted formats alone. */
  readonly formats: readonly string[];
}
interface Contains {
  readonly node: Node;
  readonly min: number;
  readonly max: number;
}
export interface ArrayPart {
  readonly prefix: readonly Node[];
  /** Of every item behind the prefix. */
  readonly rest?: Node;
  readonly contains?: Contains;
  readonly min: number;
  readonly max: number;
  readonly unique: boolean;
}
export interface ObjectPart {
  readonly properties: ReadonlyMap<string, Node>;
  readonly patterns: readonly (readonly [pattern: string, node: Node])[];
  /** Of every member that neither a property nor a pattern names. */
  readonly rest?: Node;
  /** Of every name. */
  readonly names?: Node;
  readonly required: readonly string[];
  readonly min: number;
  readonly max: number;
}
interface Condition {
  readonly test: Node;
  /** What holds where the test does, and where it does not. */
  readonly yes?: Node;
  readonly no?: Node;
}

/** A conjunction of all its parts; each type's part speaks of values of that type alone. */
export interface Node {
  /** The class: nodes of the same class accept the same documents. -1 until classes.ts has been here. */
  cls: number;
  readonly types: number;
  /** The values there may be, by canonical text; enum and const. */
  readonly values?: ReadonlyMap<string, Value>;
  readonly number?: NumberPart;
  readonly string?: StringPart;
  readonly array?: ArrayPart;
  readonly object?: ObjectPart;
  readonly all: readonly Node[];
  readonly any: readonly (readonly Node[])[];
  readonly one: readonly (readonly Node[])[];
  readonly not: readonly Node[];
  readonly conditions: readonly Condition[];
  /** Where the member is there, the schema holds. */
  readonly dependents: readonly { readonly name: string; readonly node: Node }[];
  readonly unevaluatedItems?: Node;
  readonly unevaluatedProperties?: Node;
  /** Items that `contains` accepts count as evaluated (2020-12 and later). */
  readonly containsEvaluates: boolean;
  /** A node that accepts whatever this one accepts, as is known from how this one was made. */
  readonly wider?: Node;
  /** What it says has not been read yet. */
  readonly lazy?: Lazy | undefined;
}

/** A node that is only known by what is written there. */
interface Lazy {
  /** Equal keys are equal texts. */
  readonly key: string;
  /** Makes the node whole. @returns the nodes that this brought about, which have no class yet */
  readonly fill: () => readonly Node[];
}

/** A node while it is made: its children may be filled in later, so that circles can be built. */
export type Draft = { -readonly [K in keyof Node]: Node[K] };

const none: readonly never[] = [];

/** A node that accepts everything, to be filled. */
export const blank = (): Draft => ({
  cls: -1,
  types: everyType,
  all: none,
  any: none,
  one: none,
  not: none,
  conditions: none,
  dependents: none,
  containsEvaluates: true,
});

/** Everything directly below a node, in place (speaking of the same value) and inside (of items and members). */
export const childrenOf = (node: Node): Node[] => [...inPlace(node), ...inside(node)];

/** Schemas that speak of the same value as the node itself. */
export const inPlace = (node: Node): Node[] => {
  if (isLeaf(node)) return [];
  const found: Node[] = [...node.all, ...node.any.flat(), ...node.one.flat(), ...node.not];
  for (const { test, yes, no } of node.conditions) {
    found.push(test);
    if (yes) found.push(yes);
    if (no) found.push(no);
  }
  for (const dependent of node.dependents) found.push(dependent.node);
  return found;
};

const isLeaf = (node: Node): boolean =>
  node.all === none && node.any === none && node.one === none && node.not === none && node.conditions === none && node.dependents === none;

/** Schemas that speak of items, members and names. */
const inside = ({ array, object, unevaluatedItems, unevaluatedProperties }: Node): Node[] => {
  const found: Node[] = [];
  if (array) {
    for (const node of array.prefix) found.push(node);
    if (array.rest) found.push(array.rest);
    if (array.contains) found.push(array.contains.node);
  }
  if (object) {
    for (const node of object.properties.values()) found.push(node);
    for (const [, node] of object.patterns) found.push(node);
    if (object.rest) found.push(object.rest);
    if (object.names) found.push(object.names);
  }
  if (unevaluatedItems) found.push(unevaluatedItems);
  if (unevaluatedProperties) found.push(unevaluatedProperties);
  return found;
};

/** Does a node say nothing but what its types' parts say? */
export const isPlain = (node: Node): boolean => isLeaf(node) && !node.values && !node.unevaluatedItems && !node.unevaluatedProperties;

/** Does a node accept everything, by what it says? */
export const isBlank = (node: Node): boolean =>
  node.types === everyType && isPlain(node) && !node.number && !node.string && !node.array && !node.object;

/** Is a node nothing but another one by a reference or an allOf of one? */
export const aliasOf = (node: Node): Node | undefined =>
  !node.lazy &&
  node.all.length === 1 &&
  node.types === everyType &&
  !node.values &&
  !node.number &&
  !node.string &&
  !node.array &&
  !node.object &&
  node.any.length + node.one.length + node.not.length + node.conditions.length + node.dependents.length === 0 &&
  !node.unevaluatedItems &&
  !node.unevaluatedProperties
    ? node.all[0]
    : undefined;
