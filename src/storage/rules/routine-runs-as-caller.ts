import { losesRights } from '../judging/caller-rights.ts';
import { whenChanged } from '../judging/facet.ts';
import { defineStorageRule } from '../rule.ts';

const counting = (as: string, more = ''): string =>
  `CREATE ROLE app; CREATE TABLE orders (id bigint PRIMARY KEY); CREATE FUNCTION how_many() RETURNS bigint LANGUAGE sql SECURITY ${as} AS 'SELECT count(*) FROM orders'; GRANT EXECUTE ON FUNCTION how_many TO app${more}`;
const mayRead = '; GRANT SELECT ON orders TO app';

export const routineRunsAsCaller = defineStorageRule({
  id: 'storage/routine-runs-as-caller',
  severity: 'error',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  route: 'schema-left',
  mirror: 'storage/routine-body-changed',
  why: 'The previous release calls it with fewer rights than its owner has, and is refused what it did for it.',
  fix: 'Give the rights to who calls it before it goes on without those of its owner, or do that one release later.',
  examples: {
    breaks: [{ old: counting('DEFINER'), new: counting('INVOKER') }],
    holds: [
      { old: counting('DEFINER', mayRead), new: counting('INVOKER', mayRead) },
      { old: counting('INVOKER'), new: counting('INVOKER') },
    ],
  },
  check: (change) =>
    whenChanged(change, ['function', 'procedure'], 'definition', (was, is) => {
      const roles = losesRights(was, is, change);
      return roles.length > 0 ? `it has no longer the rights of its owner, and ${roles.join(', ')} may call it` : undefined;
    }),
});
