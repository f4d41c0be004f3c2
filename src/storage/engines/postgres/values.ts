import * as fc from 'fast-check';
import type { Catalog, CatalogObject } from '../../catalog.ts';
import type { TypeBook } from '../../dialect.ts';
import { parseCondition } from './values/condition.ts';
import { documents } from './values/documents.ts';
import { geometry } from './values/geometry.ts';
import { narrowed } from './values/narrowed.ts';
import { arrayOf, compositeOf, multirangeOf, rangeOf } from './values/nested.ts';
import { numbers } from './values/numbers.ts';
import { texts } from './values/texts.ts';
import { times } from './values/times.ts';
import { parseTypeName, typeOfAttribute, withoutSchema } from './values/type-name.ts';
import type { Values, ValuesOf } from './values/value.ts';

const simple = new Map<string, ValuesOf>(Object.entries({ ...numbers, ...texts, ...times, ...documents, ...geometry }));

const builtInRanges: Readonly<Record<string, string>> = {
  int4range: 'integer',
  int8range: 'bigint',
  numrange: 'numeric',
  tsrange: 'timestamp without time zone',
  tstzrange: 'timestamp with time zone',
  daterange: 'date',
};

/** Two bounds that every subtype has in this order. */
const orderedBounds: Readonly<Record<string, readonly string[]>> = {
  date: ['2024-01-01', '2024-02-29'],
  'timestamp without time zone': ['2024-01-01 00:00:00.000001', '2024-02-29 12:00:00'],
  'timestamp with time zone': ['2024-01-01 00:00:00.000001+00', '2024-02-29 12:00:00+02'],
  'time without time zone': ['00:00:00', '24:00:00'],
  inet: ['10.0.0.0', '10.0.0.9'],
  text: ['a', 'b'],
};

const anyBounds = (subtype: string): fc.Arbitrary<readonly [string, string]> => {
  const start = fc.integer({ min: -30_000, max: 30_000 });
  const length = fc.integer({ min: 1, max: 40 });
  const day = (days: number): string => new Date(Date.UTC(2000, 0, 1) + days * 86_400_000).toISOString().slice(0, 10);
  const write = subtype === 'date' || subtype.startsWith('timestamp') ? day : String;
  const fixed = orderedBounds[subtype];
  if (write === String && fixed) return fc.constant([fixed[0] ?? '', fixed[1] ?? ''] as const);
  return fc.tuple(start, length).map(([from, by]) => [write(from), write(from + by)] as const);
};

const rangesOver = (subtype: string): Values => rangeOf(orderedBounds[subtype] ?? ['1', '10'], anyBounds(subtype));

const ofObject = (object: CatalogObject, book: TypeBook): Values | undefined => {
  if (object.kind === 'enum') {
    const [first, ...rest] = object.labels;
    return first === undefined ? undefined : { boundaries: object.labels, any: fc.constantFrom(first, ...rest) };
  }
  if (object.kind === 'domain') {
    const base = book.of(object.base);
    const checks = object.checks.map((check) => parseCondition(check));
    return base && narrowed(base, { name: 'VALUE', type: object.base }, checks);
  }
  if (object.kind === 'composite') return compositeOf(object.attributes.map((attribute) => book.of(typeOfAttribute(attribute))));
  return object.kind === 'range' ? rangesOver(parseTypeName(object.subtype).name) : undefined;
};

/** Values of the types of PostgreSQL and of `catalog`. */
export const typeBook = (catalog: Catalog): TypeBook => {
  const types = new Map(
    catalog.objects.filter(({ kind }) => ['enum', 'domain', 'composite', 'range'].includes(kind)).map((object) => [object.name, object]),
  );
  const columnTypes = new Map(catalog.objects.flatMap((object) => (object.kind === 'column' ? [[object.name, object.type] as const] : [])));
  // The row of a table is a type as well.
  for (const object of catalog.objects)
    if (object.kind === 'table' && !types.has(object.name))
      types.set(object.name, {
        kind: 'composite',
        name: object.name,
        attributes: object.columns.map((column) => `${column} ${columnTypes.get(`${object.name}.${column}`) ?? ''}`),
      });
  const server = Number.parseInt(catalog.server, 10) || 18;
  const known = new Map<string, Values | undefined>();
  const find = (type: string): Values | undefined => {
    const { name, modifiers, array } = parseTypeName(type);
    if (array) {
      const element = book.of(type.replace(/(\[\])+$/, ''));
      return element && arrayOf(element, name === 'box' ? ';' : ',');
    }
    const object = types.get(name);
    if (object) return ofObject(object, book);
    const range = types.get(name.replace(/_?multirange/, '')) ?? types.get(name.replace('multirange', 'range'));
    if (range?.kind === 'range') return multirangeOf(rangesOver(parseTypeName(range.subtype).name));
    const plain = simple.has(name) ? name : withoutSchema(name);
    const subtype = builtInRanges[plain.replace('multirange', 'range')];
    if (subtype !== undefined) return plain.includes('multirange') ? multirangeOf(rangesOver(subtype)) : rangesOver(subtype);
    return simple.get(plain)?.(modifiers, server);
  };
  const book: TypeBook = {
    of: (type) => {
      if (!known.has(type)) {
        known.set(type, undefined); // A type that contains itself has no values of its own inside.
        known.set(type, find(type));
      }
      return known.get(type);
    },
  };
  return book;
};
