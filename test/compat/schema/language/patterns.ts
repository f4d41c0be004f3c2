import type { Arbitrary } from 'fast-check';
import { array, constantFrom, letrec, oneof, tuple } from 'fast-check';

/** Patterns of every construct that is decided (no lookahead inside a lookbehind), over few characters so that texts match by chance. */
export const anyPattern: Arbitrary<string> = letrec<{ pattern: string }>((tie) => ({
  pattern: oneof(
    { depthSize: 'small', withCrossShrink: true },
    constantFrom(
      'a',
      'b',
      'c',
      '1',
      '-',
      '\\u{1f600}',
      '.',
      '[ab]',
      '[^a]',
      '[a-c1]',
      '\\w',
      '\\W',
      '\\d',
      '\\s',
      '\\S',
      '\\p{Lu}',
      '^',
      '$',
      '\\b',
      '',
    ),
    tuple(tie('pattern'), tie('pattern')).map(([a, b]) => a + b),
    tuple(tie('pattern'), tie('pattern')).map(([a, b]) => `(?:${a}|${b})`),
    tuple(tie('pattern'), constantFrom('*', '+', '?', '{2}', '{1,3}', '{2,}', '*?')).map(([a, times]) => `(${a})${times}`),
    tuple(constantFrom('?=', '?!', '?<=', '?<!'), tie('pattern')).map(([kind, a]) => `(${kind}${a})`),
    tie('pattern').map((a) => `^${a}$`),
  ),
})).pattern.filter((pattern) => !/\(\?<[=!].*\(\?[=!]/.test(pattern));

/** Texts over the same characters. */
export const anyText: Arbitrary<string> = array(constantFrom('a', 'b', 'c', '1', '-', 'A', ' ', '\n', '\u{1f600}', '\ud83d'), {
  maxLength: 7,
}).map((characters) => characters.join(''));

/**
 * As ECMA-262 has it with flag `u`: at every code point. (V8's own search also begins between the two halves of a
 * character, where `\B` holds.)
 */
export const foundBySpecification = (pattern: string): ((text: string) => boolean) => {
  const expression = new RegExp(pattern, 'uy');
  return (text) => {
    for (let index = 0; ; index += text.codePointAt(index)! > 0xffff ? 2 : 1) {
      expression.lastIndex = index;
      if (expression.test(text)) return true;
      if (index >= text.length) return false;
    }
  };
};

/** Patterns of real schemas. */
export const realPatterns: readonly string[] = [
  '^[a-zA-Z0-9_-]{1,64}$',
  '^[a-z]([-a-z0-9]*[a-z0-9])?$',
  '^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$',
  '^\\d{4}-\\d{2}-\\d{2}$',
  '^[A-Z]{2}$',
  '^#[0-9a-fA-F]{6}$',
  '^v?[0-9]+\\.[0-9]+\\.[0-9]+$',
  '^https?://',
  '^[0-9a-f]{40}$',
  '^(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))))?$',
  '^[^\\s]+@[^\\s]+$',
  '^arn:aws:[a-z0-9-]+:',
  '^(?=.*\\d)(?=.*[a-z])(?=.*[A-Z]).{8,64}$',
  '^(?!foo)[a-z]+$',
  '^\\S(.*\\S)?$',
  '^x-',
  '^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$',
  '^([0-9]{1,3}\\.){3}[0-9]{1,3}$',
  '^sha256:[a-f0-9]{64}$',
  '\\.(png|jpe?g)$',
  '^[\\w.]+\\b',
  '^\\p{L}[\\p{L}\\p{N} ]*$',
];
