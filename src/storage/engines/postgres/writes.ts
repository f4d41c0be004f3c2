// Which columns a statement writes, by the server's own text of it (pg_get_function_sqlbody): there every INSERT names its columns, stars are
// written out, and names are quoted the same way everywhere.

/** A table that a statement writes, as the server's text names it. */
export interface Written {
  readonly table: string;
  /** Absent: its rows as such (DELETE). */
  readonly columns?: readonly string[];
}

const identifier = '(?:"(?:[^"]|"")+"|[\\p{L}_][\\p{L}\\p{N}_$]*)';
const relation = `(?:ONLY )?(?<table>${identifier}(?:\\.${identifier})?)`;
const verb = new RegExp(`\\b(?:INSERT INTO|(?<!\\bFOR (?:NO KEY )?)UPDATE(?! SET\\b)|DELETE FROM|MERGE INTO) ${relation}`, 'gu');

/** The same text, as long, with nothing in single quotes. */
const withoutTexts = (body: string): string => body.replaceAll(/[eE]?'(?:[^'\\]|''|\\.)*'/g, (text) => ' '.repeat(text.length));

/** What stands in the brackets that open at or right behind a place. */
const inBrackets = (text: string, from: number): string | undefined => {
  const start = /^(?: AS (?:"(?:[^"]|"")+"|[\p{L}_][\p{L}\p{N}_$]*))?\s*\(/u.exec(text.slice(from));
  if (!start) return undefined;
  let depth = 1;
  for (let at = from + start[0].length; at < text.length; at++) {
    if (text[at] === '(') depth++;
    else if (text[at] === ')' && --depth === 0) return text.slice(from + start[0].length, at);
  }
  return undefined;
};

const columnsIn = (list: string): readonly string[] =>
  list.match(new RegExp(`(?<=^|,)\\s*(${identifier})`, 'gu'))?.map((one) => one.trim()) ?? [];

/** What stands left of the equals signs behind SET, up to the end of the list. */
const assigned = (text: string, from: number): readonly string[] => {
  const found: string[] = [];
  let [depth, at, isTarget] = [0, from, true];
  while (at < text.length) {
    const rest = text.slice(at);
    if (depth === 0 && /^(?:\b(?:FROM|WHERE|RETURNING|WHEN)\b|;|\))/.test(rest)) break;
    const target = isTarget && depth === 0 ? new RegExp(`^\\s*(?:\\((?<several>[^)]*)\\)|(?<one>${identifier}))`, 'u').exec(rest) : null;
    if (target) {
      found.push(...(target.groups?.['several'] === undefined ? [target.groups?.['one'] ?? ''] : columnsIn(target.groups['several'])));
      at += target[0].length;
      isTarget = false;
      continue;
    }
    if (text[at] === '(') depth++;
    else if (text[at] === ')') depth--;
    else if (text[at] === ',' && depth === 0) isTarget = true;
    at++;
  }
  return found.filter((column) => column !== '');
};

/** Everything that a statement writes by itself, wherever in it; not what triggers and functions write. */
export const writesIn = (body: string): readonly Written[] => {
  const text = withoutTexts(body);
  const verbs = [...text.matchAll(verb)];
  return verbs.flatMap((match, index): Written[] => {
    const table = match.groups?.['table'] ?? '';
    const from = match.index + match[0].length;
    const own = text.slice(0, verbs[index + 1]?.index ?? text.length);
    if (match[0].startsWith('DELETE')) return [{ table }];
    const set = [...own.slice(from).matchAll(/\bSET\s/g)].flatMap((one) => assigned(own, from + one.index + one[0].length));
    if (match[0].startsWith('UPDATE')) return [{ table, columns: set }];
    if (match[0].startsWith('INSERT')) return [{ table, columns: [...new Set([...columnsIn(inBrackets(own, from) ?? ''), ...set])] }];
    const inserted = [...own.slice(from).matchAll(/\bINSERT(?= ?\()/g)].flatMap((one) =>
      columnsIn(inBrackets(own, from + one.index + one[0].length) ?? ''),
    );
    const rows: Written[] = /\bTHEN DELETE\b/.test(own.slice(from)) ? [{ table }] : [];
    return [{ table, columns: [...new Set([...inserted, ...set])] }, ...rows];
  });
};
