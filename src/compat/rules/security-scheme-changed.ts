import { asking, between, key } from '../examples/security.ts';
import { defineCompatRule } from '../rule.ts';

export const securitySchemeChanged = defineCompatRule({
  id: 'compat/security-scheme-changed',
  severity: 'error',
  cells: { rollout: 'breaks', rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/security-scheme-changed',
  why: 'A client of N-1 shows it in a way that N does not look for, and one of N in a way that N-1 does not.',
  fix: 'Declare the new way as a scheme of its own and take both in this release.',
  examples: {
    breaks: [between(asking({ key }, [{ key: [] }]), asking({ key: { type: 'apiKey', in: 'query', name: 'key' } }, [{ key: [] }]))],
    holds: [
      between(asking({ key }), asking({ key: { type: 'apiKey', in: 'query', name: 'key' } })),
      between(asking({ key }, [{ key: [] }]), asking({ apiKey: key }, [{ apiKey: [] }])),
      between(
        asking({ key }, [{ key: [] }]),
        asking({ key: { type: 'apiKey', in: 'header', name: 'x-key', description: 'words' } }, [{ key: [] }]),
      ),
    ],
  },
  check: (change) =>
    change.kind === 'security-scheme' && change.aspect === 'credential' ? `it is ${change.after} now, and was ${change.before}` : undefined,
});
