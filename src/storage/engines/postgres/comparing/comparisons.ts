import type { Compared, Comparison } from '../../../dialect.ts';
import { type Given, reader } from './reader.ts';
import { type Token, tokensOf } from './tokens.ts';

// What a statement compares columns with: `status = 'legacy'`, `kind IN (…)`, `CASE kind WHEN …`, `data->>'state' = …`. It is read by its
// words, for a migration may speak of tables that are not there before it has run. What is not understood is left out.

const keywords = new Set(
  'select from where and or not set on using when then else end case as in is null true false like ilike similar between any some all exists update delete insert into values returning join left right inner outer full cross group order by having limit offset distinct union with loop if elsif begin return returns into for to array row do perform while exit merge matched conflict nothing default only lateral date timestamp timestamptz time interval'.split(
    ' ',
  ),
);
const isName = (token: Token | undefined): token is Token =>
  token?.kind === 'name' || (token?.kind === 'word' && !keywords.has(token.value)) || (token?.kind === 'word' && soft.has(token.value));
/** Words that are a type before a text, and a column's name elsewhere. */
const soft = new Set(['date', 'time', 'timestamp', 'interval', 'row', 'values']);

const wrappers = new Set(['lower', 'upper', 'trim', 'btrim', 'ltrim', 'rtrim', 'coalesce', 'nullif', 'initcap']);
const measures = new Set(['length', 'char_length', 'character_length']);
const flipped: Readonly<Record<string, string>> = { '<': '>', '>': '<', '<=': '>=', '>=': '<=' };
const operators = new Set(['=', '<>', '!=', '<', '>', '<=', '>=', '~', '~*', '~~', '~~*', '@>', '&&', '?']);

/** What a statement does, by its first word; code (DO, a function's body) may do anything. */
const verbOf = (tokens: readonly Token[]): string => tokens.find(({ kind }) => kind === 'word')?.value ?? '';

/** Names that follow the word of a table, with what they are called in the statement. */
const aliasesIn = (tokens: readonly Token[]): ReadonlyMap<string, string> => {
  const aliases = new Map<string, string>();
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at];
    if (token?.kind !== 'word' || !['from', 'join', 'update', 'into', 'using', 'only'].includes(token.value)) continue;
    for (let next = at + 1; ;) {
      while (tokens[next]?.value === 'only') next++;
      if (!isName(tokens[next])) break;
      while (tokens[next + 1]?.value === '.') next += 2;
      const table = tokens[next++]?.value ?? '';
      if (tokens[next]?.value === 'as') next++;
      const alias = isName(tokens[next]) ? tokens[next++]?.value : undefined;
      aliases.set(alias ?? table, table);
      if (tokens[next]?.value !== ',') break;
      next++;
    }
  }
  return aliases;
};

const compare = (
  tokens: readonly Token[],
  values: Given,
): Pick<Compared, 'joins'> & { readonly found: readonly Comparison[]; readonly used: ReadonlySet<number> } => {
  const { is, pastCast, constant, list } = reader(tokens, values);
  const found: Comparison[] = [];
  const joins: [Pick<Comparison, 'name' | 'of'>, Pick<Comparison, 'name' | 'of'>][] = [];
  const column = (at: number): Pick<Comparison, 'name' | 'of'> | undefined => {
    if (!isName(tokens[at]) || is(at + 1, '(')) return undefined;
    let last = at;
    while (is(last + 1, '.') && isName(tokens[last + 2])) last += 2;
    return { name: tokens[last]?.value ?? '', ...(last > at && { of: tokens[last - 2]?.value ?? '' }) };
  };
  /** Constants that something is compared with: the others are written. */
  const used = new Set<number>();
  const use = (from: number, to: number): void => {
    for (let at = from; at < to; at++) used.add(at);
  };
  // In `SET a = 1, b = 2` nothing is compared.
  let depth = 0;
  const setting: number[] = [];
  for (let at = 0; at < tokens.length; at++) {
    if (is(at, '(')) depth++;
    if (is(at, ')')) depth--;
    if (is(at, 'set')) setting.push(depth);
    const within = setting.at(-1);
    if (within !== undefined && (depth < within || (depth === within && is(at, 'where', 'from', 'returning', ';')))) setting.pop();
    if (!isName(tokens[at]) || is(at - 1, '.', '::') || is(at + 1, '(')) continue;
    let name = at;
    while (is(name + 1, '.') && isName(tokens[name + 2])) name += 2;
    const qualifier = name > at ? tokens[name - 2]?.value : undefined;
    let [start, end] = [at, pastCast(name + 1)];
    if (setting.at(-1) === depth && is(start - 1, 'set', ',')) continue;
    const path: string[] = [];
    let measure = false;
    let mayBeNull = false;
    for (let changed = true; changed;) {
      changed = false;
      if (is(end, '->', '->>') && (tokens[end + 1]?.kind === 'text' || tokens[end + 1]?.kind === 'number')) {
        path.push(tokens[end + 1]?.value ?? '');
        end = pastCast(end + 2);
        changed = true;
      }
      if (is(start - 1, '(') && is(end, ',') && is(start - 2, 'coalesce', 'nullif')) {
        const other = constant(end + 1);
        if (other && is(other.end, ')')) {
          use(end, other.end);
          mayBeNull = is(start - 2, 'coalesce');
          end = other.end;
          changed = true;
        }
      }
      if (is(start - 1, '(') && is(end, ')')) {
        const word = tokens[start - 2];
        const isCall = word?.kind === 'word' && !keywords.has(word.value);
        if (isCall && !wrappers.has(word.value) && !measures.has(word.value)) break;
        if (word?.kind === 'word' && ['any', 'some', 'all', 'in', 'values', 'exists'].includes(word.value)) break;
        measure ||= isCall && measures.has(word.value);
        start -= isCall ? 2 : 1;
        end = pastCast(end + 1);
        changed = true;
      }
    }
    const told = (op: string, items: readonly (string | null)[], number: boolean): void => {
      found.push({
        name: tokens[name]?.value ?? '',
        ...(qualifier !== undefined && { of: qualifier }),
        ...(path.length > 0 && { path }),
        ...(measure && { measure }),
        ...(mayBeNull && { mayBeNull }),
        op,
        values: items.flatMap((item) => item ?? []),
        number,
      });
    };
    const isNot = is(end, 'not');
    const verb = end + (isNot ? 1 : 0);
    if (is(end, 'is')) {
      const no = is(end + 1, 'not') ? 1 : 0;
      const what = tokens[end + 1 + no]?.value ?? '';
      if (what === 'null') told(no ? 'not null' : 'null', [], false);
      else if (what === 'true' || what === 'false') told(no ? '<>' : '=', [what], false);
      else if (what === 'distinct') {
        const other = constant(end + 3 + no);
        if (other) {
          use(end, other.end);
          told(other.value === null ? (no ? 'null' : 'not null') : no ? '=' : '<>', [other.value], other.number);
        }
      }
    } else if (is(verb, 'in')) {
      const items = list(verb + 1);
      if (items) {
        use(verb, items.end);
        told(isNot ? 'not in' : '=', items.items, items.number);
      }
    } else if (is(verb, 'like', 'ilike') || is(end, '~~', '~~*')) {
      const other = constant(verb + 1);
      if (other?.value != null) {
        use(verb, other.end);
        told(isNot ? 'not like' : 'like', [other.value], false);
      }
    } else if (is(verb, 'between')) {
      const low = constant(verb + 1);
      const high = low && is(low.end, 'and') ? constant(low.end + 1) : undefined;
      if (low?.value != null && high?.value != null) {
        use(verb, high.end);
        told(isNot ? 'not between' : 'between', [low.value, high.value], low.number);
      }
    } else if (tokens[end]?.kind === 'sign' && operators.has(tokens[end]?.value ?? '')) {
      const op = tokens[end]?.value === '!=' ? '<>' : (tokens[end]?.value ?? '');
      const isAny = is(end + 1, 'any', 'some', 'all');
      const items = isAny ? list(end + 2) : op === '&&' || op === '@>' ? list(end + 1) : undefined;
      const other = constant(end + 1);
      if (items) {
        use(end, items.end);
        told(op === '<>' ? 'not in' : op, items.items, items.number);
      } else if (other) {
        use(end, other.end);
        // What is compared with NULL is not true.
        if (other.value !== null) told(op, [other.value], other.number);
      } else if (op === '=' && path.length === 0) {
        const [own, joined] = [column(at), column(end + 1)];
        if (own && joined) joins.push([own, joined]);
      }
    } else {
      // `5 < column`, `'x' = ANY (column)`.
      const isElement = is(start - 1, '(') && is(start - 2, 'any', 'some') && is(end, ')');
      const sign = isElement ? start - 3 : start - 1;
      const op = tokens[sign]?.kind === 'sign' ? (tokens[sign]?.value ?? '') : '';
      if (operators.has(op)) {
        const from = [sign - 1, sign - 2, sign - 3, sign - 4].find((one) => constant(one)?.end === sign);
        const other = from === undefined ? undefined : constant(from);
        if (from !== undefined && other?.value != null) {
          use(from, sign);
          told(isElement ? 'element' : (flipped[op] ?? op), [other.value], other.number);
        }
      } else if (is(start - 1, 'case') && is(end, 'when')) {
        let open = 0;
        const items: (string | null)[] = [];
        let number = false;
        for (let next = end; next < tokens.length && open >= 0; next++) {
          if (is(next, 'case')) open++;
          if (is(next, 'end')) open--;
          const one = open === 0 && is(next, 'when') ? constant(next + 1) : undefined;
          if (!one) continue;
          use(next, one.end);
          items.push(one.value);
          number = one.number;
        }
        if (items.length > 0) told('=', items, number);
      } else if (
        is(start - 1, 'where', 'and', 'or', 'not', 'when', 'on') &&
        (end >= tokens.length || is(end, 'and', 'or', ')', ';', 'then', 'returning', 'group', 'order', 'limit'))
      )
        told('=', [is(start - 1, 'not') ? 'false' : 'true'], false);
    }
  }
  return { found, joins, used };
};

/** Characters of a statement that are read; longer ones list rows. */
const longest = 100_000;

/** What a statement compares, what it is about and what it writes. `values`: texts of its parameters. */
export const comparedIn = (sql: string, values?: readonly (string | null)[]): Compared => {
  const tokens = tokensOf(sql.slice(0, longest));
  const { found, joins, used } = compare(tokens, values);
  const written = tokens.flatMap(({ kind, value }, at) => {
    if (used.has(at)) return [];
    if (kind === 'text' || kind === 'number') return [value];
    return kind === 'param' ? (values?.[Number(value) - 1] ?? []) : [];
  });
  return {
    verb: verbOf(tokens),
    words: new Set(tokens.flatMap(({ kind, value }) => (kind === 'name' || kind === 'word' ? [value] : []))),
    aliases: aliasesIn(tokens),
    comparisons: found,
    joins,
    written: new Set(written),
  };
};
