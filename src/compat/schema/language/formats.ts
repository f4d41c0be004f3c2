import { date, dateTime, duration, time } from './formats/date-time.ts';
import type { Format } from './formats/format.ts';
import { email, hostname, ipv4, ipv6, uuid } from './formats/internet.ts';
import { binary, byte, jsonPointer, password, relativeJsonPointer } from './formats/pointer.ts';
import { iri, iriReference, uri, uriReference, uriTemplate } from './formats/uri.ts';
import { regexpp } from './libraries.ts';
import type { Language } from './sets.ts';
import { includes, matching } from './sets.ts';

/** Every format that is a regular language. `regex` is none; names and addresses beyond ASCII need tables of their own. */
const regular: readonly Format[] = [
  date,
  dateTime,
  time,
  duration,
  ipv4,
  ipv6,
  uuid,
  hostname,
  email,
  uri,
  uriReference,
  iri,
  iriReference,
  uriTemplate,
  jsonPointer,
  relativeJsonPointer,
  byte,
  binary,
  password,
];

const byName = new Map(regular.map((format) => [format.name, format]));
const languages = new Map<string, Language>();
/** Formats by the key of the language that was made of them. */
const made = new Map<string, Format>();

/** Names of the formats that `languageOfFormat` knows. */
export const formatNames: readonly string[] = regular.map(({ name }) => name);

/**
 * The texts of a format, exactly by its RFC, in every dialect; undefined for a format that no regular language says
 * (`regex`, `idn-hostname`, `idn-email`), and for one that nobody knows.
 */
export const languageOfFormat = (name: string): Language | undefined => {
  const known = languages.get(name);
  if (known) return known;
  const format = byName.get(name);
  if (!format) return undefined;
  const language = format.language();
  languages.set(name, language);
  made.set(language.key, format);
  return language;
};

const isExpression = (text: string): boolean => {
  const { RegExpParser } = regexpp();
  const parser = new RegExpParser({ strict: true });
  return [true, false].some((unicode) => {
    try {
      parser.parsePattern(text, 0, text.length, { unicode });
      return true;
    } catch {
      return false;
    }
  });
};

/** Does anybody know the format? Asked of every schema that names one, so no automaton is made to answer. */
export const isKnownFormat = (name: string): boolean => name === 'regex' || byName.has(name);

const expressions = new Map<string, RegExp>();
/** By the expressions of JavaScript, which need no automaton: no pattern of a format reads a text in two ways. */
const isOfOurs = (pattern: string, text: string): boolean => {
  let expression = expressions.get(pattern);
  if (!expression) expressions.set(pattern, (expression = new RegExp(pattern, 'u')));
  return expression.test(text);
};

/** Is the text of the format, by the rules of its RFC (`regex`: ECMA-262 without annex B)? undefined for a format that is not known. */
export const acceptsFormat = (name: string, text: string): boolean | undefined => {
  if (name === 'regex') return isExpression(text);
  const { usual, loose } = byName.get(name) ?? {};
  if (usual !== undefined && isOfOurs(usual, text)) return true;
  if (loose !== undefined && !isOfOurs(loose, text)) return false;
  const language = languageOfFormat(name);
  return language && includes(language, text);
};

const inPlaceOf = (language: Language, kind: 'usual' | 'loose'): Language => {
  const pattern = made.get(language.key)?.[kind];
  return pattern === undefined ? language : matching(pattern);
};

/** A part of a format's language that every validator and every reader takes for it; another language is given back as it is. */
export const familiar = (language: Language): Language => inPlaceOf(language, 'usual');

/** All that some validator takes for a text of a format; another language is given back as it is. */
export const loosened = (language: Language): Language => inPlaceOf(language, 'loose');
