import { whenChanged } from '../judging/facet.ts';
import { refusesMore } from '../judging/triggers.ts';
import { defineStorageRule } from '../rule.ts';

export const triggerFunctionStricter = defineStorageRule({
  id: 'storage/trigger-function-stricter',
  severity: 'error',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  route: 'schema-left',
  mirror: 'storage/routine-body-changed',
  why: 'It runs at the writes of the previous release as well, and refuses or leaves out rows that it let through.',
  fix: 'Let it pass over what the previous release writes, or demand it in the code of N; refuse one release later.',
  examples: {
    breaks: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer); CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NEW; END$$; CREATE TRIGGER stamped BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION stamp()',
        new: "CREATE TABLE orders (id bigint PRIMARY KEY, total integer); CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN IF NEW.total < 0 THEN RAISE EXCEPTION 'no'; END IF; RETURN NEW; END$$; CREATE TRIGGER stamped BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION stamp()",
      },
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer); CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NEW; END$$; CREATE TRIGGER stamped BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION stamp()',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer); CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN IF NEW.total < 0 THEN RETURN NULL; END IF; RETURN NEW; END$$; CREATE TRIGGER stamped BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION stamp()',
      },
    ],
    holds: [
      {
        old: "CREATE TABLE orders (id bigint PRIMARY KEY, total integer); CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN IF NEW.total < 0 THEN RAISE EXCEPTION 'no'; END IF; RETURN NEW; END$$; CREATE TRIGGER stamped BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION stamp()",
        new: "CREATE TABLE orders (id bigint PRIMARY KEY, total integer); CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN IF NEW.total < -1 THEN RAISE EXCEPTION 'no, it is %', NEW.total; END IF; RETURN NEW; END$$; CREATE TRIGGER stamped BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION stamp()",
      },
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer); CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NEW; END$$; CREATE TRIGGER stamped AFTER INSERT ON orders FOR EACH ROW EXECUTE FUNCTION stamp()',
        new: "CREATE TABLE orders (id bigint PRIMARY KEY, total integer); CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE NOTICE 'one'; RETURN NULL; END$$; CREATE TRIGGER stamped AFTER INSERT ON orders FOR EACH ROW EXECUTE FUNCTION stamp()",
      },
    ],
  },
  check: (change) =>
    whenChanged(change, ['function'], 'definition', (was, is) =>
      refusesMore(was, is, change) ? 'it refuses rows, or leaves some out, where it did not' : undefined,
    ),
});
