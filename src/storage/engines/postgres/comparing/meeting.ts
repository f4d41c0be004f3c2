import * as fc from 'fast-check';
import type { Comparison, Meeting } from '../../../dialect.ts';
import { between } from '../values/between.ts';
import { dayMicros, instantText, microsOf } from '../values/instant.ts';
import { parseTypeName, withoutSchema } from '../values/type-name.ts';

// Values that a comparison finds, and some that lie just beside them. What the type has no room for is left out.

const limits: Readonly<Record<string, bigint>> = { smallint: 2n ** 15n, integer: 2n ** 31n, bigint: 2n ** 63n };

/** A value and its neighbours, below and above, as far as the type has them. */
interface Around {
  readonly at?: string;
  readonly below?: string;
  readonly above?: string;
}

const around = (at: string | undefined, below: string | undefined, above: string | undefined): Around => ({
  ...(at !== undefined && { at }),
  ...(below !== undefined && { below }),
  ...(above !== undefined && { above }),
});

const wholeAround = (value: string, type: string): Around => {
  const limit = limits[type] ?? 2n ** 63n;
  const number = Number(value);
  const whole = /^-?\d+$/.test(value) ? BigInt(value) : Number.isFinite(number) ? BigInt(Math.floor(number)) : undefined;
  if (whole === undefined || value.trim() === '') return {};
  const fits = (one: bigint): string | undefined => (one >= -limit && one < limit ? String(one) : undefined);
  const isWhole = Number.isInteger(number);
  return around(isWhole ? fits(whole) : undefined, fits(isWhole ? whole - 1n : whole), fits(whole + 1n));
};

const decimalAround = (value: string): Around => {
  const number = Number(value);
  if (value.trim() === '' || Number.isNaN(number)) return {};
  return Number.isFinite(number) && Math.abs(number) < 1e15
    ? around(value, String(number - 1), String(number + 1))
    : around(value, '0', '0');
};

const momentAround = (value: string, type: string): Around => {
  const isDay = type === 'date';
  const micros = microsOf(value);
  if (micros === undefined) return /^-?infinity$|^\d{4}/.test(value) ? around(value, undefined, undefined) : {};
  const unit = isDay ? dayMicros : 1n;
  const text = (by: bigint): string => instantText(micros + by, isDay, type.endsWith('with time zone') ? '+00' : '');
  return around(value, text(-unit), text(unit));
};

const intervalAround = (value: string): Around =>
  /^\d+(?:\.\d+)?$/.test(value)
    ? around(`${value} seconds`, '0', `${Number(value) + 1} seconds`)
    : around(value, `${value} -1 second`, `${value} 1 second`);

/** `legacy` → `legacyx`, `legacz` where there is no room. */
const besideText = (value: string, most: number): string => {
  const chars = Array.from(value);
  return chars.length < most ? `${value}x` : [...chars.slice(0, -1), chars.at(-1) === 'x' ? 'y' : 'x'].join('');
};

/** A text that the pattern of LIKE finds. */
const likeText = (pattern: string): string =>
  pattern.replaceAll(/\\([^])|%|_/g, (sign, escaped: string | undefined) => escaped ?? (sign === '%' ? 'x' : 'a'));

const regexTexts = (pattern: string, op: string): readonly string[] => {
  const condition = {
    kind: 'call',
    name: '~',
    args: [
      { kind: 'column', name: 'v' },
      { kind: 'constant', value: pattern, number: false },
    ],
  } as const;
  const any = between([condition], 'text', (one) => one?.kind === 'column');
  return any && op.startsWith('~') && !op.startsWith('~~') ? [...new Set(fc.sample(any, { numRuns: 2, seed: 1 }))] : [];
};

const textMeeting = ({ op, values, measure }: Comparison, most: number): Meeting => {
  const fits = (text: string): boolean => Array.from(text).length <= most;
  const all = (meets: readonly string[], beside: readonly string[]): Meeting => ({
    meets: meets.filter(fits),
    beside: beside.filter(fits),
  });
  if (measure) {
    const lengths = values.map(Number).filter((length) => Number.isInteger(length) && length >= 0 && length < 10_000);
    const filled = (by: number): string[] => lengths.flatMap((length) => (length + by >= 0 ? ['x'.repeat(length + by)] : []));
    const found = { '<': filled(-1), '>': filled(1), '<>': filled(1) }[op] ?? filled(0);
    return all(found, [...filled(-1), ...filled(0), ...filled(1)]);
  }
  const first = values[0] ?? '';
  const near = values.map((value) => besideText(value, most));
  if (op === '=') return all(values, near);
  if (op === '<>' || op === 'not in') return all([near[0] ?? 'x'], values);
  if (op === 'like')
    return all(
      values.map(likeText),
      values.map((value) => `x${likeText(value)}x`),
    );
  if (op === 'not like') return all(['0'], values.map(likeText));
  if (op === '>' || op === '>=') return all([besideText(first, most)], [first]);
  if (op === '<' || op === '<=') return all([Array.from(first).slice(0, -1).join('')], [first]);
  if (op === 'between') return all(values, [besideText(values[1] ?? '', most)]);
  return all(regexTexts(first, op), []);
};

const orderedMeeting = ({ op, values }: Comparison, near: (value: string) => Around): Meeting => {
  const all = values.map(near);
  const at = all.flatMap((one) => one.at ?? []);
  const [below, above] = [all.flatMap((one) => one.below ?? []), all.flatMap((one) => one.above ?? [])];
  const some = [...at, ...above, ...below];
  const first = (list: readonly string[]): readonly string[] => list.slice(0, 1);
  if (op === '=') return { meets: at, beside: [...above, ...below] };
  if (op === '<>' || op === 'not in') return { meets: above.slice(-1), beside: some };
  if (op === '<' || op === 'not between') return { meets: first(below), beside: some };
  if (op === '<=') return { meets: at.length > 0 ? at : below, beside: some };
  if (op === '>') return { meets: first(above), beside: some };
  if (op === '>=') return { meets: at.length > 0 ? at : above, beside: some };
  if (op === 'between') return { meets: [...new Set([...at, ...first(above), ...below.slice(-1)])], beside: some };
  return { meets: [], beside: [] };
};

const document = (path: readonly string[], value: unknown): string =>
  JSON.stringify(path.reduceRight((inner, key) => ({ [key]: inner }), value));

/** Of what a document says under its keys; of whole ones what is written. */
const documentMeeting = (comparison: Comparison): Meeting => {
  const { op, path = [], values, number } = comparison;
  if (path.length === 0) {
    if (op === '?') return { meets: values.map((key) => JSON.stringify({ [key]: 1 })), beside: ['{}'] };
    return op === '=' || op === '@>' ? { meets: values, beside: [] } : { meets: [], beside: [] };
  }
  if (op === 'null') return { meets: ['{}'], beside: [document(path, 'x'), document(path, null)] };
  if (op === 'not null') return { meets: [document(path, 'x')], beside: ['{}', document(path, null)] };
  const { meets, beside } = number ? orderedMeeting(comparison, decimalAround) : textMeeting(comparison, Number.POSITIVE_INFINITY);
  const written = (value: string | null): string => document(path, number && value !== null ? Number(value) : value);
  return { meets: meets.map(written), beside: beside.map(written) };
};

const arrayText = (items: readonly string[]): string => `{${items.map((item) => `"${item.replaceAll(/["\\]/g, '\\$&')}"`).join(',')}}`;

const arrayMeeting = ({ op, values }: Comparison): Meeting => {
  const [first] = values;
  if (op === 'element') return { meets: values.map((value) => arrayText([value])), beside: ['{}'] };
  if (first === undefined || !['=', '@>', '&&'].includes(op)) return { meets: [], beside: [] };
  return { meets: [values.length === 1 && first.startsWith('{') ? first : arrayText(values)], beside: ['{}'] };
};

const truths: Readonly<Record<string, string>> = { t: 'true', yes: 'true', on: 'true', '1': 'true', y: 'true', true: 'true' };

const choiceMeeting = ({ op, values }: Comparison, choices: readonly string[]): Meeting => {
  const known = values.filter((value) => choices.includes(value));
  const others = choices.filter((choice) => !known.includes(choice));
  if (op === '=' || op === 'between' || op.endsWith('=')) return { meets: known, beside: others.slice(0, 1) };
  return { meets: others.slice(0, 1), beside: known };
};

const textTypes = new Set(['text', 'character varying', 'character', 'bpchar', 'citext', 'name']);
const numberTypes = new Set(['numeric', 'real', 'double precision', 'money']);

const byType = (comparison: Comparison, type: string, labels: readonly string[] | undefined): Meeting => {
  const { name, modifiers, array } = parseTypeName(type);
  const plain = withoutSchema(name);
  if (array) return arrayMeeting(comparison);
  if (labels) return choiceMeeting(comparison, labels);
  if (plain === 'json' || plain === 'jsonb') return documentMeeting(comparison);
  if (comparison.path) return { meets: [], beside: [] };
  if (plain === 'boolean') {
    const values = comparison.values.map((value) => truths[value.toLowerCase()] ?? 'false');
    return choiceMeeting({ ...comparison, values }, ['true', 'false']);
  }
  if (textTypes.has(plain))
    return textMeeting(comparison, plain === 'character' ? (modifiers[0] ?? 1) : (modifiers[0] ?? Number.POSITIVE_INFINITY));
  if (comparison.measure) return { meets: [], beside: [] };
  if (limits[plain] !== undefined) return orderedMeeting(comparison, (value) => wholeAround(value, plain));
  if (numberTypes.has(plain)) return orderedMeeting(comparison, decimalAround);
  if (plain === 'date' || plain.startsWith('timestamp')) return orderedMeeting(comparison, (value) => momentAround(value, plain));
  if (plain === 'interval') return orderedMeeting(comparison, intervalAround);
  // An address, a key: what is written itself.
  const isOne = plain !== 'uuid' || comparison.values.every((value) => /^[\da-f-]{32,36}$/i.test(value));
  return comparison.op === '=' && isOne ? { meets: comparison.values, beside: [] } : { meets: [], beside: [] };
};

/** Values of a type that a comparison finds, and some beside them. */
export const meeting = (comparison: Comparison, type: string, labels?: readonly string[]): Meeting => {
  const { op, path, mayBeNull } = comparison;
  if (!path && op === 'null') return { meets: [null], beside: [] };
  if (!path && op === 'not null') return { meets: [], beside: [] };
  const { meets, beside } = byType(comparison, type, labels);
  return {
    meets: mayBeNull && meets.length > 0 ? [...meets, null] : meets,
    beside: [...new Set(beside)].filter((value) => !meets.includes(value)),
  };
};
