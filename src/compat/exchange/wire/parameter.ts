import { parseValue, writeValue } from '../../schema/text.ts';
import type { Value } from '../../schema/value.ts';
import { leafReadings, leafText, listReadings, listTexts, memberReadings, memberTexts } from './leaf.ts';
import { decoded, encoded, isWellFormed } from './percent.ts';

/** How a parameter or a header is written: OpenAPI's words, with their defaults filled in. */
export interface Writing {
  readonly in: 'path' | 'query' | 'header' | 'cookie';
  readonly name: string;
  readonly style: string;
  readonly explode: boolean;
  readonly allowReserved: boolean;
  /** It is written as a document of this media type instead. */
  readonly media?: string;
}

/** A parameter on the wire: pairs of a query or of cookies, percent-encoded; the text of a segment or of a header has the name ''. */
export type Pieces = readonly (readonly [name: string, text: string])[];

const styles = {
  path: ['simple', 'label', 'matrix'],
  query: ['form', 'spaceDelimited', 'pipeDelimited', 'deepObject'],
  header: ['simple'],
  cookie: ['form'],
} as const;

/** The writing of a parameter object. */
export const writingOf = (parameter: Readonly<Record<string, unknown>>): Writing => {
  const place = parameter['in'];
  const at = typeof place === 'string' && Object.hasOwn(styles, place) ? (place as Writing['in']) : 'query';
  const style = typeof parameter['style'] === 'string' ? parameter['style'] : styles[at][0];
  const { content } = parameter;
  const [media] = typeof content === 'object' && content !== null ? Object.keys(content) : [];
  return {
    in: at,
    name: typeof parameter['name'] === 'string' ? parameter['name'] : '',
    style,
    explode: typeof parameter['explode'] === 'boolean' ? parameter['explode'] : style === 'form',
    allowReserved: parameter['allowReserved'] === true,
    ...(media === undefined ? {} : { media }),
  };
};

/** Between the items of a list that is one text. */
const delimiters: Readonly<Record<string, string>> = { spaceDelimited: '%20', pipeDelimited: '%7C', label: '.' };

const isAsItStands = ({ in: place }: Writing): boolean => place === 'header';

/**
 * A value as it travels; undefined where OpenAPI says of no way in which it does: null, the empty list, what nests.
 * The styles are those of RFC 6570, as OpenAPI names them.
 */
export const written = (writing: Writing, value: Value): Pieces | undefined => {
  const { name, style, explode, allowReserved, media } = writing;
  const put = (text: string): string => (isAsItStands(writing) ? text : encoded(text, allowReserved));
  const key = writing.in === 'query' || writing.in === 'cookie' || style === 'matrix' ? encoded(name) : '';
  const one = (text: string): Pieces => [[writing.in === 'path' || writing.in === 'header' ? '' : key, text]];
  if (media !== undefined) return /[/+]json$/i.test(media.split(';')[0] ?? '') ? one(put(asciiJson(value))) : undefined;
  const leaf = leafText(value);
  const list = leaf === undefined ? listTexts(value) : undefined;
  const members = leaf === undefined && list === undefined ? memberTexts(value) : undefined;
  const texts = leaf === undefined ? (list ?? members?.flat()) : [leaf];
  if (!texts || texts.length === 0 || !texts.every(isWellFormed)) return undefined;
  if (style === 'deepObject') return members?.map(([member, text]) => [`${encoded(name)}%5B${encoded(member)}%5D`, put(text)]);
  if (writing.in === 'query' || writing.in === 'cookie') {
    if (leaf !== undefined) return one(put(leaf));
    if (list) return explode ? list.map((text) => [key, put(text)]) : one(list.map(put).join(delimiters[style] ?? ','));
    if (explode) return members?.map(([member, text]) => [encoded(member), put(text)]);
    return (
      members &&
      one(
        members
          .flat()
          .map(put)
          .join(delimiters[style] ?? ','),
      )
    );
  }
  return one(expanded(writing, leaf, list, members, put));
};

/** JSON in ASCII, so that it may stand in a header too. */
const asciiJson = (value: Value): string =>
  writeValue(value).replaceAll(/[^ -~]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** One text for a segment of a path or for a header. */
const expanded = (
  { name, style, explode }: Writing,
  leaf: string | undefined,
  list: readonly string[] | undefined,
  members: readonly (readonly [string, string])[] | undefined,
  put: (text: string) => string,
): string => {
  const pairs = (members ?? []).map(([member, text]) => `${put(member)}=${put(text)}`);
  const items = list ? list.map(put) : explode ? pairs : (members ?? []).flat().map(put);
  if (style === 'matrix') {
    if (leaf !== undefined) return `;${name}=${put(leaf)}`;
    return explode ? items.map((item) => (list ? `;${name}=${item}` : `;${item}`)).join('') : `;${name}=${items.join(',')}`;
  }
  const dot = style === 'label' ? '.' : '';
  if (leaf !== undefined) return dot + put(leaf);
  return dot + items.join(style === 'label' && explode ? '.' : ',');
};

/**
 * Every value that a receiver may take a parameter on the wire for; undefined where there are too many. A receiver whose
 * schema accepts none of them refuses what was sent, however it reads.
 */
export const readings = (writing: Writing, pieces: Pieces): Value[] | undefined => {
  const { style, explode, media, name } = writing;
  const get = isAsItStands(writing) ? (text: string): string => text : decoded;
  if (media !== undefined) return pieces.flatMap(([, text]) => jsonOf(get(text)));
  const named = pieces.map(([key, text]) => [decoded(key), text] as const);
  const found: (Value[] | undefined)[] = [];
  const pairUp = (items: readonly string[]): [string, string][] =>
    items.length % 2 === 0 ? items.flatMap((item, i) => (i % 2 === 0 ? [[get(item), get(items[i + 1] ?? '')]] : [])) : [];
  const splitPairs = (items: readonly string[]): [string, string][] =>
    items.every((item) => item.includes('='))
      ? items.map((item) => [get(item.slice(0, item.indexOf('='))), get(item.slice(item.indexOf('=') + 1))])
      : [];
  const whole = (text: string, separator: string, paired: boolean): void => {
    const items = text.split(separator);
    found.push(leafReadings(get(text)), listReadings(items.map(get)));
    const pairs = paired ? splitPairs(items) : pairUp(items);
    if (pairs.length > 0) found.push(memberReadings(pairs));
  };
  if (style === 'deepObject') {
    const inside = named.filter(([key]) => key.startsWith(`${name}[`) && key.endsWith(']'));
    found.push(memberReadings(inside.map(([key, text]) => [key.slice(name.length + 1, -1), get(text)])));
  } else if (writing.in === 'query' || writing.in === 'cookie') {
    const own = named.filter(([key]) => key === name).map(([, text]) => text);
    if (own.length > 0) found.push(listReadings(own.map(get)));
    if (own.length === 1) {
      if (explode) found.push(leafReadings(get(own[0] ?? '')));
      else whole(own[0] ?? '', delimiters[style] ?? ',', false);
    }
    if (explode) found.push(memberReadings(named.map(([key, text]) => [key, get(text)])));
  } else {
    const text = named[0]?.[1] ?? '';
    if (style === 'matrix') {
      const parts = text.split(';').slice(1);
      const own = parts.filter((part) => part.startsWith(`${name}=`)).map((part) => part.slice(name.length + 1));
      if (own.length > 1) found.push(listReadings(own.map(get)));
      if (own.length === 1) whole(own[0] ?? '', ',', false);
      found.push(memberReadings(splitPairs(parts)));
    } else if (style === 'label') {
      if (text.startsWith('.')) whole(text.slice(1), explode ? '.' : ',', explode);
    } else whole(text, ',', explode);
  }
  return found.some((list) => list === undefined) ? undefined : found.flatMap((list) => list ?? []);
};

const jsonOf = (text: string): Value[] => {
  try {
    return [parseValue(text)];
  } catch {
    return [];
  }
};
