import { domainText } from '../judging/domains.ts';
import { defineStorageRule } from '../rule.ts';

export const domainChanged = defineStorageRule({
  id: 'storage/domain-changed',
  severity: 'error',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  ahead: 'breaks-if-used',
  mirror: 'storage/domain-changed',
  why: 'The values of the domain, or what stands for one that is left out, are others: the previous release is refused, or stores and reads what it does not mean.',
  fix: 'Make a second domain and let N use that.',
  examples: {
    breaks: [
      { old: 'CREATE DOMAIN code AS integer', new: 'CREATE DOMAIN code AS text' },
      { old: 'CREATE DOMAIN code AS integer CHECK (VALUE > 0)', new: 'CREATE DOMAIN code AS integer CHECK (VALUE < 0)' },
      { old: 'CREATE DOMAIN code AS integer DEFAULT 1', new: 'CREATE DOMAIN code AS integer DEFAULT 2' },
    ],
    holds: [{ old: 'CREATE DOMAIN code AS integer', new: 'CREATE DOMAIN code AS integer' }],
  },
  check: (change) => domainText(change, 'changed'),
});
