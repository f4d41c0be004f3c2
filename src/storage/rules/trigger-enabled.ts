import { whenChanged } from '../judging/facet.ts';
import { isActive } from '../judging/triggers.ts';
import { defineStorageRule } from '../rule.ts';

export const triggerEnabled = defineStorageRule({
  id: 'storage/trigger-enabled',
  severity: 'error',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  route: 'schema-left',
  mirror: 'storage/trigger-disabled',
  why: 'It runs at the writes of the previous release as well, and may refuse them, or store something else than was written.',
  fix: 'Let it pass over what the previous release writes, or do it in the code of N.',
  examples: {
    breaks: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NEW; END$$; CREATE TRIGGER stamped BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION stamp(); ALTER TABLE orders DISABLE TRIGGER stamped',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NEW; END$$; CREATE TRIGGER stamped BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION stamp()',
      },
    ],
    holds: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NEW; END$$; CREATE TRIGGER stamped BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION stamp()',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NEW; END$$; CREATE TRIGGER stamped BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION stamp()',
      },
    ],
  },
  check: (change) =>
    whenChanged(change, ['trigger'], 'enabled', (was, is) => (!isActive(was) && isActive(is) ? 'it runs at what is written' : undefined)),
});
