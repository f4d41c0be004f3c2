import { matches } from '../../schema/language/matches.ts';
import { Undecided } from '../../schema/undecided.ts';
import { type Atom, atoms, type Keywords, keywordsOf } from './keywords.ts';
import type { Node, Schema } from './source.ts';
import { noName } from './travel.ts';

/** An anyOf or oneOf. */
interface Union {
  readonly branches: readonly Node[];
}

/** A conjunction of schemas, merged into one as far as the pairing of its parts needs it; what is valid is asked of the engine. */
export interface Shape {
  readonly nodes: Schema;
  readonly atoms: ReadonlySet<Atom>;
  /** The most items there may be. */
  readonly mostItems: number;
  readonly names: ReadonlyMap<string, Schema>;
  readonly patternNames: ReadonlyMap<string, Schema>;
  /** What a member that is neither named nor matched by a pattern must be. */
  readonly rest: Schema;
  readonly required: ReadonlySet<string>;
  readonly unions: readonly Union[];
  /** It names members that do not travel this way. */
  readonly hidden: boolean;
}

/** The schemas themselves, with every reference and allOf in their place; none of them holds a reference or an allOf that is not also here. */
const expand = (schema: Schema): Schema => {
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

/** Does a pattern speak of a name? One that cannot be tried is taken not to; what it says is asked of the whole. */
const speaksOf = (pattern: string, name: string): boolean => {
  try {
    return matches(pattern, name);
  } catch (error) {
    if (error instanceof Undecided) return false;
    throw error;
  }
};

/** What one schema demands of the member of a name; empty when nothing. */
const memberOf = (keywords: Keywords, name: string): Schema => {
  const property = keywords.properties.get(name);
  const found = property ? [property] : [];
  for (const [pattern, node] of keywords.patternProperties) if (speaksOf(pattern, name)) found.push(node);
  return found.length === 0 && keywords.additionalProperties ? [keywords.additionalProperties] : found;
};

/** Of schemas that are one node; most are. */
const known = new WeakMap<Node, Shape>();

export const shapeOf = (schema: Schema): Shape => {
  const [only] = schema;
  if (!only || schema.length > 1) return merged(schema);
  let shape = known.get(only);
  if (!shape) known.set(only, (shape = merged(schema)));
  return shape;
};

const merged = (schema: Schema): Shape => {
  const nodes = expand(schema);
  const all = nodes.map(keywordsOf);
  const kept = new Set<Atom>(atoms);
  const required = new Set<string>();
  const unions: Union[] = [];
  const names = new Map<string, Schema>();
  const patternNames = new Map<string, Schema>();
  const rest: Node[] = [];
  let mostItems = Infinity;
  let hidden = false;
  for (const k of all) {
    if (k.never) kept.clear();
    if (k.types) for (const atom of kept) if (!k.types.has(atom)) kept.delete(atom);
    mostItems = Math.min(mostItems, k.maxItems);
    for (const name of k.required) required.add(name);
    for (const branches of [k.anyOf, k.oneOf]) if (branches) unions.push({ branches });
    // A member that is demanded is a member that is sent, named or not.
    for (const name of [...k.properties.keys(), ...k.required])
      if (!names.has(name))
        names.set(
          name,
          all.flatMap((other) => memberOf(other, name)),
        );
    for (const [pattern, node] of k.patternProperties)
      if (pattern === noName) hidden = true;
      else patternNames.set(pattern, [...(patternNames.get(pattern) ?? []), node]);
    if (k.additionalProperties) rest.push(k.additionalProperties);
  }
  return { nodes, atoms: kept, mostItems, names, patternNames, rest, required, unions, hidden };
};

/** What a shape demands of the member of a name. */
export const memberOfShape = (shape: Shape, name: string): Schema =>
  shape.names.get(name) ?? shape.nodes.flatMap((node) => memberOf(keywordsOf(node), name));

/** What a shape demands of the item at a position. */
export const itemOfShape = (shape: Shape, position: number): Schema =>
  shape.nodes.flatMap((node) => {
    const { prefixItems, items } = keywordsOf(node);
    return prefixItems[position] ?? items ?? [];
  });

export const longestPrefix = (schema: Schema): number => Math.max(0, ...schema.map((node) => keywordsOf(node).prefixItems.length));
