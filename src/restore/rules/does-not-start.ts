import type { RestoreRule } from '../rule.ts';

export const doesNotStart: RestoreRule = {
  id: 'restore/does-not-start',
  severity: 'error',
  cells: { rollback: 'breaks' },
  why: 'What was restored is no database: no server runs on it.',
  fix: 'Look at its last words; restore an older backup.',
  check: (facts) =>
    facts.started?.why === undefined
      ? []
      : [
          {
            what: `the server does not start on what was restored: ${facts.started.why.split('\n').at(-1) ?? ''}`,
            quiet: { what: 'the server does not start on what was restored' },
          },
        ],
};
