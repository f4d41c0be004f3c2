import { canonicalJson } from '../../../core/hash.ts';
import type { Document } from '../../document.ts';
import { below } from '../../pointer.ts';
import { type Comparison, notCompared, silent } from './comparison.ts';
import { unreadPaths } from './operations.ts';
import { isRecord, partAt } from './part.ts';

/** The dialects that an OpenAPI 3.1 document is read in: its own, and the one that it builds on. */
const usual = (dialect: unknown): boolean =>
  typeof dialect === 'string' &&
  /^https:\/\/(spec\.openapis\.org\/oas\/3\.1\/dialect\/[\w-]+|json-schema\.org\/draft\/2020-12\/schema)#?$/.test(dialect);

/** Looked at with the operations that they are about. */
const elsewhere: ReadonlySet<string> = new Set(['servers', 'security', 'webhooks']);

/** What of a document no operation says: members that nothing here looks at, and paths that lead elsewhere. */
export const wholeDocument = ({ old, next, isEqual, undecided }: Comparison): void => {
  const [x, y] = [partAt(old, ''), partAt(next, '')];
  for (const name of new Set([...Object.keys(x?.value ?? {}), ...Object.keys(y?.value ?? {})])) {
    // Of Swagger 2.0, where no host is named: who says nothing means the scheme that it was read by.
    if (name === 'schemes' && (x?.value[name] === undefined || y?.value[name] === undefined)) continue;
    if (silent.has(name) || elsewhere.has(name) || name.startsWith('x-') || isEqual(x?.value[name], y?.value[name], name)) continue;
    undecided(notCompared(name, [...silent, ...elsewhere]), 'the whole document', { old: `/${name}`, new: `/${name}` });
  }
  const other = [x, y].findIndex((part) => part?.value['jsonSchemaDialect'] !== undefined && !usual(part.value['jsonSchemaDialect']));
  if (other !== -1 && canonicalJson(x?.value) !== canonicalJson(y?.value))
    undecided('the schemas are of a "jsonSchemaDialect" that is not understood', 'the whole document', {
      old: '/jsonSchemaDialect',
      new: '/jsonSchemaDialect',
    });
  for (const [document, side] of [
    [old, 'old'],
    [next, 'new'],
  ] as const)
    for (const part of unreadPaths(document))
      undecided(
        `$ref ${JSON.stringify(part.elsewhere)} leads out of the contract and is not fetched: bundle what it names into the contract`,
        'a path',
        {
          [side]: part.pointer,
        },
      );
  besideReference(old, next, isEqual, undecided);
};

/** What stands beside the `$ref` of a path is not defined, so that nobody knows whether it counts. */
const besideReference = (old: Document, next: Document, isEqual: Comparison['isEqual'], undecided: Comparison['undecided']): void => {
  const itemsOf = ({ value }: Document): Record<string, unknown> => (isRecord(value) && isRecord(value['paths']) ? value['paths'] : {});
  const [mine, theirs] = [itemsOf(old), itemsOf(next)];
  for (const path of new Set([...Object.keys(mine), ...Object.keys(theirs)])) {
    const items = [mine[path], theirs[path]];
    const isBeside = items.some(
      (item) =>
        isRecord(item) &&
        typeof item['$ref'] === 'string' &&
        Object.keys(item).some((name) => name !== '$ref' && !silent.has(name) && !name.startsWith('x-')),
    );
    if (!isBeside || isEqual(items[0], items[1], 'paths')) continue;
    undecided('what stands beside the $ref of a path is not defined, and is not compared', `the path ${path}`, {
      ...(items[0] === undefined ? {} : { old: below('/paths', path) }),
      ...(items[1] === undefined ? {} : { new: below('/paths', path) }),
    });
  }
};
