import { resource } from '../examples/resource.ts';
import { defineCompatRule } from '../rule.ts';

export const lostOnRoundTrip = defineCompatRule({
  id: 'compat/lost-on-round-trip',
  severity: 'warning',
  cells: { rollout: 'breaks-if-used', rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/lost-on-way-back',
  why: 'A client of N-1 reads a resource of N and puts it back as a whole without the member, for it does not know it: N takes that for its removal. N-1 drops it from what clients of N put back.',
  fix: 'Let N keep the member where a PUT leaves it out, or take changes of it by PATCH alone, until N-1 is out of reach.',
  examples: {
    breaks: [{ old: resource(['a']), new: resource(['a', 'b']) }],
    holds: [{ old: resource(['a', 'b']), new: resource(['a', 'b']) }],
  },
  check: (change) =>
    change.kind === 'round-trip' && change.knows === 'new' && change.turn === 'lost'
      ? `the property ${change.name} of ${change.resource} is lost when a client of N-1 puts back what N gave`
      : undefined,
});
