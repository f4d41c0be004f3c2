import type { Catalog, ColumnObject, DomainObject } from '../catalog.ts';
import type { Change } from '../change.ts';

// How the values of two types of a column lie to each other, as far as PostgreSQL's own types are concerned.

type Relation = 'same' | 'wider' | 'narrower' | 'other';

interface Parsed {
  readonly name: string;
  readonly modifiers: readonly number[];
  readonly dimensions: number;
}

const parse = (type: string): Parsed => {
  const [, name = type, modifiers = '', zone = '', brackets = ''] =
    /^([^([]+?)(?:\(([\d,-]+)\))?( with(?:out)? time zone)?((?:\[\])*)$/.exec(type) ?? [];
  return {
    name: `${name}${zone}`,
    modifiers: modifiers === '' ? [] : modifiers.split(',').map(Number),
    dimensions: brackets.length / 2,
  };
};

/** What a value of the type may be at most, in measures that are compared one by one; types of different families are not compared. */
interface Measured {
  readonly family: string;
  readonly measures: readonly number[];
}

const digits: Readonly<Record<string, number>> = { smallint: 5, integer: 10, bigint: 19 };
const integers = Object.keys(digits);

const measured = ({ name, modifiers: [first, second] }: Parsed): Measured => {
  if (name === 'text') return { family: 'text', measures: [Infinity] };
  if (name === 'character varying') return { family: 'text', measures: [first ?? Infinity] };
  if (integers.includes(name)) return { family: 'number', measures: [digits[name] ?? 0, 0] };
  if (name === 'numeric') {
    const scale = first === undefined ? Infinity : (second ?? 0);
    return { family: 'number', measures: [first === undefined ? Infinity : first - scale, scale] };
  }
  if (name === 'real' || name === 'double precision') return { family: 'float', measures: [name === 'real' ? 1 : 2] };
  if (/^(?:timestamp|time|interval)\b/.test(name)) return { family: name, measures: [first ?? 6] };
  if (name === 'bit varying') return { family: name, measures: [first ?? Infinity] };
  return { family: `${name}(${[first, second].join()})`, measures: [] };
};

/** What a column of a domain holds that demands nothing and gives nothing of its own: what its base does. */
const plainType = (type: string, { objects }: Pick<Catalog, 'objects'>): string => {
  const domain = objects.find((one): one is DomainObject => one.kind === 'domain' && one.name === type);
  if (!domain || domain.notNull || domain.checks.length > 0 || domain.default !== undefined || domain.collation !== undefined) return type;
  return plainType(domain.base, { objects });
};

/** How the values of a column's type in N lie to those of its type in N-1. */
export const compareTypesOf = (was: ColumnObject, is: ColumnObject, { old, new: next }: Pick<Change, 'old' | 'new'>): Relation =>
  was.type === is.type ? 'same' : compareTypes(plainType(was.type, old), plainType(is.type, next));

/** How the values of `is` lie to those of `was`: all of them and more, only some of them, or others. */
export const compareTypes = (was: string, is: string): Relation => {
  if (was === is) return 'same';
  const [a, b] = [parse(was), parse(is)];
  const [x, y] = [measured(a), measured(b)];
  if (a.dimensions !== b.dimensions || x.family !== y.family) return 'other';
  const differences = new Set(x.measures.map((measure, i) => Math.sign((y.measures[i] ?? 0) - measure)));
  if (differences.has(-1)) return 'narrower';
  return differences.has(1) ? 'wider' : 'same';
};
