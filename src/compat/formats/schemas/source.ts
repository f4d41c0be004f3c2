import { DrillError } from '../../../core/error.ts';
import type { Document } from '../../document.ts';
import { valueAt } from '../../pointer.ts';
import { withAlternatives } from './discriminators.ts';
import { localPointer } from './local.ts';
import { withOctets } from './octets.ts';
import { withSizes } from './sized.ts';
import { asTravelling, type View } from './travel.ts';
import { asGenerated } from '../../schema/profile/codegen.ts';
import type { Dialect } from '../../schema/read/place.ts';

export type { Dialect };

/** One document whose schemas are asked about, in one dialect and seen from one side. */
export interface Source {
  readonly document: Document;
  readonly dialect: Dialect;
  readonly view: View;
  /** The document as this side sees it. */
  readonly seen: unknown;
  readonly node: (pointer: string, value: unknown) => Node;
  /** The schema at a pointer. */
  readonly at: (pointer: string) => Node;
}

/** A schema at its place. Equal places of one source are one node, so that nodes serve as keys. */
export interface Node {
  readonly id: number;
  readonly source: Source;
  readonly pointer: string;
  readonly value: unknown;
  /** It has only some of the keywords that stand at its place. */
  readonly isPart?: true;
  /** What stands below it in the place of what its document has there, by the pointer from here. */
  readonly within?: ReadonlyMap<string, Schema>;
}

/** A conjunction of schemas: all of them hold. None at all: everything is valid. */
export type Schema = readonly Node[];

let lastId = 0;

/** @param isGenerated clients were generated from the document: they know how large numbers are, and of what they read nothing but what is listed */
export const sourceOf = (document: Document, dialect: Dialect, view: View, isGenerated = false): Source => {
  const nodes = new Map<string, Node>();
  const travelling = asTravelling(view === 'document' ? document.value : withOctets(withAlternatives(document.value)), view);
  const large = isGenerated ? withSizes(travelling) : travelling;
  const seen = isGenerated && view === 'response' ? asGenerated(large) : large;
  const source: Source = {
    document,
    dialect,
    view,
    seen,
    at: (pointer) => source.node(pointer, valueAt(seen, pointer)),
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
  isPart: true,
  value:
    typeof node.value === 'object' && node.value !== null
      ? Object.fromEntries(Object.entries(node.value).filter(([keyword]) => keywords.has(keyword)))
      : node.value,
});

/** A schema of another value in the place of a node; it is a node of its own. */
export const instead = ({ source, pointer }: Node, value: unknown, within?: ReadonlyMap<string, Schema>): Node => ({
  id: ++lastId,
  source,
  pointer,
  isPart: true,
  value,
  ...(within ? { within } : {}),
});

/** @throws DrillError (usage) when a local reference leads nowhere. Undefined: it leads out of the document. */
export const resolve = (node: Node, reference: string): Node | undefined => {
  const pointer = localPointer(reference);
  if (pointer === undefined) return undefined;
  const value = valueAt(node.source.seen, pointer);
  if (value === undefined)
    throw new DrillError('contract/missing-reference', `${JSON.stringify(reference)} leads nowhere`, {
      at: node.source.document.placeOf(node.pointer),
    });
  return node.source.node(pointer, value);
};
