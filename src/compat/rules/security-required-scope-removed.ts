import { asking, between, oauth, token } from '../examples/security.ts';
import { defineCompatRule } from '../rule.ts';

/** More are counted. */
const mostTold = 3;

const listed = (operations: readonly string[]): string => {
  const told = operations.slice(0, mostTold).join(', ');
  const rest = operations.length - mostTold;
  return `${told}${rest > 0 ? ` and ${rest} more` : ''} ${operations.length === 1 ? 'demands' : 'demand'} it`;
};

export const securityRequiredScopeRemoved = defineCompatRule({
  id: 'compat/security-required-scope-removed',
  severity: 'error',
  cells: { rollout: 'breaks' },
  mirror: 'compat/security-scope-added',
  why: 'N demands a scope that no flow gives any more, so whoever calls is refused as soon as its token has expired.',
  fix: 'Offer the scope for as long as an operation demands it, or take in this release what can still be shown, as an alternative beside it.',
  examples: {
    breaks: [
      between(
        asking({ oauth: oauth() }, [{ oauth: ['write'] }]),
        asking({ oauth: oauth({ clientCredentials: token(['read']) }) }, [{ oauth: ['write'] }]),
      ),
    ],
    holds: [
      between(
        asking({ oauth: oauth() }, [{ oauth: ['read'] }]),
        asking({ oauth: oauth({ clientCredentials: token(['read']) }) }, [{ oauth: ['read'] }]),
      ),
      between(
        asking({ oauth: oauth() }, [{ oauth: ['read'] }, { oauth: ['write'] }]),
        asking({ oauth: oauth({ clientCredentials: token(['read']) }) }, [{ oauth: ['read'] }, { oauth: ['write'] }]),
      ),
      between(
        asking({ oauth: oauth({ clientCredentials: token(['read']) }) }, [{ oauth: ['write'] }]),
        asking({ oauth: oauth() }, [{ oauth: ['write'] }]),
      ),
    ],
  },
  check: (change) =>
    change.kind === 'security-scheme' && change.aspect === 'scope' && change.turn === 'removed' && change.demandedBy
      ? `the scope ${change.before} is no longer offered, and ${listed(change.demandedBy)}`
      : undefined,
});
