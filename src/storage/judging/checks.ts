import { bareTokensOf } from './tokens.ts';

// What a check demands, as far as it is of the kinds that are changed in practice: one of a list, above or below a number.

type Demand =
  | { readonly kind: 'one of'; readonly of: string; readonly values: ReadonlySet<string> }
  | { readonly kind: 'above' | 'below'; readonly of: string; readonly limit: number; readonly itself: boolean }
  | { readonly kind: 'text'; readonly text: string };

const splitAt = (words: readonly string[], by: string): readonly (readonly string[])[] => {
  const parts: string[][] = [[]];
  for (const word of words) {
    if (word === by) parts.push([]);
    else parts.at(-1)?.push(word);
  }
  return parts;
};

const demandOf = (words: readonly string[]): Demand => {
  const any = words.indexOf('ANY');
  if (any > 1 && words[any - 1] === '=' && words[any + 1] === 'ARRAY')
    return {
      kind: 'one of',
      of: words.slice(0, any - 1).join(' '),
      values: new Set(words.slice(any + 3, -1).filter((word) => word !== ',')),
    };
  const at = words.findIndex((word) => ['=', '<', '<=', '>', '>='].includes(word));
  const sign = words[at] ?? '';
  const value = words.slice(at + 1).join('');
  const of = words.slice(0, Math.max(at, 0)).join(' ');
  if (sign === '=' && /^'.*'$/s.test(value)) return { kind: 'one of', of, values: new Set([value]) };
  // `-5` may be written as a text that is cast.
  const limit = Number(value.replace(/^'(.*)'$/s, '$1') || 'no number');
  if (/^[<>]/.test(sign) && Number.isFinite(limit))
    return { kind: sign.startsWith('>') ? 'above' : 'below', of, limit, itself: sign.endsWith('=') };
  return { kind: 'text', text: words.join(' ') };
};

const demandsOf = (definition: string): readonly Demand[] => {
  const words = bareTokensOf(definition.replace(/^CHECK /, '').replace(/ NO INHERIT$/, ''));
  return words.includes('OR') || words.includes('CASE')
    ? [{ kind: 'text', text: words.join(' ') }]
    : splitAt(words, 'AND').map((part) => demandOf(part));
};

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
