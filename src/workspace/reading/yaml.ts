import type { YAMLError } from 'yaml';
import type { Place, Problem } from '../../core/error.ts';
import { yaml } from '../../core/yaml.ts';
import { type Places, placesOf } from './places.ts';
import { walk } from './walk.ts';

/** A YAML text as data. `value` is undefined where it could not be read at all; then there is a problem. */
export interface Reading {
  readonly value: unknown;
  readonly places: Places;
  readonly problems: readonly Problem[];
}

/** The parser's words without the excerpt and place that it appends; the place is told apart. */
const sentence = (error: YAMLError): string => {
  if (error.code === 'MULTIPLE_DOCS') return 'this file holds more than one YAML document; one is expected';
  const line = error.message.split('\n')[0] ?? error.message;
  const words = line.replace(/ at line \d+, column \d+:?$/, '').trim();
  return `this is not YAML: ${words.charAt(0).toLowerCase()}${words.slice(1)}`;
};

/**
 * Reads YAML 1.2 (JSON is a part of it) with the place of every value.
 * @param file the file's name as it shall stand in messages
 */
export const readYaml = (text: string, file: string): Reading => {
  const { LineCounter, parseDocument } = yaml();
  const lines = new LineCounter();
  const at = (offset: number): Place => ({
    file,
    line: Math.max(1, lines.linePos(offset).line),
    column: Math.max(1, lines.linePos(offset).col),
  });
  const failed = (problem: Problem): Reading => ({ value: undefined, places: placesOf(file, lines, new Map()), problems: [problem] });

  const tooDeep = failed({ code: 'config/too-large', what: 'the file nests too deep', at: { file, line: 1, column: 1 } });
  try {
    const document = parseDocument(text, { lineCounter: lines, uniqueKeys: false, prettyErrors: false, merge: false, version: '1.2' });
    if (document.errors.some((error) => error.code === 'RESOURCE_EXHAUSTION' || /stack/i.test(error.message))) return tooDeep;
    // One slip makes the parser complain about every open bracket at the same place: the first says it.
    const errors = document.errors.filter((error, index, every) => every.findIndex(({ pos }) => pos[0] === error.pos[0]) === index);
    if (errors.length > 0) {
      const problems = errors.map((error): Problem => ({ code: 'config/not-yaml', what: sentence(error), at: at(error.pos[0]) }));
      return { value: undefined, places: placesOf(file, lines, new Map()), problems };
    }
    const walked = walk(document, (offset) => lines.linePos(offset).line);
    // The parser only warns of a tag that it does not know, and takes the text as it stands.
    const tags = document.warnings
      .filter(({ code }) => code === 'TAG_RESOLVE_FAILED')
      .map(({ pos }): Problem => ({
        code: 'config/unknown-tag',
        what: `the tag ${text.slice(pos[0]).match(/^\S+/)?.[0] ?? '!'} means nothing here`,
        fix: 'write the value itself; a variable of the machine is handed on with `fromEnvironment`, where that may stand',
        at: at(pos[0]),
      }));
    const problems = [...tags, ...walked.problems.map(({ offset, ...problem }): Problem => ({ ...problem, at: at(offset) }))];
    return { value: walked.value, places: placesOf(file, lines, walked.spots), problems };
  } catch (error) {
    if (error instanceof RangeError) return tooDeep; // the parser's stack, or ours
    throw error;
  }
};
