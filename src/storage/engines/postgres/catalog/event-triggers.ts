import { describing, object, own, ownerOf, type Query } from './query.ts';
import { enabled } from './triggers.ts';

export const eventTriggers: Query = {
  any: 'pg_event_trigger',
  sql: (look) => `
  SELECT ${object({
    kind: `'event trigger'`,
    name: 'quote_ident(t.evtname)',
    owner: ownerOf('t.evtowner'),
    comment: 'described.description',
    definition: `concat_ws(' ', 'ON ' || t.evtevent, 'WHEN TAG IN (' || (SELECT string_agg(quote_literal(tag), ', ' ORDER BY tag COLLATE "C") FROM unnest(t.evttags) tag) || ')',
      'EXECUTE FUNCTION ' || t.evtfoid::regprocedure, CASE WHEN t.evtenabled <> 'O' THEN 'ENABLED ' || ${enabled('t.evtenabled')} END)`,
  })}
    FROM pg_event_trigger t ${describing(look, 'pg_event_trigger', 't.oid')}
   WHERE ${own(look, 'pg_event_trigger', 't.oid')}`,
};
