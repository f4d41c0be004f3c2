import { asking, between, oauth, token } from '../examples/security.ts';
import { defineCompatRule } from '../rule.ts';

export const securityFlowRemoved = defineCompatRule({
  id: 'compat/security-flow-removed',
  severity: 'error',
  cells: { rollout: 'breaks' },
  mirror: 'compat/security-flow-added',
  why: 'A client of N-1 gets its tokens in this way, and gets none any more.',
  fix: 'Offer the flow until no client uses it.',
  examples: {
    breaks: [
      between(
        asking({ oauth: oauth({ clientCredentials: token(), password: token(['read']) }) }, [{ oauth: ['read'] }]),
        asking({ oauth: oauth() }, [{ oauth: ['read'] }]),
      ),
    ],
    holds: [
      between(
        asking({ oauth: oauth() }, [{ oauth: ['read'] }]),
        asking({ oauth: oauth({ clientCredentials: token(), password: token(['read']) }) }, [{ oauth: ['read'] }]),
      ),
      between(asking({ oauth: oauth({ clientCredentials: token(), password: token(['read']) }) }), asking({ oauth: oauth() })),
    ],
  },
  check: (change) =>
    change.kind === 'security-scheme' && change.aspect === 'flow' && change.turn === 'removed'
      ? `tokens are no longer given by the flow ${change.before}`
      : undefined,
});
