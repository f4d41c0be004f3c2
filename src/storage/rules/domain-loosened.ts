import { domainText } from '../judging/domains.ts';
import { defineStorageRule } from '../rule.ts';

export const domainLoosened = defineStorageRule({
  id: 'storage/domain-loosened',
  severity: 'note',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'unused',
  ahead: 'breaks-if-used',
  mirror: 'storage/domain-tightened',
  why: 'N may store values that the domain kept out, and that the previous release has never seen.',
  fix: 'Store such values one release after the code that can read them.',
  examples: {
    breaks: [
      { old: 'CREATE DOMAIN code AS text CHECK (char_length(VALUE) < 9)', new: 'CREATE DOMAIN code AS text' },
      { old: 'CREATE DOMAIN code AS text NOT NULL', new: 'CREATE DOMAIN code AS text' },
      { old: 'CREATE DOMAIN code AS varchar(5)', new: 'CREATE DOMAIN code AS varchar(9)' },
    ],
    holds: [{ old: 'CREATE DOMAIN code AS text', new: 'CREATE DOMAIN code AS text NOT NULL' }],
  },
  check: (change) => domainText(change, 'loosened'),
});
