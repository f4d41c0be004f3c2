import { asking, between, oauth, token } from '../examples/security.ts';
import { defineCompatRule } from '../rule.ts';

export const securityAddressChanged = defineCompatRule({
  id: 'compat/security-address-changed',
  severity: 'warning',
  cells: { rollout: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'used',
  mirror: 'compat/security-address-changed',
  why: 'A client of one version asks for its tokens where the other version does not say that there are any.',
  fix: 'Keep both addresses answering until no client of N-1 is left and N-1 is out of reach.',
  examples: {
    breaks: [
      between(
        asking({ oauth: oauth() }, [{ oauth: ['read'] }]),
        asking({ oauth: oauth({ clientCredentials: token(['read', 'write'], 'login') }) }, [{ oauth: ['read'] }]),
      ),
    ],
    holds: [
      between(asking({ oauth: oauth() }, [{ oauth: ['read'] }]), asking({ oauth: oauth() }, [{ oauth: ['read'] }])),
      between(asking({ oauth: oauth() }), asking({ oauth: oauth({ clientCredentials: token(['read', 'write'], 'login') }) })),
    ],
  },
  check: (change) =>
    change.kind === 'security-scheme' && change.aspect === 'address'
      ? `tokens come from ${change.after} now, and came from ${change.before}`
      : undefined,
});
