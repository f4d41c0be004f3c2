import { nearest } from '../../core/nearest.ts';
import type { Document } from '../document.ts';
import { isRecord, memberOf, partAt, partsOf } from '../formats/openapi/part.ts';
import { type Operation, operationsOf } from '../formats/openapi/operations.ts';
import { shapeOfPath, takes } from '../formats/openapi/templates.ts';
import { partsOfOperation } from './document.ts';
import { type Names, parameterKey, type Use } from './usage.ts';

/** What there is of operations in one version or the other. */
export interface Known {
  readonly parameters: ReadonlySet<string>;
  readonly request: readonly Names[];
  readonly response: readonly Names[];
}

/** The operations of both versions, as calls find them. An operation is called by its key: `GET /orders/{}`. */
interface Inventory {
  /** The operations that a call is of, in one version and in the other. */
  readonly takenBy: (use: Use) => readonly string[];
  /** Those that a call which is of none may have meant, the nearest first. */
  readonly near: (use: Use) => readonly string[];
  readonly known: (keys: readonly string[]) => Known;
  /** `GET /orders/{id}` */
  readonly called: (key: string) => string;
}

/** A path as its segments, whatever slash it ends in. */
const segmentsOf = (path: string): readonly string[] => shapeOfPath(path).replace(/\/+$/, '').split('/');

interface Served {
  readonly operation: Operation;
  /** With what each server puts before it, and without. */
  readonly paths: readonly (readonly string[])[];
}

const servedBy = (document: Document): readonly Served[] =>
  operationsOf(document).map((operation) => ({
    operation,
    paths: [...new Set(['', ...operation.addresses.list.flatMap(({ bases }) => bases)])].map((base) =>
      segmentsOf(`${base}${operation.path}`),
    ),
  }));

const isSame = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every((segment, i) => segment === b[i]);
const isTaken = (template: readonly string[], path: readonly string[]): boolean => template.length === path.length && takes(template, path);
/** Does a path end in another, from a segment on that both write alike? Templates are those of the provider. */
const ends = (long: readonly string[], short: readonly string[], template: 'long' | 'short'): boolean => {
  const tail = ['', ...long.slice(long.length - short.length + 1)];
  if (short.length < 2 || long.length <= short.length || tail[1] !== short[1]) return false;
  return template === 'long' ? takes(tail, short) : takes(short, tail);
};
/** Who says more first: what a server takes for the more exact one. */
const openness = (path: readonly string[]): string => path.map((segment) => (segment.includes('{') ? 1 : 0)).join('');

/** A key of a scheme that is shown beside the parameters. */
const shownKeys = (document: Document): readonly string[] =>
  [...partsOf(document, memberOf(document, partAt(document, '/components'), 'securitySchemes')).values()]
    .filter(({ value }) => isRecord(value) && value['type'] === 'apiKey')
    .map(({ value }) => parameterKey(String(value['in']), String(value['name'])));

/** What both versions serve. */
export const inventoryOf = (documents: readonly Document[]): Inventory => {
  const versions = documents.map((document) => ({ document, served: servedBy(document) }));
  const keys = new Set(documents.flatMap((document) => shownKeys(document)));
  const all = versions.flatMap(({ served }) => served);
  const calls = new Map(all.map(({ operation: { key, method, path } }) => [key, `${method} ${path}`]));
  const remembered = new Map<string, readonly string[]>();
  const find = ({ method, path, bases }: Use): readonly string[] => {
    const asked = [...new Set(['', ...bases])].map((base) => segmentsOf(`${base}${path}`));
    return versions.flatMap(({ served }) => {
      const mine = served.filter(({ operation }) => operation.method === method);
      const by = (fits: typeof isSame): readonly Served[] =>
        mine.filter(({ paths }) => paths.some((one) => asked.some((call) => fits(one, call))));
      const same = by(isSame);
      if (same.length > 0) return same.map(({ operation }) => operation.key);
      const [first, ...more] = by(isTaken).toSorted((a, b) => {
        const [x, y] = [openness(segmentsOf(a.operation.path)), openness(segmentsOf(b.operation.path))];
        return x < y ? -1 : x > y ? 1 : 0;
      });
      return first
        ? [first, ...more.filter(({ operation }) => operation.key === first.operation.key)].map(({ operation }) => operation.key)
        : [];
    });
  };
  return {
    takenBy: (use) => {
      const call = JSON.stringify([use.method, use.path, use.bases]);
      const found = remembered.get(call) ?? [...new Set(find(use))];
      remembered.set(call, found);
      return found;
    },
    near: ({ method, path }) => {
      const asked = segmentsOf(path);
      const byEnd = all.filter(
        ({ operation, paths }) =>
          operation.method === method && paths.some((one) => ends(asked, one, 'short') || ends(one, asked, 'long') || isTaken(asked, one)),
      );
      const pathsOf = (some: readonly Served[]): readonly string[] => some.map(({ operation }) => operation.path);
      const byName = nearest(path, pathsOf(all.filter(({ operation }) => operation.method === method))) ?? nearest(path, pathsOf(all));
      const named = all
        .filter(({ operation }) => operation.path === byName)
        .toSorted((a, b) => Number(b.operation.method === method) - Number(a.operation.method === method))
        .map(({ operation }) => operation.key);
      return [...new Set([...byEnd.map(({ operation }) => operation.key), ...named])];
    },
    known: (wanted) => {
      const parts = versions.flatMap(({ document, served }) =>
        served.filter(({ operation }) => wanted.includes(operation.key)).map(({ operation }) => partsOfOperation(document, operation)),
      );
      return {
        parameters: new Set([...keys, ...parts.flatMap(({ parameters }) => [...parameters])]),
        request: parts.flatMap(({ request }) => request),
        response: parts.flatMap(({ response }) => response),
      };
    },
    called: (key) => calls.get(key) ?? key,
  };
};
