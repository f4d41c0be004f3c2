import type { Cell } from '../../../dialect.ts';
import type { Condition } from './condition.ts';
import { microsOf } from './instant.ts';

/** A value, or `unknown` to us (the server knows). */
type Known = { readonly value: string | null; readonly number: boolean } | undefined;

const decimal = /^([+-]?)(\d+)(?:\.(\d*))?$/;
const numberType = /^(?:smallint|integer|bigint|numeric|real|double precision)/;
const textType = /^(?:text|character varying|citext|name|.*\.citext)/;

/** Exact, also beyond doubles; undefined where one of them is not written plainly. */
const compareNumbers = (left: string, right: string): number | undefined => {
  const special = (text: string): number | undefined => ({ nan: 2, infinity: 1, '-infinity': -1 })[text.toLowerCase()];
  const [a, b] = [special(left), special(right)];
  if (a !== undefined || b !== undefined) return Math.sign((a ?? 0) - (b ?? 0));
  const [l, r] = [decimal.exec(left), decimal.exec(right)];
  if (!l || !r) {
    const [x, y] = [Number(left), Number(right)];
    return Number.isNaN(x) || Number.isNaN(y) ? undefined : Math.sign(x - y);
  }
  const places = Math.max(l[3]?.length ?? 0, r[3]?.length ?? 0);
  const whole = (match: RegExpExecArray): bigint =>
    BigInt(`${match[1] === '-' ? '-' : ''}${match[2]}${(match[3] ?? '').padEnd(places, '0')}`);
  const difference = whole(l) - whole(r);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
};

/** Of two texts that both are dates or times. */
const instantOf = (text: string): bigint | number | undefined =>
  text === 'infinity' ? Infinity : text === '-infinity' ? -Infinity : microsOf(text);

const truth = (value: boolean | undefined): Known => (value === undefined ? undefined : { value: String(value), number: false });

const comparison = (name: string, left: Known, right: Known): Known => {
  if (left?.value === null || right?.value === null) return { value: null, number: false };
  if (!left || !right) return undefined;
  const [a, b] = [left.value, right.value];
  let order: number | undefined;
  if (left.number || right.number) order = compareNumbers(a, b);
  else if (a === b) order = 0;
  else {
    const [x, y] = [instantOf(a), instantOf(b)];
    if (x !== undefined && y !== undefined) order = x < y ? -1 : x > y ? 1 : 0;
  }
  // Whether two different texts are equal, and their order, is the type's and the collation's.
  if (order === undefined) return undefined;
  return truth(
    { '=': order === 0, '<>': order !== 0, '!=': order !== 0, '<': order < 0, '>': order > 0, '<=': order <= 0, '>=': order >= 0 }[name],
  );
};

/** The expression in JavaScript, where both mean the same. */
export const patternOf = (pattern: string, flags = ''): RegExp | undefined => {
  if (/\[\[|\\[mMyYAZB]|\(\?|\*\*\*/.test(pattern)) return undefined;
  try {
    return new RegExp(pattern, `u${flags}`);
  } catch {
    return undefined;
  }
};

const matches = (name: string, text: string | null, pattern: string | null): boolean | undefined => {
  if (text === null || pattern === null) return undefined;
  if (name.includes('~~')) {
    const source = pattern
      .replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')
      .replaceAll('%', '[\\s\\S]*')
      .replaceAll('_', '[\\s\\S]');
    return pattern.includes('\\') ? undefined : new RegExp(`^${source}$`, name.endsWith('*') ? 'iu' : 'u').test(text);
  }
  return patternOf(pattern, name.endsWith('*') ? 'i' : '')?.test(text);
};

const lengths: Readonly<Record<string, (text: string) => number>> = {
  length: (text) => Array.from(text).length,
  char_length: (text) => Array.from(text).length,
  character_length: (text) => Array.from(text).length,
  octet_length: (text) => Buffer.byteLength(text),
};

const asTruth = (known: Known): boolean | null | undefined =>
  known === undefined ? undefined : known.value === null ? null : known.value === 'true' || known.value === 't';

const valueOf = (condition: Condition, cells: ReadonlyMap<string, Cell>): Known => {
  if (condition.kind === 'constant') return condition;
  if (condition.kind === 'column') {
    const cell = cells.get(condition.name);
    return cell && { value: cell.value, number: numberType.test(cell.type) };
  }
  if (condition.kind !== 'call') return undefined;
  const { name, args } = condition;
  const [first, second] = args;
  if (!first) return undefined;
  if (name === 'and' || name === 'or') {
    const sides = new Set(args.map((arg) => asTruth(valueOf(arg, cells))));
    const deciding = name === 'or';
    if (sides.has(deciding)) return truth(deciding);
    return sides.has(undefined) ? undefined : sides.has(null) ? { value: null, number: false } : truth(!deciding);
  }
  const left = valueOf(first, cells);
  if (name === 'not') {
    const value = asTruth(left);
    return value === null ? { value: null, number: false } : truth(value === undefined ? undefined : !value);
  }
  if (name === 'is null' || name === 'is not null') return left && truth((left.value === null) === (name === 'is null'));
  if (name === 'is true' || name === 'is not true') return left && truth((asTruth(left) === true) === (name === 'is true'));
  const measure = lengths[name];
  if (measure) {
    const isText = first.kind === 'column' && textType.test(cells.get(first.name)?.type ?? '');
    if (!left || !isText) return undefined;
    return { value: left.value === null ? null : String(measure(left.value)), number: true };
  }
  if (!second) return undefined;
  if (name.startsWith('any ') || name.startsWith('all ')) {
    if (second.kind !== 'list') return undefined;
    const [word, operator = ''] = name.split(' ');
    const each = new Set(second.items.map((item) => asTruth(sameOrNot(operator, left, valueOf(item, cells)))));
    const deciding = word === 'any';
    if (each.has(deciding)) return truth(deciding);
    return each.has(undefined) ? undefined : each.has(null) ? { value: null, number: false } : truth(!deciding);
  }
  const right = valueOf(second, cells);
  if (name.includes('~')) {
    if (!left || !right) return undefined;
    if (left.value === null || right.value === null) return { value: null, number: false };
    const found = matches(name, left.value, right.value);
    return truth(found === undefined ? undefined : found !== name.startsWith('!'));
  }
  return arithmetic(name, left, right) ?? sameOrNot(name, left, right);
};

/** Of whole numbers; a remainder has the sign of what is divided, as in JavaScript. */
const arithmetic = (name: string, left: Known, right: Known): Known => {
  if (!left?.number || !right?.number || left.value === null || right.value === null) return undefined;
  if (!/^-?\d+$/.test(left.value) || !/^-?\d+$/.test(right.value)) return undefined;
  const [a, b] = [BigInt(left.value), BigInt(right.value)];
  const result = name === '+' ? a + b : name === '-' ? a - b : name === '*' ? a * b : name === '%' && b !== 0n ? a % b : undefined;
  return result === undefined ? undefined : { value: String(result), number: true };
};

/** In lists and beside constants texts are compared as they are written: wrong for `citext` and its like at most, where the server has its say. */
const sameOrNot = (name: string, left: Known, right: Known): Known => {
  const known = comparison(name, left, right);
  if (known || !left || !right || !['=', '<>'].includes(name)) return known;
  return truth((left.value === right.value) === (name === '='));
};

/** Does a row meet the condition? NULL counts as yes, as it does in a CHECK; undefined where only the server can tell. */
export const holds = (condition: Condition, cells: ReadonlyMap<string, Cell>): boolean | undefined => {
  const value = asTruth(valueOf(condition, cells));
  return value === null ? true : value;
};
