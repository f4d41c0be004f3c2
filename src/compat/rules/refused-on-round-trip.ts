import { resource } from '../examples/resource.ts';
import { defineCompatRule } from '../rule.ts';

export const refusedOnRoundTrip = defineCompatRule({
  id: 'compat/refused-on-round-trip',
  severity: 'warning',
  cells: { rollout: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/refused-on-way-back',
  why: 'A client of N-1 reads a resource of N and puts it back as a whole without the member, for it does not know it: N takes that for its removal. N-1 refuses a resource with it.',
  fix: 'Let N keep the member where a PUT leaves it out, or take changes of it by PATCH alone, until N-1 is out of reach.',
  examples: {
    breaks: [{ old: resource(['a'], true), new: resource(['a', 'b'], true) }],
    holds: [{ old: resource(['a', 'b'], true), new: resource(['a', 'b'], true) }],
  },
  check: (change) =>
    change.kind === 'round-trip' && change.knows === 'new' && change.turn === 'refused'
      ? `the property ${change.name} of ${change.resource} is lost when a client of N-1 puts back what N gave, and refused when N-1 gets it back`
      : undefined,
});
