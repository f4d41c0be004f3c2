import type { Document } from '../../document.ts';
import { below } from '../../pointer.ts';
import { isRecord, type Part, wordOf } from './part.ts';

type Members = Readonly<Record<string, unknown>>;

/** A server of a document, its variables at their defaults. */
export interface Address {
  readonly pointer: string;
  /** As it is written. */
  readonly url: string;
  /** `https://api.example.com`; empty for a relative url, which is where the document is served. */
  readonly origin: string;
  /** What stands before each path, without a slash at its end: `/v1`, or nothing. */
  readonly base: string;
  /** With every value that its variables may have, where they are counted; the default is among them. */
  readonly bases: readonly string[];
  readonly variables: Members;
  /** Every place that it stands for; `{}` where a variable may be anything. */
  readonly places: readonly Served[];
  /** It stands for more places than these. */
  readonly isCut: boolean;
}

/** Where something is served. */
export interface Served {
  readonly origin: string;
  readonly base: string;
}

/** The servers of an operation, and the place that names them. */
export interface Addresses {
  readonly pointer: string;
  readonly level: 'document' | 'path' | 'operation';
  readonly list: readonly Address[];
}

/** More values of a variable than these are not told apart. */
const mostBases = 64;

const filledIn = (url: string, values: (name: string) => readonly string[]): string[] =>
  url.split(/(\{[^}]*\})/).reduce<string[]>(
    (texts, part) => {
      const ways = part.startsWith('{') ? values(part.slice(1, -1)) : [part];
      return texts.flatMap((text) => ways.map((way) => text + way)).slice(0, mostBases);
    },
    [''],
  );

/** A port that the scheme means anyway. */
const usualPort = /^((?:https|wss):.*):443$|^((?:http|ws):.*):80$/;

const partsOfUrl = (url: string): Served => {
  const [, origin = '', path = ''] = /^((?:[a-z][a-z\d+.-]*|\{\}):\/\/[^/?#]*|\/\/[^/?#]*)?([^?#]*)/i.exec(url) ?? [];
  const segments: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(segment);
  }
  return { origin: origin.toLowerCase().replace(usualPort, '$1$2'), base: segments.map((segment) => `/${segment}`).join('') };
};

const addressOf = (server: Members, pointer: string): Address => {
  const url = typeof server['url'] === 'string' ? server['url'] : '/';
  const variables = isRecord(server['variables']) ? server['variables'] : {};
  const byDefault = (name: string): string => {
    const variable = variables[name];
    return isRecord(variable) && variable['default'] !== undefined ? wordOf(variable['default']) : `{${name}}`;
  };
  const any = (name: string): string[] => {
    const variable = variables[name];
    const values = isRecord(variable) && Array.isArray(variable['enum']) ? variable['enum'].map(wordOf) : [];
    return [...new Set([byDefault(name), ...values])];
  };
  const usual = partsOfUrl(filledIn(url, (name) => [byDefault(name)])[0] ?? url);
  const isOpen = (name: string): boolean => isRecord(variables[name]) && !Array.isArray(variables[name]['enum']);
  const places = filledIn(url, (name) => [...any(name), ...(isOpen(name) ? ['{}'] : [])]);
  return {
    pointer,
    url,
    ...usual,
    bases: [...new Set(filledIn(url, any).map((one) => partsOfUrl(one).base))],
    variables,
    places: places.map(partsOfUrl),
    isCut: places.length === mostBases,
  };
};

const listAt = (pointer: string, level: Addresses['level'], value: unknown): Addresses | undefined => {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const at = below(pointer, 'servers');
  return { pointer: at, level, list: value.map((server, i) => addressOf(isRecord(server) ? server : {}, below(at, i))) };
};

const known = new WeakMap<Document, Addresses>();

/** The servers that a document names for all; none named is the place where it is served. */
const ofDocument = (document: Document): Addresses => {
  let found = known.get(document);
  if (!found) {
    const value = isRecord(document.value) ? document.value['servers'] : undefined;
    found = listAt('', 'document', value) ?? { pointer: '', level: 'document', list: [addressOf({ url: '/' }, '')] };
    known.set(document, found);
  }
  return found;
};

/** The servers of an operation: its own, else those of its path, else those of the document. */
export const addressesOf = (document: Document, part: Part, pathItem: Part): Addresses =>
  listAt(part.pointer, 'operation', part.value['servers']) ??
  listAt(pathItem.pointer, 'path', pathItem.value['servers']) ??
  ofDocument(document);
