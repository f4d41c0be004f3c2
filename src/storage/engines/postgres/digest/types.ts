import type { Session } from '../session.ts';

// A value's binary form is taken where it says exactly what the value is: for types of the server's own, whose oids are the same
// everywhere. It is not taken where it holds oids of types that users made (enums, composites, and arrays of such), where equal
// values may differ in it (an array that once held NULL; a NaN's sign), or where it leaves something out (xml).

/** A type, and what it is made of, by oids. */
interface TypeRow {
  readonly oid: string;
  /** Its name in `pg_type`. */
  readonly typname: string;
  /** As SQL writes it; `bare`: in a cast, where `character` would mean `character(1)`. */
  readonly name: string;
  readonly bare: string;
  /** `pg_type.typtype`: b, c, d, e, r, m */
  readonly kind: string;
  /** Of the server: its oid is the same in every database. */
  readonly own: boolean;
  readonly base: string | null;
  readonly element: string | null;
  readonly subtype: string | null;
  readonly attributes: readonly { readonly name: string; readonly type: string }[] | null;
}

export type Types = ReadonlyMap<string, TypeRow>;

/** All types that columns of a table are of, and those that these consist of. */
export const readTypes = async (session: Session, table: string): Promise<Types> => {
  const rows = await session.query<{ type: string }>(
    `WITH RECURSIVE used (oid) AS (
       SELECT atttypid FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped
       UNION
       SELECT part.oid FROM used JOIN pg_type t ON t.oid = used.oid CROSS JOIN LATERAL (
         SELECT t.typbasetype AS oid WHERE t.typtype = 'd'
         UNION ALL SELECT t.typelem WHERE t.typsubscript = 'array_subscript_handler'::regproc
         UNION ALL SELECT r.rngsubtype FROM pg_range r WHERE t.oid IN (r.rngtypid, r.rngmultitypid)
         UNION ALL SELECT a.atttypid FROM pg_attribute a WHERE t.typtype = 'c' AND a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped
       ) part)
     SELECT json_build_object(
              'oid', t.oid::text, 'typname', t.typname, 'name', format_type(t.oid, NULL), 'bare', format_type(t.oid, -1), 'kind', t.typtype,
              'own', t.typnamespace = 'pg_catalog'::regnamespace AND t.oid < 10000,
              'base', CASE WHEN t.typtype = 'd' THEN t.typbasetype::text END,
              'element', CASE WHEN t.typsubscript = 'array_subscript_handler'::regproc THEN t.typelem::text END,
              'subtype', (SELECT r.rngsubtype::text FROM pg_range r WHERE t.oid IN (r.rngtypid, r.rngmultitypid)),
              'attributes', (SELECT json_agg(json_build_object('name', quote_ident(a.attname), 'type', a.atttypid::text) ORDER BY a.attnum)
                               FROM pg_attribute a WHERE t.typtype = 'c' AND a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped))::text AS type
       FROM used JOIN pg_type t ON t.oid = used.oid`,
    [table],
  );
  return new Map(
    rows.map(({ type }) => {
      const row = JSON.parse(type) as TypeRow;
      return [row.oid, row] as const;
    }),
  );
};

/** A type by what its values are made of, the same in every database. `within`: types that it is a part of. */
export const describeType = (types: Types, oid: string, within: readonly string[] = []): string => {
  const type = types.get(oid);
  if (!type) return '?';
  const part = (of: string): string => (within.includes(of) ? (types.get(of)?.name ?? '?') : describeType(types, of, [...within, oid]));
  if (type.base !== null) return part(type.base);
  if (type.element !== null) return `${part(type.element)}[]`;
  if (type.own) return type.name;
  if (type.attributes !== null) return `${type.name}(${type.attributes.map((one) => `${one.name} ${part(one.type)}`).join(', ')})`;
  return type.subtype === null ? type.name : `${type.name}(${part(type.subtype)})`;
};

/** Types of the server's own whose binary form depends on nothing but the value, and is another one for another value. */
const plain: ReadonlySet<string> = new Set(
  [
    'bool bytea char name int2 int4 int8 oid xid xid8 cid tid pg_lsn uuid numeric text varchar bpchar bit varbit',
    'date time timetz timestamp timestamptz interval inet cidr macaddr macaddr8 json jsonb jsonpath tsvector tsquery',
    'int4range int8range numrange tsrange tstzrange daterange',
    'int4multirange int8multirange nummultirange tsmultirange tstzmultirange datemultirange',
  ].flatMap((line) => line.split(' ')),
);

/** As its type writes it; unlike a cast to text, which a type may define as it likes. NULL and an empty text are two. */
const written = (value: string): string => `ROW(${value})::pg_catalog.text`;

/** SQL of a value of a type that has the same oid and the same bytes in every database, exactly when the value is the same. */
export const canonical = (types: Types, oid: string, value: string): string => {
  const type = types.get(oid);
  if (!type) return written(value);
  if (type.base !== null) return canonical(types, type.base, `(${value})::${types.get(type.base)?.bare ?? ''}`);
  if (type.kind === 'e') return `pg_catalog.enum_send(${value})`;
  // An amount is written with as many digits as the database's own currency has.
  if (type.element !== null && types.get(type.element)?.typname === 'money') return written(`(${value})::pg_catalog.numeric[]`);
  if (!type.own || type.element !== null) return written(value);
  if (plain.has(type.typname)) return value;
  if (type.typname === 'money') return `(${value})::pg_catalog.numeric`;
  if (type.typname === 'xml') return `(${value})::pg_catalog.text`;
  // A NaN that was computed has another sign than one that was written.
  if (type.kind === 'b' && /^float[48]$/.test(type.typname)) return `CASE WHEN ${value} = 'NaN' THEN 'NaN' ELSE ${value} END`;
  return written(value);
};
