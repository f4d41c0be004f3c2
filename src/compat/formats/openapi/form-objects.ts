import type { Document } from '../../document.ts';
import { isRecord } from './part.ts';

// What an object in a field of `application/x-www-form-urlencoded` is, of which `encoding` says nothing: OpenAPI up to 3.0.3 and 3.1.0
// write it in the style `form`, exploded, so that its members are fields; from 3.0.4 and 3.1.1 on it is JSON, as in multipart.

/** Is an object in a field JSON by default? */
export const objectsAreJson = ({ value }: Pick<Document, 'value'>): boolean => {
  const version = isRecord(value) ? value['openapi'] : undefined;
  const [, minor = 0, patch = 0] = (typeof version === 'string' ? version : '').split('.').map((part) => Number.parseInt(part, 10));
  return minor > 1 || (minor === 1 ? patch >= 1 : patch >= 4);
};
