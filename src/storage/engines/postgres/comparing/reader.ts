import type { Token } from './tokens.ts';

interface Value {
  readonly value: string | null;
  readonly number: boolean;
  readonly end: number;
}

/** Brackets around a constant. */
const deepest = 20;

/** Texts of the parameters. */
export type Given = readonly (string | null)[] | undefined;

/** Reads constants and lists of them, at a place among the words of a statement; each says where it ends. */
export const reader = (tokens: readonly Token[], values: Given) => {
  const is = (at: number, ...wanted: readonly string[]): boolean => {
    const token = tokens[at];
    return (token?.kind === 'word' || token?.kind === 'sign') && wanted.includes(token.value);
  };
  /** Behind casts, a collation and brackets. */
  const pastCast = (at: number): number => {
    let end = at;
    while (is(end, '::')) {
      end += 2;
      while (is(end, '.')) end += 2;
      while (is(end, 'varying', 'precision', 'without', 'with', 'time', 'zone')) end++;
      if (is(end, '(')) while (end < tokens.length && !is(end++, ')'));
      while (is(end, '[')) end += 2;
    }
    return is(end, 'collate') ? end + 2 : end;
  };
  /** A constant, with its casts: `'x'`, `-5`, `date '2020-01-01'`, `$1`, `CAST('x' AS t)` not. */
  const constant = (at: number, depth = 0): Value | undefined => {
    const token = tokens[at];
    if (!token) return undefined;
    if (is(at, '(')) {
      const inner = depth < deepest ? constant(at + 1, depth + 1) : undefined;
      return inner && is(inner.end, ')') ? { ...inner, end: pastCast(inner.end + 1) } : undefined;
    }
    if (is(at, '-', '+') && tokens[at + 1]?.kind === 'number')
      return { value: `${token.value === '-' ? '-' : ''}${tokens[at + 1]?.value}`, number: true, end: pastCast(at + 2) };
    if (token.kind === 'number') return { value: token.value, number: true, end: pastCast(at + 1) };
    if (token.kind === 'text') return { value: token.value, number: false, end: pastCast(at + 1) };
    if (is(at, 'true', 'false')) return { value: token.value, number: false, end: at + 1 };
    if (is(at, 'null')) return { value: null, number: false, end: pastCast(at + 1) };
    if (is(at, 'date', 'time', 'timestamp', 'timestamptz', 'interval') && tokens[at + 1]?.kind === 'text')
      return { value: tokens[at + 1]?.value ?? '', number: false, end: at + 2 };
    const given = token.kind === 'param' ? values?.[Number(token.value) - 1] : undefined;
    return given === undefined ? undefined : { value: given, number: false, end: pastCast(at + 1) };
  };
  /** Texts in `{a,"b c"}`. */
  const inBraces = (text: string): string[] | undefined =>
    /^\{[^{}]*\}$/.test(text)
      ? (text.slice(1, -1).match(/"(?:[^"\\]|\\.)*"|[^,]+/g) ?? []).map((one) =>
          one.startsWith('"') ? one.slice(1, -1).replaceAll(/\\(.)/g, '$1') : one.trim(),
        )
      : undefined;
  /** `(1, 2)`, `ARRAY['a']`, `'{a,b}'`: behind IN, = ANY. */
  const list = (at: number): { readonly items: readonly (string | null)[]; readonly number: boolean; readonly end: number } | undefined => {
    let start = at;
    while (is(start, '(', 'array', '[')) start++;
    const items: (string | null)[] = [];
    let number = false;
    let end = start;
    for (;;) {
      const one = constant(end);
      if (!one) return undefined;
      const many = is(at, '(') && one.value !== null && items.length === 0 ? inBraces(one.value) : undefined;
      items.push(...(many ?? [one.value]));
      number = one.number;
      end = one.end;
      if (!is(end, ',')) break;
      end++;
    }
    while (is(end, ')', ']')) end = pastCast(end + 1);
    return { items, number, end };
  };
  return { is, pastCast, constant, list };
};
