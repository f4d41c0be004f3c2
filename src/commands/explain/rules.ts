import type { CompatRule } from '../../compat/rule.ts';
import { rules as compatRules } from '../../compat/rules/registry.ts';
import { nearest } from '../../core/nearest.ts';
import type { StorageRule } from '../../storage/rule.ts';
import { rules as storageRules } from '../../storage/rules/registry.ts';

/** A rule of any room. */
export type AnyRule = CompatRule | StorageRule;

/** Every rule that findings may come from. */
export const rules: readonly AnyRule[] = [...compatRules, ...storageRules];

const ids = rules.map(({ id }) => id);

/** The rule's id without its room. */
export const nameOf = ({ id }: Pick<AnyRule, 'id'>): string => id.slice(id.indexOf('/') + 1);

/** The rule that a mistyped id or glob most likely means, written with or without its room as that one is. */
export const nearestRule = (pattern: string): string | undefined => nearest(pattern, pattern.includes('/') ? ids : rules.map(nameOf));

export const isAboutStores = (rule: AnyRule): rule is StorageRule => rule.id.startsWith('storage/');
