import type { Catalog, RoutineObject } from '../catalog.ts';
import { lastPart, partsOf } from './tokens.ts';

// The code of a function, cut into words: what stands in comments and in texts is no code.

/** Words of a code, names as the server writes them. */
export type Code = readonly string[];

const word =
  /--[^\n]*|[eE]'(?:[^'\\]|''|\\[^])*'|'(?:[^']|'')*'|"(?:[^"]|"")*"|(\$(?:[\p{L}_][\p{L}\p{N}_]*)?\$)[^]*?\1|[\p{L}_][\p{L}\p{N}_$]*|\$?\d\w*|:=|=>|<<|>>|[^\s]/uy;

/** Where a comment ends, which may hold others. */
const afterComment = (text: string, from: number): number => {
  let depth = 0;
  for (const { 0: mark, index } of text.slice(from).matchAll(/\/\*|\*\//g)) {
    depth += mark === '/*' ? 1 : -1;
    if (depth === 0) return from + index + 2;
  }
  return text.length;
};

/** As the server writes a name: in small letters, and quoted only where it must be. */
const folded = (name: string): string => (name.startsWith('"') ? name.replace(/^"([a-z_][a-z0-9_]*)"$/, '$1') : name.toLowerCase());

const isName = (found: string): boolean => /^["\p{L}_]/u.test(found) && !/^[eE]'/.test(found);

/** Cuts code of PL/pgSQL or SQL. */
export const wordsOf = (text: string): Code => {
  const words: string[] = [];
  for (let at = 0; at < text.length;) {
    if (text.startsWith('/*', at)) {
      at = afterComment(text, at);
      continue;
    }
    word.lastIndex = at;
    const found = word.exec(text)?.[0] ?? '';
    at += Math.max(found.length, 1);
    if (found !== '' && !found.startsWith('--')) words.push(isName(found) ? folded(found) : found);
  }
  return words;
};

/** Undefined where it is in another language, or cannot be read. */
export const codeOf = ({ definition }: RoutineObject): Code | undefined => {
  const [, language] = /\n LANGUAGE (\w+)/.exec(definition) ?? [];
  if (language !== 'plpgsql' && language !== 'sql') return undefined;
  const [, , body = /\n((?:BEGIN ATOMIC|RETURN)\b[^]*)$/.exec(definition)?.[1]] = /\nAS (\$\w*\$)([^]*)\1$/.exec(definition) ?? [];
  return body === undefined || /\bU&"/i.test(body) ? undefined : wordsOf(body);
};

/** Where a name ends that begins at a place, as far as its dots lead: `public.orders`. */
export const nameFrom = (code: Code, from: number): { readonly name: string; readonly end: number } => {
  let end = from + 1;
  while (code[end] === '.') end += 2;
  return { name: code.slice(from, end).join(''), end };
};

/** Where a statement of PL/pgSQL ends. */
export const endOf = (code: Code, from: number): number => (code.includes(';', from) ? code.indexOf(';', from) : code.length);

/** May both mean the same: one of them is without its schema, or both have the same? */
export const mayBeSame = (one: string, other: string): boolean =>
  lastPart(one) === lastPart(other) && (partsOf(one).length === 1 || partsOf(other).length === 1 || one === other);

/** The name of a routine without its parameters. */
export const nameOf = ({ name }: RoutineObject): string => name.slice(0, Math.max(name.indexOf('('), 0) || undefined);

/** Functions and procedures of a schema that a code calls by name. */
const calledBy = (code: Code, { objects }: Catalog): readonly RoutineObject[] => {
  const called = code.flatMap((_, at) => {
    const { name, end } = nameFrom(code, at);
    return code[at - 1] !== '.' && code[end] === '(' && isName(name) ? [name] : [];
  });
  return objects.filter(
    (one): one is RoutineObject =>
      (one.kind === 'function' || one.kind === 'procedure') && called.some((name) => mayBeSame(name, nameOf(one))),
  );
};

/** All that a code calls, and what that calls in turn. */
export const reachedBy = (code: Code, catalog: Catalog): readonly RoutineObject[] => {
  const reached = new Set<RoutineObject>();
  const follow = (from: Code): void => {
    for (const one of calledBy(from, catalog)) {
      if (reached.has(one)) continue;
      reached.add(one);
      follow(codeOf(one) ?? []);
    }
  };
  follow(code);
  return [...reached];
};
