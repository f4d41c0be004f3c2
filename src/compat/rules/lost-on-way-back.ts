import { resource } from '../examples/resource.ts';
import { defineCompatRule } from '../rule.ts';

export const lostOnWayBack = defineCompatRule({
  id: 'compat/lost-on-way-back',
  severity: 'warning',
  cells: { rollout: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/lost-on-round-trip',
  why: 'N drops the member from what clients of N-1 put back, and a client of N leaves it out when it puts back what N-1 gave: N-1 takes that for its removal.',
  fix: 'Go on taking and giving the member in this release; remove it once no client knows it.',
  examples: {
    breaks: [{ old: resource(['a', 'b']), new: resource(['a']) }],
    holds: [{ old: resource(['a', 'b']), new: resource(['a', 'b']) }],
  },
  check: (change) =>
    change.kind === 'round-trip' && change.knows === 'old' && change.turn === 'lost'
      ? `the property ${change.name} of ${change.resource} is lost when a client of N puts back what N-1 gave`
      : undefined,
});
