import type { RuleText } from '../../../model/rule.ts';

export const contractedEarly: RuleText = {
  id: 'storage/contracted-early',
  severity: 'error',
  cells: { mixed: 'breaks-if-used', rollback: 'breaks' },
  why: 'A plan says when it may go, and it goes before: a version that runs, or that must stay reachable, still needs it, or is not known not to.',
  fix: 'Take the drop out of this release, and ask drill check --contract-ready before the next one; or move the steps of the plan.',
};
