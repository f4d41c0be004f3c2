import { asking, between, oauth, token } from '../examples/security.ts';
import { defineCompatRule } from '../rule.ts';

export const securityScopeAdded = defineCompatRule({
  id: 'compat/security-scope-added',
  severity: 'note',
  cells: { rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: ['compat/security-scope-removed', 'compat/security-required-scope-removed'],
  why: 'A client that asks for it gets no token once N-1 is back.',
  fix: 'Let clients ask for it only once N-1 is out of reach.',
  examples: {
    breaks: [
      between(
        asking({ oauth: oauth({ clientCredentials: token(['read']) }) }, [{ oauth: ['read'] }]),
        asking({ oauth: oauth() }, [{ oauth: ['read'] }]),
      ),
    ],
    holds: [
      between(
        asking({ oauth: oauth() }, [{ oauth: ['read'] }]),
        asking({ oauth: oauth({ clientCredentials: token(['read']) }) }, [{ oauth: ['read'] }]),
      ),
      between(asking({ oauth: oauth() }, [{ oauth: ['read'] }]), asking({ oauth: oauth() }, [{ oauth: ['read'] }])),
    ],
  },
  check: (change) =>
    change.kind === 'security-scheme' && change.aspect === 'scope' && change.turn === 'added'
      ? `the scope ${change.after} is new`
      : undefined,
});
