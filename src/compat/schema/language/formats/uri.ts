import { regular } from '../sets.ts';
import type { Format } from './format.ts';
import { address6 } from './internet.ts';

// RFC 3986 and, with the characters beyond ASCII, RFC 3987.

const escaped = '%[0-9A-Fa-f]{2}';
const signs = "!$&'()*+,;=";
const beyondAscii = String.raw`\u{a0}-\u{d7ff}\u{f900}-\u{fdcf}\u{fdf0}-\u{ffef}${Array.from({ length: 14 }, (_, plane) => {
  const number = (plane + 1).toString(16);
  return String.raw`\u{${number}${plane === 13 ? '1000' : '0000'}}-\u{${number}fffd}`;
}).join('')}`;
const privateUse = String.raw`\u{e000}-\u{f8ff}\u{f0000}-\u{ffffd}\u{100000}-\u{10fffd}`;

/** The productions of both, which differ in the characters. */
const grammarOf = (more: string, moreInQuery: string): { readonly absolute: string; readonly relative: string } => {
  const plain = String.raw`-.0-9A-Z_a-z~${more}`;
  const character = `(?:[${plain}${signs}:@]|${escaped})`;
  const segments = `(?:/${character}*)*`;
  const user = `(?:(?:[${plain}${signs}:]|${escaped})*@)?`;
  const future = String.raw`[Vv][0-9A-Fa-f]+\.[-.0-9A-Z_a-z~${signs}:]+`;
  const host = String.raw`(?:\[(?:${address6}|${future})\]|(?:[${plain}${signs}]|${escaped})*)`;
  const authority = String.raw`//${user}${host}(?::\d*)?${segments}`;
  const fromRoot = `/(?:${character}+${segments})?`;
  const rootless = `${character}+${segments}`;
  const noScheme = `(?:[${plain}${signs}@]|${escaped})+${segments}`;
  const tail = String.raw`(?:\?(?:${character}|[/?${moreInQuery}])*)?(?:#(?:${character}|[/?])*)?`;
  return {
    absolute: `[A-Za-z][-+.0-9A-Za-z]*:(?:${authority}|${fromRoot}|${rootless})?${tail}`,
    relative: `(?:${authority}|${fromRoot}|${noScheme})?${tail}`,
  };
};

const ascii = grammarOf('', '');
const international = grammarOf(beyondAscii, privateUse);

const usualPath = String.raw`(?:/[-.0-9A-Z_a-z~]*)*(?:\?[0-9A-Za-z=&]*)?(?:#[0-9A-Za-z]*)?`;
const usual = String.raw`https?://[0-9a-z]+(?:[-.][0-9a-z]+)*(?::\d+)?${usualPath}`;
const usualReference = `/(?:[-.0-9A-Z_a-z~]+${usualPath})?`;

export const uri: Format = {
  name: 'uri',
  by: 'RFC 3986, URI',
  language: () => regular(`^${ascii.absolute}$`),
  usual: `^${usual}$`,
  loose: '^[A-Za-z][-+.0-9A-Za-z]*:[!-~]*$',
};

export const uriReference: Format = {
  name: 'uri-reference',
  by: 'RFC 3986, URI-reference',
  language: () => regular(`^(?:${ascii.absolute}|${ascii.relative})$`),
  usual: `^(?:${usualReference}|${usual})$`,
  loose: '^[!-~]*$',
};

export const iri: Format = {
  name: 'iri',
  by: 'RFC 3987, IRI',
  language: () => regular(`^${international.absolute}$`),
  usual: `^${usual}$`,
};

export const iriReference: Format = {
  name: 'iri-reference',
  by: 'RFC 3987, IRI-reference',
  language: () => regular(`^(?:${international.absolute}|${international.relative})$`),
  usual: `^(?:${usualReference}|${usual})$`,
};

const variable = String.raw`(?:[0-9A-Z_a-z]|${escaped})(?:\.?(?:[0-9A-Z_a-z]|${escaped}))*(?::[1-9]\d{0,3}|\*)?`;
const literal = String.raw`[!#$&(-;=?-\[\]_a-z~${beyondAscii}${privateUse}]`;

export const uriTemplate: Format = {
  name: 'uri-template',
  by: 'RFC 6570',
  language: () => regular(String.raw`^(?:${literal}|${escaped}|\{[+#./;?&=,!@|]?${variable}(?:,${variable})*\})*$`),
  usual: String.raw`^(?:/?(?:[0-9A-Za-z]|\{[a-z]+\}))*$`,
  loose: String.raw`^[^\x00-\x20"<>\\^]*$`,
};
