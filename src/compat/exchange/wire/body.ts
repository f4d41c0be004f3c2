import { coveringMedia } from '../../formats/openapi/media.ts';
import { writeValue } from '../../schema/text.ts';
import { Exact, type Value } from '../../schema/value.ts';
import { combinations, leafReadings, leafText, objectOf } from './leaf.ts';
import { type Pieces, readings, type Writing, written } from './parameter.ts';
import { encoded, isWellFormed } from './percent.ts';

/** A body as it travels, and every value that a receiver may take it for. */
export interface WrittenBody {
  readonly media: string;
  readonly text: string;
  /** Undefined where there are too many. */
  readonly readings: readonly Value[] | undefined;
}

/** How a body is written where its media type does not say it all: of forms. */
export interface Form {
  /** `encoding` of the media type object. */
  readonly encoding?: unknown;
  /** An object in a field is JSON, where `encoding` says nothing of it. */
  readonly isJson?: boolean;
  /** Parts that are files by their schemas. */
  readonly files?: ReadonlySet<string>;
}

/** What a media type object says of the parts of a form. */
type Encodings = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The members of an object; undefined for what is none. */
const membersOf = (value: Value): [string, Value][] | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Exact) ? Object.entries(value) : undefined;

const boundary = 'drill-boundary';

/** A media type that can be sent, for a range. */
export const concrete = (media: string): string => {
  const [type = ''] = media.split(';');
  const plain = type.trim().toLowerCase();
  if (plain === '*/*' || plain === 'application/*' || plain === '') return 'application/json';
  if (/^[^/]+\/\*\+/.test(plain)) return plain.replace('*', 'vnd.example');
  return plain === 'text/*' ? 'text/plain' : plain.endsWith('/*') ? `${plain.slice(0, -1)}octet-stream` : media;
};

/** Media types that stand for a range, those first whose bodies can always be written. */
const examples = ['application/json', 'application/vnd.example+json', 'text/csv', 'text/plain', 'application/octet-stream', 'image/png'];

/** A media type of a range that is none of those which the other side speaks of; a media type is itself, where it is none of them. */
export const concreteBeside = (media: string, spoken: readonly string[]): string | undefined =>
  (media.includes('*') ? [concrete(media), ...examples] : [media]).find(
    (one) => coveringMedia(one, [media]) !== undefined && coveringMedia(one, spoken) === undefined,
  );

const essence = (media: string): string => (media.split(';')[0] ?? '').trim().toLowerCase();
const isJsonType = (media: string): boolean => /^application\/json([+.]|$)|[/+]json$/.test(essence(media));

/**
 * Writes a value in a media type.
 * @returns undefined where nobody here knows how: XML, a binary document that is no text, a form of something that nests.
 */
export const writtenBody = (name: string, value: Value, { encoding, isJson = false, files }: Form = {}): WrittenBody | undefined => {
  const media = concrete(name);
  if (!/^[ -~]+$/.test(media)) return undefined;
  const encodings: Encodings = isRecord(encoding) ? encoding : {};
  if (isJsonType(media)) return { media, text: writeValue(value), readings: [value] };
  if (essence(media) === 'application/x-www-form-urlencoded') return urlEncoded(media, value, encodings, isJson);
  if (essence(media) === 'multipart/form-data') return multipart(value, encodings, files ?? new Set());
  if (/^(application|text)\/([\w.-]+\+)?xml$/.test(essence(media))) return undefined;
  const text = leafText(value);
  if (text === undefined || !isWellFormed(text)) return undefined;
  return { media, text, readings: leafReadings(text) };
};

const encodingOf = (encodings: Encodings, name: string): Readonly<Record<string, unknown>> => {
  const found = Object.hasOwn(encodings, name) ? encodings[name] : undefined;
  return isRecord(found) ? found : {};
};

/** Every object that has one reading of each member. */
const together = (members: readonly (readonly [string, readonly Value[] | undefined])[]): Value[] | undefined => {
  const choices = members.map(([, values]) => values);
  if (!choices.every((values) => values !== undefined)) return undefined;
  return combinations(choices)?.map((values) => objectOf(members.map(([name], i) => [name, values[i] as Value] as const)));
};

const urlEncoded = (media: string, value: Value, encodings: Encodings, isJson: boolean): WrittenBody | undefined => {
  const given = membersOf(value);
  if (!given) return undefined;
  const pieces: (readonly [string, string])[] = [];
  const members: (readonly [string, Value[] | undefined])[] = [];
  for (const [name, member] of given) {
    const { style, explode, allowReserved, contentType } = encodingOf(encodings, name);
    const isStyled = style !== undefined || explode !== undefined || allowReserved !== undefined;
    if (!isStyled && (typeof contentType === 'string' ? isJsonType(contentType) : isJson && membersOf(member) !== undefined)) {
      const text = writeValue(member);
      if (!isWellFormed(text)) return undefined;
      pieces.push([encoded(name), encoded(text)]);
      members.push([name, [member]]);
      continue;
    }
    const writing: Writing = {
      in: 'query',
      name,
      style: typeof style === 'string' ? style : 'form',
      explode: typeof explode === 'boolean' ? explode : style === undefined || style === 'form',
      allowReserved: allowReserved === true,
    };
    const own: Pieces | undefined = written(writing, member);
    if (!own) return undefined;
    pieces.push(...own);
    members.push([name, readings(writing, own)]);
  }
  return { media, text: pieces.map(([name, text]) => `${name}=${text}`).join('&'), readings: together(members) };
};

/** Is what is sent as this a file? A file has a name (RFC 7578, 4.2); receivers take a part without one for a text. */
const isOfFiles = (media: string): boolean => !/^text\/|[/+](json|xml)$/.test(essence(media));

const multipart = (value: Value, encodings: Encodings, files: ReadonlySet<string>): WrittenBody | undefined => {
  const all = membersOf(value);
  if (!all) return undefined;
  const parts: string[] = [];
  const members: (readonly [string, readonly Value[] | undefined])[] = [];
  for (const [name, member] of all) {
    if (/["\r\n]/.test(name) || !isWellFormed(name)) return undefined;
    const given = encodingOf(encodings, name)['contentType'];
    const items: readonly Value[] = Array.isArray(member) ? (member as readonly Value[]) : [member];
    if (items.length === 0) return undefined;
    const choices: Value[][] = [];
    for (const item of items) {
      const leaf = typeof given === 'string' && isJsonType(given) ? undefined : leafText(item);
      const text = leaf ?? writeValue(item);
      if (!isWellFormed(text) || text.includes(`--${boundary}`)) return undefined;
      const usual = leaf === undefined ? 'application/json' : files.has(name) ? 'application/octet-stream' : undefined;
      const type = typeof given === 'string' ? concrete(given.split(',')[0] ?? '') : usual;
      parts.push(
        [
          `--${boundary}`,
          `content-disposition: form-data; name="${name}"${type !== undefined && isOfFiles(type) ? '; filename="file"' : ''}`,
          ...(type === undefined ? [] : [`content-type: ${type}`]),
          '',
          `${text}\r\n`,
        ].join('\r\n'),
      );
      choices.push(leaf === undefined ? [item] : leafReadings(leaf));
    }
    const lists = combinations(choices);
    members.push([name, lists && (items.length === 1 ? [...(choices[0] ?? []), ...lists] : lists)]);
  }
  return {
    media: `multipart/form-data; boundary=${boundary}`,
    text: parts.length === 0 ? `--${boundary}--\r\n` : `${parts.join('')}--${boundary}--\r\n`,
    readings: together(members),
  };
};
