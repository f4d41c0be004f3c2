import { whenAdded } from '../judging/facet.ts';
import { defineStorageRule } from '../rule.ts';

export const extensionAdded = defineStorageRule({
  id: 'storage/extension-added',
  severity: 'error',
  cells: {},
  assume: 'used',
  ahead: 'breaks-if-used',
  mirror: 'storage/extension-dropped',
  why: 'N rests on the extension before the migration has made it. To the previous release it is nothing.',
  fix: 'Run the migration before the code.',
  examples: {
    breaks: [{ old: 'SELECT 1', new: 'CREATE EXTENSION citext', migrate: 'after' }],
    holds: [{ old: 'SELECT 1', new: 'CREATE EXTENSION citext' }],
  },
  check: (change) => whenAdded(change, ['extension'], () => 'it is new'),
});
