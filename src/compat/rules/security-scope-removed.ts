import { asking, between, oauth, token } from '../examples/security.ts';
import { defineCompatRule } from '../rule.ts';

export const securityScopeRemoved = defineCompatRule({
  id: 'compat/security-scope-removed',
  severity: 'warning',
  cells: { rollout: 'breaks-if-used' },
  assume: 'used',
  mirror: 'compat/security-scope-added',
  why: 'A client of N-1 may still ask for it, and then gets no token, or one that an operation which demands the scope does not take.',
  fix: 'Offer the scope until no client asks for it.',
  examples: {
    breaks: [
      between(
        asking({ oauth: oauth() }, [{ oauth: ['read'] }]),
        asking({ oauth: oauth({ clientCredentials: token(['read']) }) }, [{ oauth: ['read'] }]),
      ),
    ],
    holds: [
      between(
        asking({ oauth: oauth({ clientCredentials: token(['read']) }) }, [{ oauth: ['read'] }]),
        asking({ oauth: oauth() }, [{ oauth: ['read'] }]),
      ),
      between(asking({ oauth: oauth() }), asking({ oauth: oauth({ clientCredentials: token(['read']) }) })),
    ],
  },
  check: (change) =>
    change.kind === 'security-scheme' && change.aspect === 'scope' && change.turn === 'removed' && !change.demandedBy
      ? `the scope ${change.before} is no longer offered`
      : undefined,
});
