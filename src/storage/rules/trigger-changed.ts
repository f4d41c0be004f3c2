import { whenChanged } from '../judging/facet.ts';
import { defineStorageRule } from '../rule.ts';

export const triggerChanged = defineStorageRule({
  id: 'storage/trigger-changed',
  severity: 'error',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  route: 'schema-left',
  mirror: 'storage/trigger-changed',
  why: 'At the writes of the previous release it runs at other times, or does something else.',
  fix: 'Add a second trigger that passes over what the previous release writes; change this one a release later.',
  examples: {
    breaks: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NEW; END$$; CREATE TRIGGER stamped BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION stamp()',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NEW; END$$; CREATE TRIGGER stamped BEFORE INSERT OR UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION stamp()',
      },
    ],
    holds: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NEW; END$$; CREATE TRIGGER stamped BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION stamp()',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NEW; END$$; CREATE TRIGGER stamped BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION stamp()',
      },
    ],
  },
  check: (change) => whenChanged(change, ['trigger'], 'definition', (was, is) => `it is ${is.definition}, and was ${was.definition}`),
});
