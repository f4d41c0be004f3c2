import { bareTokensOf } from './tokens.ts';

// What a check demands, as far as it is of the kinds that are changed in practice: one of a list, above or below a number.

type Demand =
  | { readonly kind: 'one of'; readonly of: string; readonly values: ReadonlySet<string> }
  | { readonly kind: 'above' | 'below'; readonly of: string; readonly limit: number; readonly itself: boolean }
  | { readonly kind: 'text'; readonly text: string };

/** How deep in brackets each word stands; a bracket as deep as what is in it. */
const depthsOf = (words: readonly string[]): readonly number[] => {
  let depth = 0;
  return words.map((word) => (word === '(' ? ++depth : word === ')' ? depth-- : depth));
};

/** Without the brackets that are around all of it. */
const unwrapped = (words: readonly string[]): readonly string[] => {
  const depths = depthsOf(words);
  const isWrapped =
    words[0] === '(' &&
    words.at(-1) === ')' &&
    depths.every((depth) => depth > 0) &&
    !depths.some((depth, i) => depth === 1 && words[i] === ')' && i < words.length - 1);
  return isWrapped ? unwrapped(words.slice(1, -1)) : words;
};

/** The parts between the words `by` that stand in no bracket. */
const splitAt = (words: readonly string[], by: string): readonly (readonly string[])[] => {
  const depths = depthsOf(words);
  const parts: string[][] = [[]];
  for (const [i, word] of words.entries()) {
    if (word === by && depths[i] === 0) parts.push([]);
    else parts.at(-1)?.push(word);
  }
  return parts;
};

const signs: ReadonlySet<string> = new Set(['=', '<', '<=', '>', '>=']);

const demandOf = (words: readonly string[]): Demand => {
  const depths = depthsOf(words);
  const at = words.findIndex((word, i) => signs.has(word) && depths[i] === 0);
  const [sign, of, rest] = [words[at] ?? '', words.slice(0, Math.max(at, 0)).join(' '), words.slice(at + 1)];
  if (sign === '=' && rest.slice(0, 4).join(' ') === 'ANY ( ARRAY [' && rest.slice(-2).join(' ') === '] )') {
    const values = rest.slice(4, -2).filter((word) => word !== ',');
    if (values.every((one) => /^['\d]/.test(one))) return { kind: 'one of', of, values: new Set(values) };
    return { kind: 'text', text: words.join(' ') };
  }
  const value = rest.join('');
  if (sign === '=' && rest.length === 1 && value.startsWith("'")) return { kind: 'one of', of, values: new Set([value]) };
  // `-5` may be written as a text that is cast.
  const limit = Number(
    unwrapped(rest)
      .join('')
      .replace(/^'(.*)'$/s, '$1') || 'no number',
  );
  if (/^[<>]/.test(sign) && Number.isFinite(limit))
    return { kind: sign.startsWith('>') ? 'above' : 'below', of, limit, itself: sign.endsWith('=') };
  return { kind: 'text', text: words.join(' ') };
};

const demandsIn = (words: readonly string[]): readonly Demand[] => {
  const bare = unwrapped(words);
  const parts = splitAt(bare, 'OR').length > 1 ? [bare] : splitAt(bare, 'AND');
  return parts.length > 1
    ? parts.flatMap(demandsIn)
    : [splitAt(bare, 'OR').length > 1 ? { kind: 'text', text: bare.join(' ') } : demandOf(bare)];
};

const demandsOf = (definition: string): readonly Demand[] =>
  demandsIn(bareTokensOf(definition.replace(/^CHECK /, '').replace(/ NO INHERIT$/, '')));

/** Does whoever meets the one meet the other? */
const meets = (a: Demand, b: Demand): boolean => {
  if (a.kind === 'text') return b.kind === 'text' && a.text === b.text;
  if (b.kind === 'text' || a.of !== b.of) return false;
  if (a.kind === 'one of') return b.kind === 'one of' && a.values.isSubsetOf(b.values);
  if (b.kind !== a.kind) return false;
  const further = a.kind === 'above' ? a.limit > b.limit : a.limit < b.limit;
  return further || (a.limit === b.limit && (b.itself || !a.itself));
};

/** Does each value that one check lets through pass the other? False where that is not known. */
export const implies = (one: string, other: string): boolean => {
  const given = demandsOf(one);
  return demandsOf(other).every((wanted) => given.some((demand) => meets(demand, wanted)));
};

const neverBelowZero = /^(?:length|char_length|character_length|octet_length|bit_length|cardinality) \( [^()]* \)$/;

/** Does every value pass, as nothing has a length below 0? False where that is not known. */
export const isAlwaysMet = (check: string): boolean =>
  demandsOf(check).every(
    (one) => one.kind === 'above' && neverBelowZero.test(one.of) && (one.limit < 0 || (one.limit === 0 && one.itself)),
  );
