import type { AST } from '@eslint-community/regexpp';
import { regexpp } from './libraries.ts';

// `\p{...}` by the Unicode of the engine that runs us and ajv; refa's tables are of another year.

/** Every code point but the surrogates, ascending. */
const everyCharacter = (): string => {
  const units = new Uint16Array(0xf800 + 2 * 0x10_0000);
  let at = 0;
  for (let character = 0; character <= 0xffff; character += 1) if (character < 0xd800 || character > 0xdfff) units[at++] = character;
  for (let character = 0; character < 0x10_0000; character += 1) {
    units[at++] = 0xd800 + (character >> 10);
    units[at++] = 0xdc00 + (character & 0x3ff);
  }
  return Buffer.from(units.buffer).toString('utf16le');
};

const written = (from: number, to: number): string => `\\u{${from.toString(16)}}-\\u{${to.toString(16)}}`;

const texts = new Map<string, string>();
let all: string | undefined;

/** The inside of a class that lists what a property such as `\p{Lu}` holds. */
const classTextOf = (property: string): string => {
  const known = texts.get(property);
  if (known !== undefined) return known;
  all ??= everyCharacter();
  const ranges = [...all.matchAll(new RegExp(`${property}+`, 'gu'))].flatMap(([run]) => {
    const from = run.codePointAt(0)!;
    const to = run.codePointAt(run.length - 1)!;
    const last = to >= 0xdc00 && to <= 0xdfff ? run.codePointAt(run.length - 2)! : to;
    // Surrogates are left out of the text: a run goes over them.
    return from < 0xd800 && last > 0xdfff ? [written(from, 0xd7ff), written(0xe000, last)] : [written(from, last)];
  });
  if (new RegExp(property, 'u').test('\ud800')) ranges.push(written(0xd800, 0xdfff));
  const text = ranges.join('');
  if (texts.size >= 100) texts.clear();
  texts.set(property, text);
  return text;
};

/** The pattern (of flag `u`) with every `\p{...}` written out as ranges. @throws SyntaxError for what the parser does not know */
export const withoutProperties = (pattern: string): string => {
  if (!/\\p/iu.test(pattern)) return pattern;
  const found: AST.CharacterSet[] = [];
  const { RegExpParser, visitRegExpAST } = regexpp();
  visitRegExpAST(new RegExpParser().parsePattern(pattern, 0, pattern.length, { unicode: true }), {
    onCharacterSetEnter: (node) => void (node.kind === 'property' && found.push(node)),
  });
  let text = pattern;
  for (const { start, end, raw, parent } of found.sort((a, b) => b.start - a.start)) {
    const inside = classTextOf(raw);
    text = `${text.slice(0, start)}${parent.type === 'CharacterClass' ? inside : `[${inside}]`}${text.slice(end)}`;
  }
  return text;
};
