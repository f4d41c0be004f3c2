import { whenChanged } from '../judging/facet.ts';
import { isActive } from '../judging/triggers.ts';
import { defineStorageRule } from '../rule.ts';

export const triggerDisabled = defineStorageRule({
  id: 'storage/trigger-disabled',
  severity: 'error',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  route: 'schema-left',
  mirror: 'storage/trigger-enabled',
  why: 'The previous release relies on it to fill, check, or pass on what it writes.',
  fix: 'Let every release do that itself first; disable the trigger one release later.',
  examples: {
    breaks: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NEW; END$$; CREATE TRIGGER stamped BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION stamp()',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NEW; END$$; CREATE TRIGGER stamped BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION stamp(); ALTER TABLE orders DISABLE TRIGGER stamped',
      },
    ],
    holds: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NEW; END$$; CREATE TRIGGER stamped BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION stamp()',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NEW; END$$; CREATE TRIGGER stamped BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION stamp(); ALTER TABLE orders ENABLE ALWAYS TRIGGER stamped',
      },
    ],
  },
  check: (change) =>
    whenChanged(change, ['trigger'], 'enabled', (was, is) => (isActive(was) && !isActive(is) ? 'it does not run any more' : undefined)),
});
