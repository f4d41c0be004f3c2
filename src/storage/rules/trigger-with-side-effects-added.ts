import { whenAdded } from '../judging/facet.ts';
import { mayTouch } from '../judging/triggers.ts';
import { defineStorageRule } from '../rule.ts';

export const triggerWithSideEffectsAdded = defineStorageRule({
  id: 'storage/trigger-with-side-effects-added',
  severity: 'warning',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  route: 'schema-left',
  mirror: 'storage/trigger-dropped',
  why: 'It runs at the writes of the previous release as well: it costs time, and what it writes elsewhere, or calls, may fail and take the write with it.',
  fix: 'Make sure that it cannot fail for rows that the previous release writes.',
  examples: {
    breaks: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NEW; END$$; CREATE TRIGGER stamped AFTER INSERT ON orders FOR EACH ROW EXECUTE FUNCTION stamp()',
      },
    ],
    holds: [
      {
        old: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text)',
        new: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer, code text); CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN NEW.total := 0; RETURN NEW; END$$; CREATE TRIGGER stamped BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION stamp()',
      },
    ],
  },
  check: (change) =>
    whenAdded(change, ['trigger'], (is) => (is.enabled !== 'disabled' && !mayTouch(is, change) ? 'it runs at what is written' : undefined)),
});
