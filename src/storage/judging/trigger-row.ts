import type { Catalog } from '../catalog.ts';
import { type Code, endOf, mayBeSame, nameFrom, nameOf } from './routine-code.ts';

// What the code of a trigger sets of the row that it was given. Whatever is not read for sure is taken for setting.

/** Behind these a statement begins. */
const starts: ReadonlySet<string | undefined> = new Set([undefined, ';', 'begin', 'then', 'else', 'loop', '>>', 'declare']);

/** Where the name begins that a word is part of. */
const beginOf = (code: Code, at: number): number => (code[at - 1] === '.' ? beginOf(code, at - 2) : at);

/** Where what stands in square brackets behind a name ends. */
const afterBrackets = (code: Code, from: number): number => {
  let depth = 0;
  for (let at = from; at < code.length; at++) {
    if (code[at] === '[') depth++;
    else if (code[at] === ']') depth--;
    else if (depth === 0 && code[at] !== '.' && code[at - 1] !== '.') return at;
  }
  return code.length;
};

/** The first of the names, each behind a comma, of which the one that begins here is the last. */
const firstOfList = (code: Code, begin: number): number => (code[begin - 1] === ',' ? firstOfList(code, beginOf(code, begin - 2)) : begin);

/** The word that a statement begins with. */
const leadOf = (code: Code, at: number): string | undefined => {
  let from = at;
  while (!starts.has(code[from - 1])) from--;
  return code[from];
};

const isTarget = (code: Code, begin: number): boolean => {
  const first = firstOfList(code, begin);
  const at = code[first - 1] === 'strict' ? first - 2 : first - 1;
  if (code[at] === 'into') return code[at - 1] !== 'insert' && code[at - 1] !== 'merge';
  return (code[at] === 'for' || code[at] === 'foreach') && (starts.has(code[at - 1]) || code[at - 1] === 'alias');
};

/** Does a procedure that is called there give nothing back by its arguments? One that is not known may. */
const onlyTakes = (code: Code, at: number, { objects }: Catalog): boolean => {
  let from = at;
  while (code[from] !== 'call') from--;
  const { name } = nameFrom(code, from + 1);
  const called = objects.filter((one) => one.kind === 'procedure' && mayBeSame(name, nameOf(one)));
  return (
    called.length > 0 &&
    called.every((one) => one.kind === 'procedure' && !/\b(?:INOUT|OUT)\b/.test(one.definition.replace(/\n LANGUAGE [^]*$/, '')))
  );
};

const isSetAt = (code: Code, begin: number, end: number, catalog: Catalog): boolean => {
  if (code[end] === ':=' || isTarget(code, begin)) return true;
  if (code[end] === '=') return starts.has(code[begin - 1]) || leadOf(code, begin) === 'get';
  const isArgument = ['(', ',', '=>'].includes(code[begin - 1] ?? '') && [')', ','].includes(code[end] ?? '');
  return isArgument && leadOf(code, begin) === 'call' && !onlyTakes(code, begin, catalog);
};

/** Columns of the row that are set; `*` where all of it is, or another one is given back. */
export const setByCode = (code: Code, catalog: Catalog): readonly string[] =>
  code.flatMap((one, at) => {
    if (one !== 'new' && one !== 'old') return [];
    const column = code[at + 1] === '.' ? (code[at + 2] ?? '*') : '*';
    const end = afterBrackets(code, nameFrom(code, at).end);
    // What is set in OLD goes nowhere; whether there is one decides what becomes of a row.
    return isSetAt(code, beginOf(code, at), end, catalog) && (one === 'new' || column === '*') ? [column] : [];
  });

/** What a code gives back, as it says it. */
export const givenBack = (code: Code): readonly string[] =>
  code.flatMap((one, at) => (one === 'return' && code[at - 1] !== '.' ? [code.slice(at + 1, endOf(code, at)).join(' ')] : []));
