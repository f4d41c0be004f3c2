import { anything, regular } from '../sets.ts';
import type { Format } from './format.ts';

const pointer = '(?:/(?:[^~/]|~[01])*)*';

export const jsonPointer: Format = { name: 'json-pointer', by: 'RFC 6901', language: () => regular(`^${pointer}$`) };

export const relativeJsonPointer: Format = {
  name: 'relative-json-pointer',
  by: 'Relative JSON Pointers, as the test suite of JSON Schema has them: without manipulation of an index',
  language: () => regular(String.raw`^(?:0|[1-9]\d*)(?:#|${pointer})$`),
};

/** OpenAPI's. */
export const byte: Format = {
  name: 'byte',
  by: 'RFC 4648, 4',
  language: () => regular('^(?:[0-9A-Za-z+/]{4})*(?:[0-9A-Za-z+/]{2}==|[0-9A-Za-z+/]{3}=)?$'),
  loose: String.raw`^[0-9A-Za-z+/=\s]*$`,
};

export const binary: Format = { name: 'binary', by: 'OpenAPI 3.0: any octets', language: () => anything };

export const password: Format = { name: 'password', by: 'OpenAPI: a hint for what shows it', language: () => anything };
