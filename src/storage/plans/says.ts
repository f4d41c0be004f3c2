import type { Catalog } from '../catalog.ts';
import type { Target } from './target.ts';

// Whether a statement says a label of an enum, by its text.

/** What stands in quotes of any kind. */
const literal = /'(?:[^']|'')*'|\$([\p{L}_]\w*)?\$[\s\S]*?\$\1\$/gu;

const contentOf = (text: string): string =>
  text.startsWith("'") ? text.slice(1, -1).replaceAll("''", "'") : text.replaceAll(/^\$\w*\$|\$\w*\$$/g, '');

/** A value that is the label, or an array, a row or a document with the label in it. */
export const isIn = (label: string, value: string | null): boolean =>
  value === label ||
  (value !== null &&
    /^\s*[[{(]/.test(value) &&
    [/[\s{}[\](),":]+/, /\s*[{}[\](),":]+\s*/].some((between) => value.split(between).includes(label)));

/** Does the text have the label in quotes, by itself or in an array? */
export const saysLabel = (label: string, text: string): boolean => [...text.matchAll(literal)].some(([one]) => isIn(label, contentOf(one)));

/** What is known as it stands: a text, a parameter, NULL, or an array of them. */
const plain = /^(?:\(*\s*)*(?:''|\$\d+|null|(?:array)?\s*\[\s*(?:(?:''|\$\d+|null)\s*,?\s*)*\])[\s)]*$/i;

/** What stands left of a cast: a pair of brackets with the name before it, or a word. */
const castFrom = (before: string): string => {
  const text = before.trimEnd();
  const opens = text.endsWith(')') ? '(' : text.endsWith(']') ? '[' : undefined;
  if (opens === undefined) return /(?:''|[^\s(),=<>]+)$/.exec(text)?.[0] ?? '';
  let [depth, at] = [0, text.length - 1];
  for (; at > 0; at--) {
    if (text[at] === text.at(-1)) depth++;
    else if (text[at] === opens && --depth === 0) break;
  }
  return (/[\w."]*\s*$/.exec(text.slice(0, at))?.[0] ?? '') + text.slice(at);
};

/** Does it make a label of a text that is only known when it runs: `(a || b)::state`, `CAST(old AS state)`? */
export const computesLabel = ({ of }: Target, text: string): boolean => {
  const bare = text.replaceAll(literal, "''");
  const name = of.slice(of.lastIndexOf('.') + 1).replaceAll(/[$()*+.?[\\\]^{|}"]/g, '\\$&');
  const type = String.raw`(?:(?:\w+|"[^"]+")\s*\.\s*)?"?${name}"?(?![\w"])`;
  const casts = [...bare.matchAll(new RegExp(String.raw`::\s*${type}`, 'giu'))].map(({ index }) => castFrom(bare.slice(0, index)));
  const spelled = [...bare.matchAll(new RegExp(String.raw`\bcast\s*\(((?:(?!\bcast\b)[\s\S])*?)\bas\s+${type}`, 'giu'))];
  return [...casts, ...spelled.map(([, from = '']) => from.trim())].some((from) => !plain.test(from));
};

/** The types that take the enum's labels: itself, domains over it, and arrays of them. */
export const typesOf = ({ objects }: Catalog, { of }: Target): ReadonlySet<string> => {
  const found = new Set([of, `${of}[]`]);
  for (const type of found)
    for (const object of objects) if (object.kind === 'domain' && object.base === type) found.add(object.name).add(`${object.name}[]`);
  return found;
};

/** Does an expression, as the server writes it, have the label as one of its enum: `'paid'::public.state`? */
export const saysLabelOf = (catalog: Catalog, target: Target, expression: string): boolean => {
  const types = new Set([...typesOf(catalog, target)].map((type) => type.slice(type.lastIndexOf('.') + 1)));
  return [
    ...expression.matchAll(
      /('(?:[^']|'')*')::((?:(?:"(?:[^"]|"")+"|[\p{L}_][\p{L}\p{N}_$]*)\.)?(?:"(?:[^"]|"")+"|[\p{L}_][\p{L}\p{N}_$]*)(?:\[\])*)/gu,
    ),
  ].some(([, text = '', type = '']) => types.has(type.slice(type.lastIndexOf('.') + 1)) && isIn(target.part ?? '', contentOf(text)));
};
