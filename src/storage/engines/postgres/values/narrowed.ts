import * as fc from 'fast-check';
import type { Subject } from '../../../dialect.ts';
import { between } from './between.ts';
import { columnsOf, type Condition } from './condition.ts';
import { dayMicros, instantText, microsOf } from './instant.ts';
import { holds } from './truth.ts';
import type { Values } from './value.ts';

const flipped: Readonly<Record<string, string>> = { '<': '>', '>': '<', '<=': '>=', '>=': '<=' };
const isSubject = (condition: Condition | undefined, { name }: Subject): boolean =>
  condition?.kind === 'column' && (condition.name === name || (name === 'VALUE' && condition.name.toUpperCase() === 'VALUE'));

const beside = (value: string, type: string): string[] => {
  const micros = /^(?:date|timestamp)/.test(type) ? microsOf(value) : undefined;
  if (micros !== undefined) {
    const unit = type === 'date' ? dayMicros : 1n;
    return [value, ...[unit, -unit].map((by) => instantText(micros + by, type === 'date', type.endsWith('with time zone') ? '+00' : ''))];
  }
  if (/^-?\d+$/.test(value)) return [value, String(BigInt(value) + 1n), String(BigInt(value) - 1n)];
  const number = Number(value);
  return Number.isNaN(number) || value.trim() === '' ? [value] : [value, String(number + 1), String(number - 1)];
};

const filled = (length: number): string[] => (length >= 0 && length <= 100_000 ? ['x'.repeat(length)] : []);

/** Values at the edges of what a condition says of the subject. */
const hints = (condition: Condition, subject: Subject): string[] => {
  if (condition.kind !== 'call') return [];
  const { name, args } = condition;
  const [left, right] = args;
  if (isSubject(left, subject) && right?.kind === 'list')
    return right.items.flatMap((item) => (item.kind === 'constant' && item.value !== null ? [item.value] : []));
  const constant = right?.kind === 'constant' ? right : left?.kind === 'constant' ? left : undefined;
  if (constant?.value != null && (isSubject(left, subject) || isSubject(right, subject))) {
    if (name.includes('~~')) return [constant.value.replaceAll('%', '').replaceAll('_', 'x')];
    if (name.includes('~')) return [];
    return beside(constant.value, subject.type);
  }
  const measured = left?.kind === 'call' ? left : right?.kind === 'call' ? right : undefined;
  if (constant?.value != null && constant.number && measured && isSubject(measured.args[0], subject) && measured.name.includes('length')) {
    const length = Number(constant.value);
    return [length, length + 1, length - 1].flatMap(filled);
  }
  if (flipped[name] === undefined && !['and', 'or', 'not', 'is true'].includes(name)) return [];
  return args.flatMap((arg) => hints(arg, subject));
};

/** Values of `values` that the conditions on the subject alone do not refuse, with those at the conditions' own edges put first. */
export const narrowed = (values: Values, subject: Subject, conditions: readonly Condition[]): Values => {
  if (conditions.length === 0) return values;
  const own = conditions.filter((condition) => columnsOf(condition).every((name) => isSubject({ kind: 'column', name }, subject)));
  const accepts = (value: string): boolean =>
    own.every(
      (condition) => holds(condition, new Map(columnsOf(condition).map((name) => [name, { value, type: subject.type }]))) !== false,
    );
  const edges = [...new Set(conditions.flatMap((condition) => hints(condition, subject)))].filter(accepts);
  const inside = between(own, subject.type, (condition) => isSubject(condition, subject));
  const samples = inside ? fc.sample(inside, { numRuns: 4, seed: 1 }).filter(accepts) : [];
  const boundaries = [...new Set([...samples.slice(0, 1), ...edges, ...samples, ...values.boundaries.filter(accepts)])];
  const [first, ...rest] = boundaries;
  if (first === undefined) return values; // Nothing that we can think of: the server has the last word.
  const fallback = (value: string): string => (accepts(value) ? value : (boundaries[value.length % boundaries.length] ?? first));
  return { boundaries, any: inside ? inside.map(fallback) : fc.oneof(fc.constantFrom(first, ...rest), values.any.map(fallback)) };
};
