import type { RuleText } from '../../../model/rule.ts';

export const twoWriters: RuleText = {
  id: 'storage/two-writers',
  severity: 'warning',
  cells: {},
  why: 'Two artifacts that are released and rolled back by themselves write the same thing: what one of them changes about it, or goes back on, the other does not know, and neither’s drill rehearses both.',
  fix: 'Let one of them write it and the other ask that one; or say whose it is: `owns` of its store in drill.yaml.',
};
