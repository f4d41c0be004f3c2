import { DrillError } from '../../core/error.ts';
import type { Document } from '../document.ts';
import { valueAt } from '../pointer.ts';

const dialects = ['draft-04', 'draft-06', 'draft-07', '2019-09', '2020-12', 'openapi-3.0', 'openapi-3.1'] as const;
export type Dialect = (typeof dialects)[number];

/** The direction that documents travel: what is read-only is not sent in a request, what is write-only not in a response. */
export type View = 'request' | 'response' | 'document';

/** One document whose schemas are asked about, in one dialect and seen from one side. */
export interface Source {
  readonly document: Document;
  readonly dialect: Dialect;
  readonly view: View;
  readonly node: (pointer: string, value: unknown) => Node;
}

/** A schema at its place. Equal places of one source are one node, so that nodes serve as keys. */
export interface Node {
  readonly id: number;
  readonly source: Source;
  readonly pointer: string;
  readonly value: unknown;
}

/** A conjunction of schemas: all of them hold. None at all: everything is valid. */
export type Schema = readonly Node[];

let lastId = 0;

export const sourceOf = (document: Document, dialect: Dialect, view: View): Source => {
  const nodes = new Map<string, Node>();
  const source: Source = {
    document,
    dialect,
    view,
    node: (pointer, value) => {
      let node = nodes.get(pointer);
      if (!node) nodes.set(pointer, (node = { id: ++lastId, source, pointer, value }));
      return node;
    },
  };
  return source;
};

/** A node at the same place that has only some of its keywords; it is a node of its own. */
export const only = (node: Node, keywords: ReadonlySet<string>): Node => ({
  id: ++lastId,
  source: node.source,
  pointer: node.pointer,
  value:
    typeof node.value === 'object' && node.value !== null
      ? Object.fromEntries(Object.entries(node.value).filter(([keyword]) => keywords.has(keyword)))
      : node.value,
});

/** The pointer of a reference inside its own document, or undefined for one that leads elsewhere or to an anchor. */
export const localPointer = (reference: string): string | undefined => {
  if (reference === '#') return '';
  if (!reference.startsWith('#/')) return undefined;
  try {
    return decodeURIComponent(reference.slice(1));
  } catch {
    return reference.slice(1);
  }
};

/** @throws DrillError (usage) when a local reference leads nowhere. Undefined: it leads out of the document. */
export const resolve = (node: Node, reference: string): Node | undefined => {
  const pointer = localPointer(reference);
  if (pointer === undefined) return undefined;
  const value = valueAt(node.source.document.value, pointer);
  if (value === undefined)
    throw new DrillError('contract/missing-reference', `${JSON.stringify(reference)} leads nowhere`, {
      at: node.source.document.placeOf(node.pointer),
    });
  return node.source.node(pointer, value);
};
