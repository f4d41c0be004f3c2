import { whenRemoved } from '../judging/facet.ts';
import { defineStorageRule } from '../rule.ts';

export const extensionDropped = defineStorageRule({
  id: 'storage/extension-dropped',
  severity: 'error',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  route: 'schema-left',
  mirror: 'storage/extension-added',
  why: 'Types, functions and operators that it brought are gone: statements of the previous release that rest on them fail.',
  fix: 'Stop using it in this release; drop it one release later.',
  examples: {
    breaks: [{ old: 'CREATE EXTENSION citext', new: 'SELECT 1' }],
    holds: [{ old: 'CREATE EXTENSION citext', new: 'CREATE EXTENSION citext' }],
  },
  check: (change) => whenRemoved(change, ['extension'], () => 'it is gone'),
});
