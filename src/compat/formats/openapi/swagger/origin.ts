import { below, segmentsOf, valueAt } from '../../../pointer.ts';
import { methods } from '../operations.ts';
import type { Prepared } from './prepare.ts';

const isMethod = (name: string | undefined): boolean => methods.some((method) => method === name);

/** Below a body or a response: what `content` and the media type stand between. */
const withoutMedia = (rest: readonly string[]): readonly string[] => (rest[0] === 'content' ? rest.slice(2) : rest);
const withoutSchema = (rest: readonly string[]): readonly string[] => (rest[0] === 'schema' ? rest.slice(1) : rest);
/** Inside a parameter: how a list is written was one word. */
const inParameter = (rest: readonly string[]): readonly string[] =>
  rest[0] === 'style' || rest[0] === 'explode' ? ['collectionFormat'] : withoutSchema(rest);
const inResponse = (rest: readonly string[]): readonly string[] =>
  rest[0] === 'headers' ? [...rest.slice(0, 2), ...withoutSchema(rest.slice(2))] : withoutMedia(rest);

/** Where a part of the converted document stands in the Swagger 2.0 document; a nearby place where there is none. */
export const originOf = (root: unknown, origins: Prepared['origins'], pointer: string): string => {
  const [first, second, third, ...rest] = segmentsOf(pointer);
  if (first === 'openapi') return '/swagger';
  if (first === 'servers') return ['/host', '/basePath'].find((at) => valueAt(root, at) !== undefined) ?? '';
  if (first === 'components') {
    if (second === 'securitySchemes') {
      if (third === undefined) return '/securityDefinitions';
      return below('/securityDefinitions', third, ...(rest[0] === 'flows' ? rest.slice(2) : rest));
    }
    if (third === undefined) return second === 'schemas' ? '/definitions' : '';
    const from = origins.get(below('/components', second ?? '', third));
    if (second === 'parameters' && from !== undefined) return below(from, ...inParameter(rest));
    if (second === 'requestBodies' && from !== undefined) return below(from, ...withoutMedia(rest));
    if (second === 'responses' && from !== undefined) return below(from, ...inResponse(rest));
    if (second !== 'schemas') return '';
    return third.startsWith('/') ? below(third, ...rest) : below('/definitions', third, ...rest);
  }
  if (first !== 'paths' || second === undefined || third === undefined) return pointer;

  const item = below('/paths', second);
  const home = origins.get(item) ?? item;
  const known = (at: string, otherwise: string): string => origins.get(at) ?? otherwise;
  if (third === 'parameters') {
    const [index = '', ...inside] = rest;
    return below(known(below(item, 'parameters', index), below(home, 'parameters')), ...inParameter(inside));
  }
  if (!isMethod(third)) return below(home, third, ...rest);
  const [part, name = '', ...inside] = rest;
  const operation = below(item, third);
  if (part === 'parameters' && name !== '')
    return below(known(below(operation, 'parameters', name), below(home, third)), ...inParameter(inside));
  if (part === 'requestBody') {
    const body = below(operation, 'requestBody');
    const inBody = withoutMedia(rest.slice(1));
    const [, properties, field = '', ...deeper] = inBody;
    const form = properties === 'properties' ? origins.get(`${body}#${field}`) : undefined;
    if (form !== undefined) return below(form, ...deeper);
    const from = known(body, below(home, third));
    const isForm = [...origins.keys()].some((key) => key.startsWith(`${body}#`));
    return isForm ? from : below(from, ...inBody);
  }
  if (part === 'responses' && name !== '') {
    const from = known(below(operation, 'responses', name), below(home, third, 'responses', name));
    return below(from, ...inResponse(inside));
  }
  if (part === 'servers') return below(home, third, 'schemes');
  return below(home, third, ...rest);
};
