import { asking, between, key, oauth } from '../examples/security.ts';
import { defineCompatRule } from '../rule.ts';

export const securityChanged = defineCompatRule({
  id: 'compat/security-changed',
  severity: 'error',
  cells: { rollout: 'breaks', rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/security-changed',
  why: 'A client of N-1 shows what N does not take, and one of N shows what N-1 does not take.',
  fix: 'Take both in this release: what N-1 asks for as an alternative beside what is new.',
  examples: {
    breaks: [between(asking({ key, oauth: oauth() }, [{ key: [] }]), asking({ key, oauth: oauth() }, [{ oauth: ['read'] }]))],
    holds: [
      between(asking({ key }, [{ key: [] }]), asking({ apiKey: key }, [{ apiKey: [] }])),
      between(asking({ key, oauth: oauth() }, [{ oauth: ['read'] }]), asking({ key, oauth: oauth() }, [{ oauth: ['read', 'write'] }])),
    ],
  },
  check: (change) =>
    change.kind === 'security' && change.turn === 'changed'
      ? `N takes ${change.after.join(' or ')}, and N-1 took ${change.before.join(' or ')}`
      : undefined,
});
