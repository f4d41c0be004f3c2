import type { Document, Node, YAMLMap } from 'yaml';
import { yaml } from '../../../core/yaml.ts';
import type { Place, Problem } from '../../../core/error.ts';
import type { Exact } from '../../schema/value.ts';
import { duplicateKey } from '../problems.ts';

// Keys of YAML by the names that they have in JSON: 200 and "200" are one, and so are true and "true".

/** The merge key of YAML 1.1, which is a symbol to the parser. */
const merge = '<<';

/** Where a node begins in its text. */
export const offsetOf = (node: unknown): number => (yaml().isNode(node) ? (node.range?.[0] ?? 0) : 0);

const scalarOf = (document: Document, key: unknown): string | number | boolean | symbol | Exact | null | undefined => {
  const { isAlias, isScalar } = yaml();
  const node = isAlias(key) ? key.resolve(document) : key;
  return isScalar(node) ? (node.value as ReturnType<typeof scalarOf>) : String(node);
};

/** The names that a key goes by: null is written `` by the one and `null` by the other. */
const namesOf = (document: Document, key: unknown): readonly string[] => {
  const value = key === null ? null : scalarOf(document, key);
  if (value === null || value === undefined) return ['null', ''];
  return [typeof value === 'symbol' ? (value.description ?? merge) : String(value)];
};

/** A node and the nodes that it stands in, from the inside out; depth counts lists and mappings. */
export interface Standing {
  readonly node: Node;
  readonly depth: number;
  readonly inside: Standing | undefined;
}

/** All nodes of a document, in its order. A list and no recursion: documents nest as deep as they like. */
export const nodesOf = function* (document: Document): Generator<Standing> {
  const { isMap, isNode, isSeq } = yaml();
  const open: Standing[] = isNode(document.contents) ? [{ node: document.contents, depth: 0, inside: undefined }] : [];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    yield at;
    const { node, depth } = at;
    const inside = at;
    const parts: unknown[] = isMap(node) ? node.items.flatMap(({ key, value }) => [key, value]) : isSeq(node) ? node.items : [];
    for (const part of parts.toReversed()) if (isNode(part)) open.push({ node: part, depth: depth + 1, inside });
  }
};

/** What is wrong with the keys of one mapping: one name twice. */
export const duplicatesIn = (document: Document, map: YAMLMap, place: (offset: number) => Place): Problem[] => {
  const seen = new Map<string, number>();
  return map.items.flatMap(({ key }) => {
    const names = namesOf(document, key);
    const before = names.find((name) => seen.has(name));
    const first = before === undefined ? undefined : seen.get(before);
    for (const name of names) if (!seen.has(name)) seen.set(name, offsetOf(key));
    return first === undefined ? [] : [duplicateKey(names[0] ?? '', place(first), place(offsetOf(key)))];
  });
};

interface Child {
  /** Of the key, or of the item of a list. */
  readonly at: number;
  readonly node: unknown;
}

/** The way down from node to node, each mapping looked through once. */
export const childFinder = (document: Document): ((parent: unknown, segment: string) => Child | undefined) => {
  const { isAlias, isMap, isNode, isSeq } = yaml();
  const known = new Map<YAMLMap, { readonly own: ReadonlyMap<string, Child>; readonly merged: readonly unknown[] }>();
  const childrenOf = (map: YAMLMap): { readonly own: ReadonlyMap<string, Child>; readonly merged: readonly unknown[] } => {
    const before = known.get(map);
    if (before) return before;
    const own = new Map<string, Child>();
    const merged: unknown[] = [];
    for (const { key, value } of map.items) {
      const names = namesOf(document, key);
      for (const name of names) own.set(name, { at: offsetOf(key), node: value });
      if (names[0] === merge) merged.push(value);
    }
    const found = { own, merged };
    known.set(map, found);
    return found;
  };
  const childOf = (parent: unknown, segment: string): Child | undefined => {
    const node = isAlias(parent) ? parent.resolve(document) : parent;
    if (isMap(node)) {
      const { own, merged } = childrenOf(node);
      const found = own.get(segment);
      if (found) return found;
      for (const value of merged) {
        const each = isSeq(value) ? value.items : [value];
        for (const one of each) {
          const child = childOf(one, segment);
          if (child) return child;
        }
      }
    }
    if (isSeq(node)) {
      const item = node.items[Number(segment)];
      if (isNode(item)) return { at: offsetOf(item), node: item };
    }
    return undefined;
  };
  return childOf;
};
