import type { Document } from '../../document.ts';
import { below } from '../../pointer.ts';
import { memberOf, type Part, partAt, partsOf } from './part.ts';

export const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'] as const;

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
}

/** Names of the parameters of a path, in order. */
export const pathParameters = (path: string): readonly string[] => [...path.matchAll(/\{([^}]*)\}/g)].map((match) => match[1] ?? '');

const parametersOf = (document: Document, part: Part): Part[] => {
  const list = part.value['parameters'];
  return Array.isArray(list) ? list.flatMap((value, i) => partAt(document, below(part.pointer, 'parameters', i), value) ?? []) : [];
};

const identity = (part: Part): string => `${String(part.value['in'])} ${String(part.value['name'])}`;

/** Every operation under `paths`, in the order of the document. */
export const operationsOf = (document: Document): Map<string, Operation> => {
  const found = new Map<string, Operation>();
  for (const [path, pathItem] of partsOf(document, partAt(document, '/paths'))) {
    if (pathItem.elsewhere !== undefined) continue;
    for (const method of methods) {
      const part = memberOf(document, pathItem, method);
      if (!part) continue;
      const own = parametersOf(document, part);
      const names = new Set(own.map(identity));
      const key = `${method.toUpperCase()} ${path.replaceAll(/\{[^}]*\}/g, '{}')}`;
      found.set(key, {
        key,
        method: method.toUpperCase(),
        path,
        part,
        pathItem,
        parameters: [...parametersOf(document, pathItem).filter((parameter) => !names.has(identity(parameter))), ...own],
      });
    }
  }
  return found;
};

/** Path items that lie in another document. */
export const unreadPaths = (document: Document): Part[] =>
  [...partsOf(document, partAt(document, '/paths')).values()].filter(({ elsewhere }) => elsewhere !== undefined);
