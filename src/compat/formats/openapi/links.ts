import { canonicalJson } from '../../../core/hash.ts';
import type { Document } from '../../document.ts';
import { below } from '../../pointer.ts';
import { localPointer } from '../schemas/local.ts';
import type { Site } from '../../site.ts';
import type { Comparison } from './comparison.ts';
import { operationsOf } from './operations.ts';
import { memberOf, namedParts, type Part } from './part.ts';

const known = new WeakMap<Document, ReadonlyMap<string, string>>();

/** The operations of a document by what a link may call them: their `operationId`, or their place. */
const operationsByName = (document: Document): ReadonlyMap<string, string> => {
  let found = known.get(document);
  if (!found)
    known.set(
      document,
      (found = new Map(
        operationsOf(document).flatMap(({ key, method, path, part }) => [
          [below('/paths', path, method.toLowerCase()), key],
          ...(typeof part.value['operationId'] === 'string' ? [[part.value['operationId'], key] as const] : []),
        ]),
      )),
    );
  return found;
};

/** What a link says but words. An operation is the same by whatever name. */
const contentOf = (document: Document, { value, elsewhere }: Part): string => {
  const { description: _description, operationId, operationRef, ...rest } = value;
  const said = Object.entries(rest).filter(([name]) => !name.startsWith('x-'));
  const name = typeof operationRef === 'string' ? localPointer(operationRef) : operationId;
  const operation = typeof name === 'string' ? operationsByName(document).get(name) : undefined;
  return canonicalJson(elsewhere ?? { ...Object.fromEntries(said), to: operation ?? [operationId ?? null, operationRef ?? null] });
};

/** Compares the links of two responses: what a client may do next with what it got. */
export const compareLinks = (c: Comparison, r: Part, s: Part, site: Site): void => {
  const [mine, theirs] = [namedParts(c.old, memberOf(c.old, r, 'links')), namedParts(c.next, memberOf(c.next, s, 'links'))];
  for (const name of new Set([...mine.keys(), ...theirs.keys()])) {
    const [x, y] = [mine.get(name), theirs.get(name)];
    if (x && y && (c.elsewhere(x, y, site.text) || contentOf(c.old, x) === contentOf(c.next, y))) continue;
    c.add({
      kind: 'link',
      turn: x ? (y ? 'changed' : 'removed') : 'added',
      name,
      where: site.text,
      ...(site.spot ? { spot: site.spot } : {}),
      old: (x ?? r).pointer,
      new: (y ?? s).pointer,
      reached: 1,
    });
  }
};
