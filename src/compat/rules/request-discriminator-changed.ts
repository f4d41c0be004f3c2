import { toldApart } from '../examples/discriminator.ts';
import { defineCompatRule } from '../rule.ts';

export const requestDiscriminatorChanged = defineCompatRule({
  id: 'compat/request-discriminator-changed',
  severity: 'error',
  cells: { rollout: 'breaks', rollback: 'breaks-if-used' },
  assume: 'unused',
  mirror: 'compat/request-discriminator-changed',
  why: 'Each version takes the alternative from another member, so it takes what the other one means for something else, or for nothing.',
  fix: 'Say it in both members in this release; give up the old one a release after nobody reads it.',
  examples: {
    breaks: [toldApart('request', 't', 'k')],
    holds: [toldApart('request', 't', 't')],
  },
  check: (change) =>
    change.kind === 'discriminator' && change.side === 'request'
      ? `the alternatives are told apart by ${change.to} instead of ${change.from}`
      : undefined,
});
