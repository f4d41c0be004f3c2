import type { CompatRule } from '../../compat/rule.ts';
import { rules as compatRules } from '../../compat/rules/registry.ts';
import { nearest } from '../../core/nearest.ts';
import type { RuleText } from '../../model/rule.ts';
import type { StorageRule } from '../../storage/rule.ts';
import { rules as storageRules } from '../../storage/rules/registry.ts';
import { planRules } from '../../storage/plans/rules/registry.ts';
import { observedRules } from '../../storage/trial/observed.ts';
import { restoreRules } from '../../restore/rules/registry.ts';
import { watchRules } from '../../storage/watch/rules/registry.ts';

/** What is judged by no change of a schema: what is seen when a migration is run, or what several releases and artifacts have to do with a store. */
type ObservedRule = RuleText & { readonly isObserved: true; readonly by: 'running' | 'plans' | 'restores' };

/** A rule of any room. */
export type AnyRule = CompatRule | StorageRule | ObservedRule;

/** Every rule that findings may come from. */
export const rules: readonly AnyRule[] = [
  ...compatRules,
  ...storageRules,
  ...[...observedRules, ...watchRules].map((rule): ObservedRule => ({ ...rule, isObserved: true, by: 'running' })),
  ...restoreRules.map((rule): ObservedRule => ({ ...rule, isObserved: true, by: 'restores' })),
  ...planRules.map((rule): ObservedRule => ({ ...rule, isObserved: true, by: 'plans' })),
];

const ids = rules.map(({ id }) => id);

/** The rule's id without its room. */
export const nameOf = ({ id }: Pick<AnyRule, 'id'>): string => id.slice(id.indexOf('/') + 1);

/** The rule that a mistyped id or glob most likely means, written with or without its room as that one is. */
export const nearestRule = (pattern: string): string | undefined => nearest(pattern, pattern.includes('/') ? ids : rules.map(nameOf));

export const isObserved = (rule: AnyRule): rule is ObservedRule => 'isObserved' in rule;

export const isAboutStores = (rule: AnyRule): rule is StorageRule => rule.id.startsWith('storage/') && !isObserved(rule);
