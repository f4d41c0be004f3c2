import { type Code, endOf, mayBeSame, nameFrom, wordsOf } from './routine-code.ts';

// What a code writes to one table, by its text.

/** Verbs that a text may begin with which is made to be run: another may do anything. */
const harmless: ReadonlySet<string | undefined> = new Set(['insert', 'select', 'with', 'values', 'notify']);

const textsIn = (code: Code): readonly string[] =>
  code.filter((one) => /^[eE]?'/.test(one)).map((one) => one.replace(/^[eE]?'([^]*)'$/, '$1').replaceAll("''", "'"));

/** What a code has the server run that it makes as a text, as far as it is written in it; undefined where that cannot be told. */
export const madeBy = (code: Code): Code | undefined => {
  const made: string[] = [];
  for (const [at, one] of code.entries()) {
    if (one !== 'execute') continue;
    const words = textsIn(code.slice(at, endOf(code, at))).map(wordsOf);
    if (!harmless.has(words[0]?.[0])) return undefined;
    made.push(...words.flat(), ';');
  }
  return made;
};

/** Names left of the equals signs behind SET. */
const setFrom = (code: Code, from: number): readonly string[] => {
  const found: string[] = [];
  let [depth, isLeft] = [0, true];
  for (let at = from; at < code.length; at++) {
    const one = code[at] ?? '';
    if (depth === 0 && ['where', 'from', 'returning', ';', 'loop', ')'].includes(one)) break;
    if (one === '=' && (depth === 0 || isLeft)) isLeft = false;
    else if (one === ',' && depth === 0) isLeft = true;
    else if (isLeft && /^["\p{L}_]/u.test(one)) found.push(one);
    depth += one === '(' ? 1 : one === ')' ? -1 : 0;
  }
  return found;
};

const skipped: Readonly<Record<string, readonly string[]>> = {
  insert: ['into'],
  merge: ['into', 'only'],
  delete: ['from', 'only'],
  truncate: ['table', 'only'],
  update: ['only'],
};

/** Columns of a table that a code writes; `*` where it is rows as such. */
export const writesTo = (table: string, code: Code): readonly string[] =>
  code.flatMap((verb, at) => {
    const before = code[at - 1] ?? '';
    const behind = Object.hasOwn(skipped, verb) ? skipped[verb] : undefined;
    if (!behind || before === '.' || (verb === 'update' && ['for', 'key', 'do'].includes(before))) return [];
    let from = at + 1;
    while (behind.includes(code[from] ?? '')) from++;
    const { name } = nameFrom(code, from);
    if (!mayBeSame(name, table)) return [];
    return verb === 'update' ? setFrom(code, code.indexOf('set', from) + 1) : ['*'];
  });
