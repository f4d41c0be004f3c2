import { canonicalJson, sha256 } from '../../../core/hash.ts';
import type { Document } from '../../document.ts';
import { below } from '../../pointer.ts';
import { localPointer } from '../schemas/local.ts';
import type { Site } from '../../site.ts';
import type { Comparison } from './comparison.ts';
import { meantBy } from './expressions.ts';
import { type Operation, operationsOf, pathParameters } from './operations.ts';
import { pairingOf } from './pairing.ts';
import { isRecord, memberOf, namedParts, type Part, partsOf } from './part.ts';

const known = new WeakMap<Document, ReadonlyMap<string, Operation>>();

/** The operations of a document by what a link may call them: their `operationId`, or their place. */
const operationsByName = (document: Document): ReadonlyMap<string, Operation> => {
  let found = known.get(document);
  if (!found)
    known.set(
      document,
      (found = new Map(
        operationsOf(document).flatMap((operation) => {
          const { method, path, part } = operation;
          return [
            [below('/paths', path, method.toLowerCase()), operation],
            ...(typeof part.value['operationId'] === 'string' ? [[part.value['operationId'], operation] as const] : []),
          ];
        }),
      )),
    );
  return found;
};

/** The operation that a link leads to, in this document; undefined where it leads to none of it. */
export const targetOf = (document: Document, { operationId, operationRef }: Part['value']): Operation | undefined => {
  const name = typeof operationRef === 'string' ? localPointer(operationRef) : operationId;
  return typeof name === 'string' ? operationsByName(document).get(name) : undefined;
};

/** A value by what its expressions stand for. */
const meant = (value: unknown, path: string): unknown => {
  if (typeof value === 'string') return meantBy(value, path);
  if (Array.isArray(value)) return value.map((item) => meant(item, path));
  return isRecord(value) ? Object.fromEntries(Object.entries(value).map(([name, child]) => [name, meant(child, path)])) : value;
};

/** What is given to the operation that a link leads to, parameters of its path by their positions. */
const given = (parameters: unknown, target: Operation | undefined, path: string): unknown => {
  if (!isRecord(parameters)) return parameters ?? null;
  const names = pathParameters(target?.path ?? '');
  return Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => {
      const position = names.indexOf(name.replace(/^path\./, ''));
      return [position === -1 ? name : `path ${position}`, meant(value, path)];
    }),
  );
};

/** The key that an operation of N had in N-1, of those that moved: that is told of the operation, and not of what leads there. */
const keyBefore = ({ old, next }: Pick<Comparison, 'old' | 'next'>, document: Document, target: Operation): string =>
  (document === next ? pairingOf(old, next).moved.find(([, b]) => b === target)?.[0].key : undefined) ?? target.key;

/** What a link says but words, as a short text. An operation is the same by whatever name, and wherever it moved. */
const contentOf = (c: Comparison, document: Document, { value, elsewhere }: Part, path: string): string => {
  const { description: _description, operationId, operationRef, parameters, ...rest } = value;
  const said = Object.entries(rest).flatMap(([name, one]) => (name.startsWith('x-') ? [] : [[name, meant(one, path)] as const]));
  const target = targetOf(document, value);
  return sha256(
    canonicalJson(
      elsewhere ?? {
        ...Object.fromEntries(said),
        parameters: given(parameters, target, path),
        to: target ? keyBefore(c, document, target) : [operationId ?? null, operationRef ?? null],
      },
    ),
  );
};

const elsewhereNow = new WeakMap<Document, { readonly old: Document; readonly names: ReadonlySet<string> }>();

/** What a link may call an operation that leads to another one in the new document, to none, or to one of another path. */
const namesElsewhere = ({ old, next }: Pick<Comparison, 'old' | 'next'>): ReadonlySet<string> => {
  const before = elsewhereNow.get(next);
  if (before?.old === old) return before.names;
  const [mine, theirs] = [operationsByName(old), operationsByName(next)];
  const names = new Set<string>();
  for (const [name, { method, path }] of mine) {
    const other = theirs.get(name);
    if (other?.method !== method || other.path !== path) names.add(name);
  }
  elsewhereNow.set(next, { old, names });
  return names;
};

/** Does a link of an operation lead elsewhere though its words are the same? Cost: a look at its responses, where any operation is called otherwise. */
export const haveLinksMoved = (c: Pick<Comparison, 'old' | 'next'>, { part }: Operation): boolean => {
  const names = namesElsewhere(c);
  if (names.size === 0) return false;
  return [...partsOf(c.old, memberOf(c.old, part, 'responses')).values()].some((response) =>
    [...namedParts(c.old, memberOf(c.old, response, 'links')).values()].some(({ value: { operationId, operationRef } }) => {
      const name = typeof operationRef === 'string' ? localPointer(operationRef) : operationId;
      return typeof name === 'string' && names.has(name);
    }),
  );
};

/** Compares the links of two responses: what a client may do next with what it got. */
export const compareLinks = (c: Comparison, [r, s]: readonly [Part, Part], [a, b]: readonly [Operation, Operation], site: Site): void => {
  const [mine, theirs] = [namedParts(c.old, memberOf(c.old, r, 'links')), namedParts(c.next, memberOf(c.next, s, 'links'))];
  for (const name of new Set([...mine.keys(), ...theirs.keys()])) {
    const [x, y] = [mine.get(name), theirs.get(name)];
    const [from, to] = [x && contentOf(c, c.old, x, a.path), y && contentOf(c, c.next, y, b.path)];
    if (x && y && (c.elsewhere(x, y, site.text) || from === to)) continue;
    c.add({
      kind: 'link',
      ...(from !== undefined && to !== undefined ? { turn: 'changed', from, to } : { turn: x ? 'removed' : 'added' }),
      name,
      where: site.text,
      ...(site.spot ? { spot: site.spot } : {}),
      old: (x ?? r).pointer,
      new: (y ?? s).pointer,
      reached: 1,
    });
  }
};
