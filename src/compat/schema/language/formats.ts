import { RegExpParser } from '@eslint-community/regexpp';
import { date, dateTime, duration, time } from './formats/date-time.ts';
import type { Format } from './formats/format.ts';
import { email, hostname, ipv4, ipv6, uuid } from './formats/internet.ts';
import { binary, byte, jsonPointer, password, relativeJsonPointer } from './formats/pointer.ts';
import { iri, iriReference, uri, uriReference, uriTemplate } from './formats/uri.ts';
import type { Language } from './sets.ts';
import { both, either, includes, matching } from './sets.ts';

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

/** Names of the formats that `languageOfFormat` knows. */
export const formatNames: readonly string[] = regular.map(({ name }) => name);

/**
 * The texts of a format, exactly by its RFC, in every dialect; undefined for a format that no regular language says
 * (`regex`, `idn-hostname`, `idn-email`), and for one that nobody knows.
 */
export const languageOfFormat = (name: string): Language | undefined => {
  const known = languages.get(name);
  if (known) return known;
  const language = byName.get(name)?.language();
  if (language) languages.set(name, language);
  return language;
};

const parser = new RegExpParser({ strict: true });
const isExpression = (text: string): boolean =>
  [true, false].some((unicode) => {
    try {
      parser.parsePattern(text, 0, text.length, { unicode });
      return true;
    } catch {
      return false;
    }
  });

/** Is the text of the format, by the rules of its RFC (`regex`: ECMA-262 without annex B)? undefined for a format that is not known. */
export const acceptsFormat = (name: string, text: string): boolean | undefined => {
  if (name === 'regex') return isExpression(text);
  const language = languageOfFormat(name);
  return language && includes(language, text);
};

const patternsOf = (kind: 'usual' | 'loose'): ((language: Language) => Language | undefined) => {
  let found: Map<string, Language> | undefined;
  return (language) => {
    found ??= new Map(
      regular.flatMap((format) => {
        const pattern = format[kind];
        return pattern === undefined ? [] : [[languageOfFormat(format.name)!.key, matching(pattern)]];
      }),
    );
    return found.get(language.key);
  };
};
const usualOf = patternsOf('usual');
const looseOf = patternsOf('loose');

/** The texts of a language that every validator and every reader takes for such; the language itself where it is no format's. */
export const familiar = (language: Language): Language => {
  const usual = usualOf(language);
  return usual ? both(language, usual) : language;
};

/** The language with what some validator wrongly takes for a part of it. */
export const loosened = (language: Language): Language => {
  const loose = looseOf(language);
  return loose ? either(language, loose) : language;
};
