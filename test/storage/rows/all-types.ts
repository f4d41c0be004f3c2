/** A table with a column of every type that drill knows values of. */
export const allTypes = `
CREATE EXTENSION hstore; CREATE EXTENSION citext; CREATE EXTENSION ltree; CREATE EXTENSION btree_gist; CREATE EXTENSION cube; CREATE EXTENSION seg;
CREATE SCHEMA app;
CREATE TYPE app.mood AS ENUM ('sad', 'ok', 'it''s "fine"');
CREATE DOMAIN app.positive AS int CHECK (VALUE > 0);
CREATE DOMAIN app.email AS citext CHECK (VALUE ~ '^[^@ ]+@[^@ ]+\\.[a-z]{2,}$');
CREATE DOMAIN app.short AS varchar(8) NOT NULL;
CREATE TYPE app.point3 AS (x int, y numeric(6,2), "the label" text);
CREATE TYPE app.floatrange AS RANGE (subtype = float8, subtype_diff = float8mi);
CREATE TABLE app.everything (
 id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
 a smallint, b int, c bigint, d numeric, e numeric(10,2), f numeric(4,-2), g numeric(3,5), h real, i double precision, j money,
 k text, l varchar(20), m char(5), n varchar, o name, p "char", q citext, r bytea,
 s date, t timestamp, u timestamp(3), v timestamptz, w timestamptz(0), x time, y timetz, z interval, z2 interval year to month, z3 interval(2),
 aa boolean, ab point, ac line, ad lseg, ae box, af path, ag polygon, ah circle, ai cidr, aj inet, ak macaddr, al macaddr8,
 am bit(5), an bit varying(9), ao bit varying, ap tsvector, aq tsquery, ar uuid, at xml, au json, av jsonb, aw jsonpath,
 ax int4range, ay int8range, az numrange, ba tsrange, bb tstzrange, bc daterange, bd int4multirange, be datemultirange, bf app.floatrange, bg app.floatmultirange,
 bh int[], bi text[][], bj app.mood[], bk box[], bl jsonb[], bm app.mood, bn app.positive, bo app.email, bp app.point3, bq app.point3[], br app.positive[],
 bs hstore, bt ltree, bu oid, bv pg_lsn, bw xid8, bx regtype, "select" text, "Odd Name" int, "q""uote" text, by cube, bz seg, ca pg_snapshot
);
`;
