import { resource } from '../examples/resource.ts';
import { defineCompatRule } from '../rule.ts';

export const refusedOnWayBack = defineCompatRule({
  id: 'compat/refused-on-way-back',
  severity: 'error',
  cells: { rollout: 'breaks', rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/refused-on-round-trip',
  why: 'N refuses what clients of N-1 put back with the member, and a client of N leaves it out when it puts back what N-1 gave: N-1 takes that for its removal.',
  fix: 'Go on taking and giving the member in this release; remove it once no client knows it.',
  examples: {
    breaks: [{ old: resource(['a', 'b'], true), new: resource(['a'], true) }],
    holds: [{ old: resource(['a', 'b'], true), new: resource(['a', 'b'], true) }],
  },
  check: (change) =>
    change.kind === 'round-trip' && change.knows === 'old' && change.turn === 'refused'
      ? `the property ${change.name} of ${change.resource} is refused when a client of N-1 puts it back, and lost when a client of N puts back what N-1 gave`
      : undefined,
});
