import { asking, between, oauth, token } from '../examples/security.ts';
import { defineCompatRule } from '../rule.ts';

export const securityFlowAdded = defineCompatRule({
  id: 'compat/security-flow-added',
  severity: 'note',
  cells: { rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/security-flow-removed',
  why: 'A client that gets its tokens in this way gets none once N-1 is back.',
  fix: 'Let clients use the flow only once N-1 is out of reach.',
  examples: {
    breaks: [
      between(
        asking({ oauth: oauth() }, [{ oauth: ['read'] }]),
        asking({ oauth: oauth({ clientCredentials: token(), password: token(['read']) }) }, [{ oauth: ['read'] }]),
      ),
    ],
    holds: [
      between(
        asking({ oauth: oauth({ clientCredentials: token(), password: token(['read']) }) }, [{ oauth: ['read'] }]),
        asking({ oauth: oauth() }, [{ oauth: ['read'] }]),
      ),
      between(
        asking({ oauth: oauth({ clientCredentials: token(), password: token(['read']) }) }, [{ oauth: ['read'] }]),
        asking({ oauth: oauth({ clientCredentials: token(), password: token(['read']) }) }, [{ oauth: ['read'] }]),
      ),
    ],
  },
  check: (change) =>
    change.kind === 'security-scheme' && change.aspect === 'flow' && change.turn === 'added'
      ? `tokens are given by the flow ${change.after} too`
      : undefined,
});
