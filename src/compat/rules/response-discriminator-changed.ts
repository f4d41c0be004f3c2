import { toldApart } from '../examples/discriminator.ts';
import { defineCompatRule } from '../rule.ts';

export const responseDiscriminatorChanged = defineCompatRule({
  id: 'compat/response-discriminator-changed',
  severity: 'error',
  cells: { rollout: 'breaks', rollback: 'breaks' },
  mirror: 'compat/response-discriminator-changed',
  why: 'Each version takes the alternative from another member, so it takes what the other one means for something else, or for nothing.',
  fix: 'Say it in both members in this release; give up the old one a release after nobody reads it.',
  examples: {
    breaks: [toldApart('response', 't', 'k')],
    holds: [toldApart('response', 't', 't')],
  },
  check: (change) =>
    change.kind === 'discriminator' && change.side === 'response'
      ? `the alternatives are told apart by ${change.to} instead of ${change.from}`
      : undefined,
});
