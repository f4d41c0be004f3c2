import { hungIn } from '../../../document/names.ts';
import { below, valueAt } from '../../../pointer.ts';
import { localPointer } from '../../schemas/local.ts';
import { methods } from '../operations.ts';
import { isRecord } from '../part.ts';
import { asPlain } from './copy.ts';
import { defineElsewhere } from './elsewhere.ts';
import { keptOf } from './kept.ts';

type Members = Record<string, unknown>;

/** A Swagger 2.0 document as the converter takes it best, and where its parts come from. */
export interface Prepared {
  readonly document: Members;
  /** By pointer in the converted document (of a form field: `…/requestBody#name`), the pointer in the document as it was. */
  readonly origins: ReadonlyMap<string, string>;
  /** By `…/requestBody#name`: what of a form field no converter keeps. */
  readonly fields: ReadonlyMap<string, Members>;
}

/** What a part leads to, if it is a local reference: to a parameter, a response or a path, and no schema. */
const followed = (root: unknown, pointer: string): { readonly pointer: string; readonly value: unknown } => {
  let at = pointer;
  let value = valueAt(root, pointer);
  for (let steps = 0; isRecord(value) && typeof value['$ref'] === 'string' && steps < 64; steps++) {
    const target = localPointer(value['$ref']);
    if (target === undefined) break;
    at = target;
    value = valueAt(root, target);
  }
  return { pointer: at, value };
};

const inBody = (parameter: unknown): boolean => isRecord(parameter) && (parameter['in'] === 'body' || parameter['in'] === 'formData');
const identity = (parameter: unknown): string =>
  isRecord(parameter) ? (parameter['in'] === 'body' ? 'body' : JSON.stringify([parameter['in'], parameter['name']])) : '';

const styles: Readonly<Record<string, string>> = { ssv: 'spaceDelimited', pipes: 'pipeDelimited', tsv: 'tabDelimited' };

/** What the converter would drop without a word is said in words that it keeps. */
const spelledOut = (parameter: Members): Members => {
  const format = parameter['collectionFormat'];
  if (parameter['in'] === 'formData') return parameter['type'] === 'array' ? { collectionFormat: 'csv', ...parameter } : parameter;
  const style = typeof format === 'string' && (parameter['in'] !== 'query' || format === 'tsv') ? styles[format] : undefined;
  return style === undefined ? parameter : { ...parameter, style };
};

/** Without `csv`, which is the only way of OpenAPI 3 to write a list in a header or in a list. */
const withoutCsv = (value: unknown): unknown => {
  if (!isRecord(value)) return value;
  const { collectionFormat, ...rest } = value;
  return {
    ...(collectionFormat === undefined || collectionFormat === 'csv' ? rest : value),
    ...(value['items'] === undefined ? {} : { items: withoutCsv(value['items']) }),
  };
};

/**
 * Puts every parameter, response and path in the place of the reference to it, for what they become hangs on what the operation
 * consumes and produces; lets operations have the body that their path declares; makes a definition of every schema that is
 * referred to elsewhere; and leaves out examples, by which the converter chooses media types.
 */
export const prepared = (root: Members): Prepared => {
  const origins = new Map<string, string>();
  const fields = new Map<string, Members>();
  const { [hungIn]: _hung, parameters: _parameters, responses: _responses, paths, ...rest } = root;
  const document = asPlain(rest) as Members;
  if (document['host'] === undefined) delete document['schemes'];
  for (const name of ['consumes', 'produces']) if (Array.isArray(document[name]) && document[name].length === 0) delete document[name];

  const parametersAt = (pointer: string, value: unknown): { from: string; value: unknown }[] =>
    Array.isArray(value)
      ? value.map((_, i) => {
          const found = followed(root, below(pointer, i));
          const plain = asPlain(found.value);
          return { from: found.pointer, value: isRecord(plain) ? spelledOut({ ...plain, ...itemsOf(plain) }) : plain };
        })
      : [];
  const itemsOf = (parameter: Members): Members => (parameter['items'] === undefined ? {} : { items: withoutCsv(parameter['items']) });

  const place = (at: string, list: readonly { from: string; value: unknown }[]): unknown[] => {
    let index = 0;
    for (const { from, value } of list) {
      if (!inBody(value)) origins.set(below(at, 'parameters', index++), from);
      else if (isRecord(value)) {
        const body = below(at, 'requestBody');
        if (!origins.has(body)) origins.set(body, from);
        if (value['in'] !== 'formData') continue;
        const [field, kept] = [`${body}#${String(value['name'])}`, keptOf(value)];
        origins.set(field, from);
        if (kept) fields.set(field, kept);
      }
    }
    return list.map(({ value }) => value);
  };

  const response = (at: string): unknown => {
    const { pointer, value } = followed(root, at);
    if (pointer !== at) origins.set(at, pointer);
    const plain = asPlain(value);
    if (!isRecord(plain)) return plain;
    const { examples: _examples, headers, ...others } = plain;
    if (!isRecord(headers)) return others;
    return { ...others, headers: Object.fromEntries(Object.entries(headers).map(([name, header]) => [name, withoutCsv(header)])) };
  };

  const operation = (at: string, from: string, value: Members, above: readonly { from: string; value: unknown }[]): Members => {
    const { parameters, responses, ...others } = value;
    const plain = asPlain(others) as Members;
    const own = parametersAt(below(from, 'parameters'), parameters);
    const known = new Set(own.map((parameter) => identity(parameter.value)));
    const hasBody = own.some((parameter) => inBody(parameter.value));
    const inherited = above.filter(
      (parameter) => inBody(parameter.value) && !known.has(identity(parameter.value)) && !(hasBody && identity(parameter.value) === 'body'),
    );
    for (const name of ['consumes', 'produces'])
      if (Array.isArray(plain[name]) && plain[name].length === 0) plain[name] = ['application/json'];
    const list = place(at, [...own, ...inherited]);
    if (list.length > 0) plain['parameters'] = list;
    if (isRecord(responses))
      plain['responses'] = Object.fromEntries(
        Object.keys(responses).map((status) => {
          const pointer = below(at, 'responses', status);
          if (from !== at) origins.set(pointer, below(from, 'responses', status));
          return [status, status.startsWith('x-') ? {} : response(from === at ? pointer : below(from, 'responses', status))];
        }),
      );
    return plain;
  };

  const items = Object.keys(isRecord(paths) ? paths : {}).flatMap((path): [string, unknown][] => {
    const at = below('/paths', path);
    const { pointer: from, value } = followed(root, at);
    if (path.startsWith('x-') || !isRecord(value)) return [];
    if (typeof value['$ref'] === 'string') return [[path, { $ref: value['$ref'] }]];
    if (from !== at) origins.set(at, from);
    const above = parametersAt(below(from, 'parameters'), value['parameters']);
    const shared = place(
      at,
      above.filter((parameter) => !inBody(parameter.value)),
    );
    const operations = methods.flatMap((method): [string, unknown][] => {
      const one = value[method];
      return isRecord(one) ? [[method, operation(below(at, method), below(from, method), one, above)]] : [];
    });
    return [[path, { ...(shared.length > 0 ? { parameters: shared } : {}), ...Object.fromEntries(operations) }]];
  });
  if (paths !== undefined) document['paths'] = Object.fromEntries(items);
  defineElsewhere(root, document);
  return { document, origins, fields };
};
