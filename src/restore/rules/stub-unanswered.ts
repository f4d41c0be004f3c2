import { sha256 } from '../../core/hash.ts';
import type { RestoreRule } from '../rule.ts';

export const stubUnanswered: RestoreRule = {
  id: 'restore/stub-unanswered',
  severity: 'warning',
  cells: { rollback: 'breaks' },
  why: 'N-1 asked a stub for something that nobody declared an answer to: what it did without one is not what it does in production.',
  fix: 'Add the answer to `stubs` of the drill.',
  check: (facts) =>
    (facts.unanswered ?? []).map((asked) => {
      const [name = '', method = ''] = asked.split(' ');
      return {
        what: `N-1 asked the stub ${asked}, to which it has no answer`,
        of: asked,
        quiet: { what: `N-1 asked the stub ${name} ${method} ${sha256(asked)}, to which it has no answer` },
      };
    }),
};
