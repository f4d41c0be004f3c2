import type { Document } from '../../document.ts';
import { isRecord } from './part.ts';

// What documents of one version of the format say of forms and others do not. What an object in a field of `application/x-www-form-urlencoded` is, of which `encoding` says nothing: OpenAPI up to 3.0.3 and 3.1.0
// write it in the style `form`, exploded, so that its members are fields; from 3.0.4 and 3.1.1 on it is JSON, as in multipart.

const versionOf = ({ value }: Pick<Document, 'value'>): readonly [minor: number, patch: number] => {
  const version = isRecord(value) ? value['openapi'] : undefined;
  const [, minor = 0, patch = 0] = (typeof version === 'string' ? version : '').split('.').map((part) => Number.parseInt(part, 10));
  return [minor, patch];
};

/** Is an object in a field JSON by default? */
export const objectsAreJson = (document: Pick<Document, 'value'>): boolean => {
  const [minor, patch] = versionOf(document);
  return minor > 1 || (minor === 1 ? patch >= 1 : patch >= 4);
};

/** Is a part of which no type is said sent as octets by default? So the tables of 3.1.1 and 3.2 say; before them nobody did. */
export const untypedAreOctets = (document: Pick<Document, 'value'>): boolean => {
  const [minor, patch] = versionOf(document);
  return minor > 1 || (minor === 1 && patch >= 1);
};

/** Says of a document that it was Swagger 2.0, which styles the parts of multipart forms too. */
export const fromSwagger = 'x-was-swagger';
export const wasSwagger = ({ value }: Pick<Document, 'value'>): boolean => isRecord(value) && value[fromSwagger] === true;

const styling: ReadonlySet<string> = new Set(['style', 'explode', 'allowReserved']);

/** Does a keyword of an encoding count? Those that style fields are ignored in multipart by 3.0, and but for form-data by later ones. */
export const countsIn = (document: Pick<Document, 'value'>, media: string, keyword: string): boolean =>
  !styling.has(keyword) ||
  !media.startsWith('multipart/') ||
  (media.startsWith('multipart/form-data') && (versionOf(document)[0] > 0 || wasSwagger(document)));
