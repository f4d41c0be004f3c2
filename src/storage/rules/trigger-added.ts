import { whenAdded } from '../judging/facet.ts';
import { mayTouch } from '../judging/triggers.ts';
import { defineStorageRule } from '../rule.ts';

export const triggerAdded = defineStorageRule({
  id: 'storage/trigger-added',
  severity: 'error',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  route: 'schema-left',
  mirror: 'storage/trigger-dropped',
  why: 'It runs at the writes of the previous release as well, and may refuse them, or store something else than was written.',
  fix: 'Let it pass over what the previous release writes (only columns that are new, or a setting that N makes), or do it in the code of N.',
  examples: {
    breaks: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN NEW.total := 0; RETURN NEW; END$$; CREATE TRIGGER stamped BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION stamp()',
      },
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text)',
        new: "CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION 'no'; END$$; CREATE TRIGGER stamped AFTER DELETE ON orders FOR EACH ROW EXECUTE FUNCTION stamp()",
      },
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NULL; END$$; CREATE TRIGGER stamped BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION stamp()',
      },
    ],
    holds: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text, stamp timestamptz); CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN NEW.stamp := now(); RETURN NEW; END$$; CREATE TRIGGER stamped BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION stamp()',
      },
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NEW; END$$; CREATE TRIGGER stamped BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION stamp()',
      },
      {
        old: 'SELECT 1',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN NEW.total := 0; RETURN NEW; END$$; CREATE TRIGGER stamped BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION stamp()',
      },
    ],
  },
  check: (change) =>
    whenAdded(change, ['trigger'], (is) =>
      is.enabled !== 'disabled' && mayTouch(is, change) ? 'it may refuse or change what is written' : undefined,
    ),
});
