import * as fc from 'fast-check';
import type { Catalog, CatalogObject } from '../../src/storage/catalog.ts';
import { bySortKey, nameOf } from '../../src/storage/objects.ts';

// Catalogs as they may be, and some that are only just so: for laws.

const word = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom('orders', 'note', 'id', '"Note"', '"a.b"', '"say ""hi"""', '__proto__', 'constructor', '"1"', '"ä\n😀"'),
  },
  { weight: 1, arbitrary: fc.stringMatching(/^[a-z_][a-z0-9_]{0,9}$/) },
);
const text = fc.oneof(
  fc.string({ maxLength: 8 }),
  fc.constantFrom('', "'x'::text", 'a\nb', '\n', 'SELECT id\n   FROM public.orders', ' "quoted" '),
  fc.lorem({ maxCount: 40 }),
);
const texts = fc.array(text, { maxLength: 4 });
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const described = { comment: maybe(text), owner: maybe(word) };
/** Without the members that are undefined: they say nothing. */
const record = (members: Readonly<Record<string, fc.Arbitrary<unknown>>>) =>
  fc.record({ ...members }).map((made) => Object.fromEntries(Object.entries(made).filter(([, value]) => value !== undefined)));

const partsOf = (table: string, columns: boolean): fc.Arbitrary<CatalogObject[]> => {
  const part = (kind: string, fields: Record<string, fc.Arbitrary<unknown>>) =>
    fc.array(
      fc.tuple(word, record({ comment: maybe(text), ...fields })).map(([short, rest]) => ({
        kind,
        name: kind === 'index' ? `public.${short}` : `${table}.${short}`,
        table,
        ...rest,
        ...(kind === 'column' ? { column: short } : {}),
      })),
      { maxLength: 3 },
    );
  const generated = fc.record({ as: text, stored: fc.boolean() });
  const references = fc.record({ table: word, columns: texts });
  return fc
    .tuple(
      columns
        ? part('column', {
            type: text,
            collation: maybe(text),
            notNull: fc.boolean(),
            default: maybe(text),
            identity: maybe(fc.constantFrom('always', 'by default')),
            generated: maybe(generated),
          })
        : fc.constant([]),
      part('constraint', {
        type: fc.constantFrom('check', 'not null', 'foreign key'),
        columns: texts,
        definition: text,
        validated: fc.boolean(),
        enforced: fc.boolean(),
        deferrable: maybe(fc.constantFrom('immediate', 'deferred')),
        references: maybe(references),
      }),
      part('index', {
        unique: fc.boolean(),
        valid: fc.boolean(),
        method: word,
        keys: texts,
        include: maybe(texts),
        predicate: maybe(text),
        constraint: maybe(word),
        nullsNotDistinct: maybe(fc.constant(true)),
        options: maybe(texts),
      }),
      part('trigger', { definition: text, enabled: fc.constantFrom('origin', 'disabled', 'replica', 'always') }),
      part('policy', { definition: text }),
    )
    .map((all) => all.flat() as unknown as CatalogObject[]);
};

const relation = fc.tuple(word, fc.constantFrom('table', 'foreign table', 'view', 'materialized view')).chain(([short, kind]) => {
  const name = `public.${short}`;
  const isTable = kind.endsWith('table');
  const own: Readonly<Record<string, fc.Arbitrary<unknown>>> = isTable
    ? {
        persistence: fc.constantFrom('permanent', 'unlogged'),
        partitionedBy: maybe(text),
        partitionOf: maybe(fc.record({ parent: word, bound: text })),
        inherits: maybe(texts),
        options: maybe(texts),
        rowSecurity: maybe(fc.constantFrom('on', 'forced')),
        forcedWhileOff: maybe(fc.constant(true)),
        replicaIdentity: maybe(text),
      }
    : { definition: text, columns: texts, columnComments: maybe(fc.dictionary(word, text)), options: maybe(texts) };
  return fc.tuple(record({ ...described, ...own }), partsOf(name, isTable), fc.boolean(), texts).map(([fields, parts, whole, order]) => {
    const names = parts.flatMap((part) => (part.kind === 'column' ? [part.column] : [])).toReversed();
    return [
      { kind, name, ...fields, ...(isTable ? { columns: whole ? [...new Set(names)] : order } : {}) } as unknown as CatalogObject,
      ...parts,
    ];
  });
});

const other = (kind: string, fields: Record<string, fc.Arbitrary<unknown>>) =>
  fc.tuple(word, record({ ...described, ...fields })).map(([name, rest]) => [{ kind, name, ...rest } as unknown as CatalogObject]);
const grant: fc.Arbitrary<CatalogObject[]> = fc
  .tuple(fc.constantFrom('table public.orders', 'column public.orders.note', 'future tables'), word, texts)
  .map(([on, to, privileges]) => [{ kind: 'grant', name: `${on} to ${to}`, on, to, privileges }]);

const group = fc.oneof(
  { weight: 4, arbitrary: relation },
  grant,
  other('schema', {}),
  other('setting', { value: text }),
  other('extension', { version: text, schema: word }),
  other('enum', { labels: texts }),
  other('domain', { base: text, notNull: fc.boolean(), default: maybe(text), collation: maybe(text), checks: texts }),
  other('composite', { attributes: texts }),
  other('range', { subtype: text, definition: text }),
  other('sequence', {
    type: text,
    start: text,
    min: text,
    max: text,
    increment: text,
    cycle: fc.boolean(),
    cache: maybe(text),
    ownedBy: maybe(text),
  }),
  fc.constantFrom('function', 'procedure', 'aggregate').chain((kind) => other(kind, { definition: text, returns: maybe(text) })),
  fc
    .constantFrom(
      'rule',
      'statistics',
      'publication',
      'collation',
      'conversion',
      'event trigger',
      'cast',
      'operator',
      'foreign server',
      'type',
    )
    .chain((kind) => other(kind, { definition: text })),
);

/** A catalog in which each name stands once. */
export const catalogs: fc.Arbitrary<Catalog> = fc.tuple(fc.array(group, { maxLength: 12 }), fc.string()).map(([groups, server]) => {
  const relations = new Map<string, readonly CatalogObject[]>();
  for (const objects of groups) if (objects[0] && !relations.has(objects[0].name)) relations.set(objects[0].name, objects);
  const objects = new Map([...relations.values()].flat().map((object) => [nameOf(object), object]));
  return { engine: 'postgres', server, objects: [...objects.values()].sort(bySortKey) };
});
