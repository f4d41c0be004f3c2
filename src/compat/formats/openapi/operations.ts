import type { Document } from '../../document.ts';
import { below } from '../../pointer.ts';
import { type Addresses, addressesOf } from './addresses.ts';
import { memberOf, type Part, partAt, partsOf } from './part.ts';
import { shapeOfPath } from './templates.ts';

export { pathParameters } from './templates.ts';

/** `query` since OpenAPI 3.2. */
export const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query'] as const;

/** The operations of a path by method; since OpenAPI 3.2 other methods have a map of their own, by names that count as written. */
const byMethod = (document: Document, pathItem: Part): [string, Part][] => [
  ...methods.flatMap((method): [string, Part][] => {
    const part = memberOf(document, pathItem, method);
    return part ? [[method.toUpperCase(), part]] : [];
  }),
  ...partsOf(document, memberOf(document, pathItem, 'additionalOperations')),
];

/** One operation of a document. */
export interface Operation {
  /** `GET /orders/{}`: what pairs it with the same operation of another version; names of path parameters aside. */
  readonly key: string;
  readonly method: string;
  readonly path: string;
  readonly part: Part;
  /** Path-level parameters that the operation does not repeat, then its own. */
  readonly parameters: readonly Part[];
  readonly pathItem: Part;
  readonly addresses: Addresses;
}

const parametersOf = (document: Document, part: Part): Part[] => {
  const list = part.value['parameters'];
  return Array.isArray(list) ? list.flatMap((value, i) => partAt(document, below(part.pointer, 'parameters', i), value) ?? []) : [];
};

const identity = (part: Part): string => `${String(part.value['in'])} ${String(part.value['name'])}`;

/** The operations of one path, in the order of the methods. */
export const operationsAt = (document: Document, path: string, pathItem: Part): Operation[] => {
  if (pathItem.elsewhere !== undefined) return [];
  return byMethod(document, pathItem).map(([method, part]) => {
    const own = parametersOf(document, part);
    const names = new Set(own.map(identity));
    return {
      key: `${method} ${shapeOfPath(path)}`,
      method,
      path,
      part,
      pathItem,
      parameters: [...parametersOf(document, pathItem).filter((parameter) => !names.has(identity(parameter))), ...own],
      addresses: addressesOf(document, part, pathItem),
    };
  });
};

const known = new WeakMap<Document, readonly Operation[]>();

/** Every operation under `paths`, in the order of the document. */
export const operationsOf = (document: Document): readonly Operation[] => {
  let found = known.get(document);
  if (!found) {
    const paths = partsOf(document, partAt(document, '/paths'));
    known.set(document, (found = [...paths].flatMap(([path, pathItem]) => operationsAt(document, path, pathItem))));
  }
  return found;
};

/** Path items that lie in another document. */
export const unreadPaths = (document: Document): Part[] =>
  [...partsOf(document, partAt(document, '/paths')).values()].filter(({ elsewhere }) => elsewhere !== undefined);
