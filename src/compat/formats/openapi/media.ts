import type { Part } from './part.ts';

/** Parameters between semicolons, of which a quoted one may hold some. */
const between = /(?:"(?:[^"\\]|\\.)*"|[^;"])+/g;

/** A value in quotes that needs none is the same without them (RFC 9110, 5.6.6). */
const unquoted = (parameter: string): string => parameter.replace(/="([\w!#$%&'*+.^`|~-]+)"$/, '=$1');

/** Upper case, quotes and a charset do not make another media type; other parameters (a version, a profile) do. */
const plain = (name: string): string => {
  const [type = '', ...parameters] = name.toLowerCase().match(between) ?? [];
  const kept = parameters
    .map((text) => unquoted(text.trim()))
    .filter((text) => text !== '' && !text.startsWith('charset='))
    .sort();
  return [type.trim(), ...kept].join('; ');
};

/** Media types by the name that they are compared by; by the name as written where two of them differ in charset alone. */
export const mediaTypes = (parts: ReadonlyMap<string, Part>): Map<string, Part> => {
  const names = [...parts.keys()].map(plain);
  return new Map([...parts].map(([name, part]) => [names.filter((other) => other === plain(name)).length > 1 ? name : plain(name), part]));
};

const token = "[\\w!#$%&'*+.^`|~-]+";
const mediaType = new RegExp(String.raw`^(?:\*|${token}/${token})\s*(?:;.*)?$`, 's');

/** Is it a media type or a range of them, by the grammar of RFC 9110? A single `*` is none, yet written and meant. */
export const isMediaType = (name: string): boolean => mediaType.test(name.trim());

/** How much a range leaves open: a media type nothing, `application/*` less than `*` + `/*`; undefined where it does not cover the name. */
const openness = (range: string, name: string): number | undefined => {
  if (range === name) return 0;
  if (range === '*/*' || range === '*') return 3;
  const [type = '', subtype = ''] = range.split('/');
  if (!name.startsWith(`${type}/`)) return undefined;
  if (subtype === '*') return 2;
  // `application/*+json`: no range of HTTP, yet written and meant.
  return subtype.startsWith('*+') && name.split(';')[0]?.endsWith(subtype.slice(1)) ? 1 : undefined;
};

const isRange = (name: string): boolean => name.includes('*');

/** Of some media types and ranges the one that speaks of a name: the same, else the least range that covers it. */
export const coveringMedia = (name: string, among: readonly string[]): string | undefined => {
  let best: string | undefined;
  let least = Infinity;
  for (const range of among) {
    const open = range === name || isRange(range) ? openness(range, name) : undefined;
    if (open !== undefined && open < least) [best, least] = [range, open];
  }
  return best;
};

/** The syntax that a media type is written in, by its suffix (RFC 6839): `json` for `application/problem+json`. */
export const syntaxOf = (name: string): string | undefined => /(?:^(?:application|text)\/|\+)(json|xml|yaml|cbor)(?:;|$)/.exec(name)?.[1];
