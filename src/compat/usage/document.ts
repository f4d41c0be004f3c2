import type { Document } from '../document.ts';
import { openapi } from '../formats/openapi/format.ts';
import { checkReferences, referencesIn } from '../formats/schemas/references.ts';
import { memberOf, type Part, partAt, partsOf } from '../formats/openapi/part.ts';
import { type Operation, operationsOf } from '../formats/openapi/operations.ts';
import { type Names, type OperationUsage, parameterKey, type Use, whole } from './usage.ts';

/** More than any contract needs; beyond it a value is taken to be used as a whole. */
const deepest = 12;

/** Nothing but values without members. */
const isPlain = ({ value }: Part): boolean => {
  const types: readonly unknown[] = Array.isArray(value['type']) ? value['type'] : [value['type']];
  return Object.hasOwn(value, 'enum') || types.every((type) => typeof type === 'string' && type !== 'object' && type !== 'array');
};

/** Every member that a schema names, from the root down; a value that names none is used as a whole. */
const membersOf = (document: Document, schema: Part | undefined, way: ReadonlySet<string>): readonly Names[] => {
  if (!schema || schema.elsewhere !== undefined || way.has(schema.pointer) || way.size >= deepest) return [[whole]];
  const inside = new Set([...way, schema.pointer]);
  const found: Names[] = [];
  for (const [name, member] of partsOf(document, memberOf(document, schema, 'properties')))
    for (const names of membersOf(document, member, inside)) found.push([name, ...names]);
  for (const word of ['items', 'additionalProperties']) {
    const child = memberOf(document, schema, word);
    if (child) found.push(...membersOf(document, child, inside));
  }
  for (const word of ['allOf', 'anyOf', 'oneOf']) {
    const branches = schema.value[word];
    if (!Array.isArray(branches)) continue;
    for (const [i, branch] of branches.entries())
      found.push(...membersOf(document, partAt(document, `${schema.pointer}/${word}/${i}`, branch), inside));
  }
  if (Object.hasOwn(schema.value, 'patternProperties')) found.push([whole]);
  return found.length > 0 ? found : [isPlain(schema) ? [] : [whole]];
};

const bodies = (document: Document, part: Part | undefined): readonly Names[] =>
  [...partsOf(document, memberOf(document, part, 'content')).values()].flatMap((media) =>
    membersOf(document, memberOf(document, media, 'schema'), new Set()),
  );

/** What there is of one operation: its parameters, and the members of what it takes and answers. */
export const partsOfOperation = (
  document: Document,
  { part, parameters }: Operation,
): Required<Omit<OperationUsage, 'doubt' | 'seen'>> => ({
  parameters: new Set(parameters.map(({ value }) => parameterKey(String(value['in']), String(value['name'])))),
  request: bodies(document, memberOf(document, part, 'requestBody')),
  response: [...partsOf(document, memberOf(document, part, 'responses')).values()].flatMap((response) => bodies(document, response)),
});

/**
 * What a consumer uses, by its own contract: the operations that it names, and of them the parameters and members.
 * @throws DrillError (usage) for what is no OpenAPI document, as for any contract
 */
export const usageOfDocument = (read: Document): readonly Use[] => {
  const document = openapi.understood?.(read) ?? read;
  openapi.check(document);
  checkReferences(document, referencesIn(document.value, ''));
  return operationsOf(document).map((operation) => ({
    method: operation.method,
    path: operation.path,
    bases: [...new Set(operation.addresses.list.flatMap(({ bases: before }) => before))],
    at: document.placeOf(operation.part.pointer),
    ...partsOfOperation(document, operation),
  }));
};
