import { createRequire } from 'node:module';
import { DrillError, messageOf } from '../../../../core/error.ts';
import type { Document } from '../../../document.ts';
import { throwAll } from '../../../document/problems.ts';
import { checkReferences, referencesIn } from '../../schemas/references.ts';
import { fromSwagger } from '../form-objects.ts';
import { methods } from '../operations.ts';
import { isRecord } from '../part.ts';
import { asWas } from './copy.ts';
import { malformedSwagger } from './malformed.ts';
import { sortedSchemes, withKept } from './kept.ts';
import { originOf } from './origin.ts';
import { shared } from './share.ts';
import { prepared } from './prepare.ts';

type Members = Record<string, unknown>;

// Loaded when the first such document is met: few are.
const upgrade = (document: Members): unknown => {
  const require = createRequire(import.meta.url);
  const { upgradeFromTwoToThree } = require('@scalar/openapi-upgrader/2.0-to-3.0') as {
    upgradeFromTwoToThree: (document: Members) => unknown;
  };
  return upgradeFromTwoToThree(document);
};

/** Operations of a converted document. */
const operationsIn = (document: Members): Members[] =>
  Object.values(isRecord(document['paths']) ? document['paths'] : {}).flatMap((item) =>
    isRecord(item) ? methods.flatMap((method) => (isRecord(item[method]) ? [item[method]] : [])) : [],
  );

/** Says of a body that it must be there because some field must: Swagger 2.0 has no word for the form itself. */
export const impliedRequired = 'x-required-by-its-fields';

/** Where a field must be there, so must the form; and in parts of a multipart a list is not written in any style. */
const finishForm = (body: Members): void => {
  const { content } = body;
  if (!isRecord(content) || !isForm(content)) return;
  for (const [name, media] of Object.entries(content)) {
    if (!isRecord(media)) continue;
    const { schema, encoding } = media;
    if (body['required'] === undefined && isRecord(schema) && Array.isArray(schema['required']) && schema['required'].length > 0) {
      body['required'] = true;
      body[impliedRequired] = true;
    }
    if (name !== 'multipart/form-data' || !isRecord(encoding)) continue;
    for (const [field, how] of Object.entries(encoding))
      if (isRecord(how) && how['style'] === 'form' && how['explode'] === false) delete encoding[field];
    if (Object.keys(encoding).length === 0) delete media['encoding'];
  }
};

/** What the converter leaves undone. */
const finish = (document: Members, host: unknown, basePath: unknown): Members => {
  const base = typeof basePath === 'string' ? basePath : '';
  for (const operation of operationsIn(document)) {
    const { requestBody, schemes } = operation;
    if (isRecord(requestBody)) finishForm(requestBody);
    if (!Array.isArray(schemes)) continue;
    delete operation['schemes'];
    if (typeof host !== 'string') operation['schemes'] = sortedSchemes(schemes);
    else operation['servers'] = schemes.map((scheme) => ({ url: `${String(scheme)}://${host}${base}` }));
  }
  return document;
};

const isForm = (content: Members): boolean =>
  Object.keys(content).every((media) => media === 'multipart/form-data' || media === 'application/x-www-form-urlencoded');

const converted = new WeakMap<Document, Document>();

/** Is it a document that says it is Swagger 2.0? */
export const isSwagger = ({ value }: Document): boolean =>
  isRecord(value) && value['swagger'] === '2.0' && !Object.hasOwn(value, 'openapi');

/**
 * A Swagger 2.0 document as OpenAPI 3.0, whose places are still those in the 2.0 file.
 * @throws DrillError (usage) with what is not of the form of Swagger 2.0, and with references that lead nowhere
 */
export const asOpenapi3 = (document: Document): Document => {
  const known = converted.get(document);
  if (known) return known;
  const { value } = document;
  if (!isRecord(value)) return document;
  throwAll(malformedSwagger(document));
  checkReferences(document, referencesIn(value, ''));
  const { document: ready, origins, fields } = prepared(value);
  let found: unknown;
  try {
    found = upgrade({ ...ready, swagger: '2.0' });
  } catch (cause) {
    throw new DrillError('contract/malformed', `${document.file} cannot be converted to OpenAPI 3: ${messageOf(cause)}`, {
      cause,
      fix: 'Validate it as Swagger 2.0, or convert it to OpenAPI 3 by hand.',
      at: document.placeOf('/swagger'),
    });
  }
  const finished = isRecord(found) ? finish(asWas(found) as Members, value['host'], value['basePath']) : {};
  withKept(finished, fields);
  finished[fromSwagger] = true;
  // Of nobody knows which host only the scheme is known.
  if (value['host'] === undefined && value['schemes'] !== undefined) finished['schemes'] = sortedSchemes(value['schemes']);
  const homes = shared(finished, origins);
  const after: Document = {
    file: document.file,
    digest: document.digest,
    value: finished,
    placeOf: (pointer) => document.placeOf(originOf(value, homes, pointer)),
  };
  converted.set(document, after);
  return after;
};
