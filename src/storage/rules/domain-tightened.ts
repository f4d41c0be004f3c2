import { domainText } from '../judging/domains.ts';
import { defineStorageRule } from '../rule.ts';

export const domainTightened = defineStorageRule({
  id: 'storage/domain-tightened',
  severity: 'error',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks-if-used' },
  // Checks that are not valid yet are not asked of the rows that are there.
  stops: ({ is, was, fields: [field] }) =>
    is?.kind !== 'domain' ||
    was?.kind !== 'domain' ||
    field?.field !== 'checks' ||
    is.checks.some((check) => !was.checks.includes(check) && !check.endsWith(' NOT VALID')),
  assume: 'used',
  route: 'schema-left',
  mirror: 'storage/domain-loosened',
  why: 'The previous release may still write values that the domain refuses now, and rows that hold one stop the migration.',
  fix: 'Let the code keep to it for a release first; then tighten the domain.',
  examples: {
    breaks: [
      { old: 'CREATE DOMAIN code AS text', new: 'CREATE DOMAIN code AS text NOT NULL' },
      { old: 'CREATE DOMAIN code AS text', new: 'CREATE DOMAIN code AS text CHECK (char_length(VALUE) < 9)' },
      { old: 'CREATE DOMAIN code AS integer CHECK (VALUE > 0)', new: 'CREATE DOMAIN code AS integer CHECK (VALUE > 9)' },
      {
        old: 'CREATE DOMAIN code AS text',
        new: 'CREATE DOMAIN code AS text; ALTER DOMAIN code ADD CHECK (char_length(VALUE) < 9) NOT VALID',
      },
      { old: 'CREATE DOMAIN code AS varchar(9)', new: 'CREATE DOMAIN code AS varchar(5)' },
    ],
    holds: [{ old: 'CREATE DOMAIN code AS text CHECK (char_length(VALUE) < 9)', new: 'CREATE DOMAIN code AS text' }],
  },
  check: (change) => domainText(change, 'tightened'),
});
