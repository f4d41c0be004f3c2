import { whenAdded } from '../judging/facet.ts';
import { defineStorageRule } from '../rule.ts';

export const eventTriggerAdded = defineStorageRule({
  id: 'storage/event-trigger-added',
  severity: 'warning',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  route: 'schema-left',
  noMirror: 'What an event trigger did is for who looks after the database, not for the code of a release.',
  why: 'It runs, and may refuse, what the previous release does to the schema: its migrations at a cold start, its partitions, its temporary tables.',
  fix: 'Let it pass over what the releases do.',
  examples: {
    breaks: [
      {
        old: 'SELECT 1',
        new: "CREATE FUNCTION guard() RETURNS event_trigger LANGUAGE plpgsql AS $$BEGIN RAISE NOTICE 'x'; END$$; CREATE EVENT TRIGGER guarded ON ddl_command_start EXECUTE FUNCTION guard()",
      },
    ],
    holds: [
      {
        old: "CREATE FUNCTION guard() RETURNS event_trigger LANGUAGE plpgsql AS $$BEGIN RAISE NOTICE 'x'; END$$; CREATE EVENT TRIGGER guarded ON ddl_command_start EXECUTE FUNCTION guard()",
        new: "CREATE FUNCTION guard() RETURNS event_trigger LANGUAGE plpgsql AS $$BEGIN RAISE NOTICE 'x'; END$$",
      },
    ],
  },
  check: (change) => whenAdded(change, ['event trigger'], () => 'it runs at changes of the schema'),
});
