import { describing, object, ours, ownerOf, type Query } from './query.ts';

export const statistics: Query = {
  any: 'pg_statistic_ext',
  sql: (look) => `
  SELECT ${object({
    kind: `'statistics'`,
    name: `format('%I.%I', n.nspname, s.stxname)`,
    owner: ownerOf('s.stxowner'),
    comment: 'described.description',
    definition: 'pg_get_statisticsobjdef(s.oid)',
  })}
    FROM pg_statistic_ext s JOIN pg_namespace n ON n.oid = s.stxnamespace ${describing(look, 'pg_statistic_ext', 's.oid')}
   WHERE ${ours('n.nspname')}`,
};
