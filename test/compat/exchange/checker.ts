import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Exchange } from '../../../src/model/exchange.ts';

// Says what is wrong with a request or a response by one OpenAPI document, by itself: it shares nothing with what makes
// exchanges. It knows what test/compat/exchange/apis.ts makes: styles as they are by default, JSON, no references.

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header' | 'cookie';
  readonly required?: boolean;
  readonly schema: object;
}
interface Media {
  readonly schema?: object;
}
interface Answer {
  readonly description: string;
  readonly headers?: Readonly<Record<string, { readonly required?: boolean; readonly schema: object }>>;
  readonly content?: Readonly<Record<string, Media>>;
}
export interface Operation {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly required?: boolean; readonly content: Readonly<Record<string, Media>> };
  readonly responses: Readonly<Record<string, Answer>>;
}
export type Paths = Readonly<Record<string, Readonly<Record<string, Operation>>>>;

const ajv = new Ajv2020({ strict: false, allErrors: true });
const isValid = (schema: object | undefined, value: unknown): boolean => schema === undefined || ajv.validate(schema, value);

/** What a text may be: itself, or the number or boolean that it spells. */
const readings = (text: string): unknown[] => [
  text,
  ...(/^-?\d+(\.\d+)?$/.test(text) ? [Number(text)] : []),
  ...(text === 'true' ? [true] : text === 'false' ? [false] : []),
];
const listsOf = (texts: readonly string[]): unknown[][] =>
  texts.reduce<unknown[][]>((lists, text) => lists.flatMap((list) => readings(text).map((one) => [...list, one])), [[]]);

const isAccepted = (schema: object, texts: readonly string[], whole: string): boolean =>
  [...readings(whole), ...listsOf(texts)].some((value) => isValid(schema, value));

const match = (paths: Paths, pathname: string): { item: Paths[string]; values: Record<string, string> } | undefined => {
  for (const [template, item] of Object.entries(paths)) {
    const names = [...template.matchAll(/\{(\w+)\}/g)].map((found) => found[1] ?? '');
    const found = new RegExp(`^${template.replaceAll(/\{\w+\}/g, '([^/]+)')}$`).exec(pathname);
    if (found) return { item, values: Object.fromEntries(names.map((name, i) => [name, decodeURIComponent(found[i + 1] ?? '')])) };
  }
  return undefined;
};

const bodyProblems = (content: Answer['content'], body: { media: string; text: string } | undefined): string[] => {
  if (!content || Object.keys(content).length === 0) return body ? ['a body where there is none'] : [];
  if (!body) return [];
  const media = content[body.media];
  if (!media) return [`no ${body.media}`];
  return isValid(media.schema, JSON.parse(body.text)) ? [] : ['the body'];
};

const operationOf = (paths: Paths, { method, target }: Exchange['request']) => {
  const url = new URL(target, 'http://localhost');
  const found = match(paths, url.pathname);
  return { url, values: found?.values ?? {}, operation: found?.item[method.toLowerCase()] };
};

/** What is wrong with a request; a parameter that nobody declared is. */
export const requestProblems = (paths: Paths, request: Exchange['request']): string[] => {
  const { url, values, operation } = operationOf(paths, request);
  if (!operation) return ['no such operation'];
  const cookies = new URLSearchParams((request.headers['cookie'] ?? '').replaceAll('; ', '&'));
  const problems: string[] = [];
  const seen = new Set<string>();
  for (const { name, in: place, required, schema } of operation.parameters ?? []) {
    seen.add(`${place} ${place === 'header' ? name.toLowerCase() : name}`);
    const texts =
      place === 'query'
        ? url.searchParams.getAll(name)
        : place === 'cookie'
          ? cookies.getAll(name)
          : place === 'path'
            ? [values[name] ?? '']
            : [request.headers[name.toLowerCase()] ?? []].flat();
    if (texts.length === 0) {
      if (required) problems.push(`${place} ${name} is missing`);
      continue;
    }
    const items = place === 'path' || place === 'header' ? (texts[0] ?? '').split(',') : texts;
    if (!isAccepted(schema, items, texts.length === 1 ? (texts[0] ?? '') : '\0')) problems.push(`${place} ${name}`);
  }
  const sent = [
    ...[...url.searchParams.keys()].map((name) => `query ${name}`),
    ...[...cookies.keys()].map((name) => `cookie ${name}`),
    ...Object.keys(request.headers)
      .filter((name) => name !== 'accept' && name !== 'cookie')
      .map((name) => `header ${name}`),
  ];
  problems.push(...sent.filter((one) => !seen.has(one)).map((one) => `${one} is not known`));
  if (operation.requestBody?.required && !request.body) problems.push('the body is missing');
  return [...problems, ...bodyProblems(operation.requestBody?.content, request.body)];
};

/** What is wrong with a response to a request. */
export const responseProblems = (paths: Paths, { request, response }: Exchange): string[] => {
  if (!response) throw new Error('there is no response');
  const { operation } = operationOf(paths, request);
  const { status, headers, body } = response;
  const entry = operation?.responses[status] ?? operation?.responses[`${Math.floor(status / 100)}XX`] ?? operation?.responses['default'];
  if (!entry) return [`no response ${status}`];
  const problems = Object.entries(entry.headers ?? {}).flatMap(([name, { required, schema }]) => {
    const text = headers[name.toLowerCase()];
    if (text === undefined) return required ? [`header ${name} is missing`] : [];
    return isAccepted(schema, text.split(','), text) ? [] : [`header ${name}`];
  });
  if (!body && entry.content) problems.push('the body is missing');
  return [...problems, ...bodyProblems(entry.content, body)];
};
