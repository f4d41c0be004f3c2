import { asking, between, key, oauth } from '../examples/security.ts';
import { defineCompatRule } from '../rule.ts';

export const securityWidened = defineCompatRule({
  id: 'compat/security-widened',
  severity: 'note',
  cells: { rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/security-narrowed',
  why: 'A client that shows only what N takes is refused once N-1 is back.',
  fix: 'Let clients show what N-1 asks for until N-1 is out of reach.',
  examples: {
    breaks: [
      between(asking({ key, oauth: oauth() }, [{ oauth: ['read', 'write'] }]), asking({ key, oauth: oauth() }, [{ oauth: ['read'] }])),
      between(asking({ key }, [{ key: [] }]), asking({ key }, [{ key: [] }, {}])),
      between(asking({ key, oauth: oauth() }, [{ oauth: ['read'] }]), asking({ key, oauth: oauth() }, [{ key: [] }, { oauth: ['read'] }])),
    ],
    holds: [
      between(asking({ key, oauth: oauth() }, [{ oauth: ['read'] }]), asking({ key, oauth: oauth() }, [{ oauth: ['read', 'write'] }])),
      between(asking({ key }, [{ key: [] }]), asking({ apiKey: key }, [{ apiKey: [] }])),
    ],
  },
  check: (change) =>
    change.kind === 'security' && change.turn === 'widened'
      ? `N takes ${change.after.join(' or ')}, and N-1 took ${change.before.join(' or ')}`
      : undefined,
});
