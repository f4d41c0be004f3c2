import { asking, between, key, oauth } from '../examples/security.ts';
import { defineCompatRule } from '../rule.ts';

export const securityNarrowed = defineCompatRule({
  id: 'compat/security-narrowed',
  severity: 'error',
  cells: { rollout: 'breaks' },
  mirror: 'compat/security-widened',
  why: 'A client of N-1 shows what N does not take any more, or too little of it, and is refused as soon as N serves.',
  fix: 'Take both in this release: what N-1 asks for as an alternative beside what is new.',
  examples: {
    breaks: [
      between(asking({ key, oauth: oauth() }, [{ oauth: ['read'] }]), asking({ key, oauth: oauth() }, [{ oauth: ['read', 'write'] }])),
      between(asking({ key }, [{ key: [] }, {}]), asking({ key }, [{ key: [] }])),
      between(asking({ key, oauth: oauth() }, [{ key: [] }, { oauth: ['read'] }]), asking({ key, oauth: oauth() }, [{ oauth: ['read'] }])),
    ],
    holds: [
      between(asking({ key, oauth: oauth() }, [{ oauth: ['read', 'write'] }]), asking({ key, oauth: oauth() }, [{ oauth: ['read'] }])),
      between(asking({ key }, [{ key: [] }]), asking({ apiKey: key }, [{ apiKey: [] }])),
      between(asking({ key }, [{ key: [] }, {}]), asking({ key }, [{ key: [] }, {}])),
    ],
  },
  check: (change) =>
    change.kind === 'security' && change.turn === 'narrowed'
      ? `N takes ${change.after.join(' or ')}, and N-1 took ${change.before.join(' or ')}`
      : undefined,
});
