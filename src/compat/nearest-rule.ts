import { nearest } from '../core/nearest.ts';
import { rules } from './rules/registry.ts';

const ids = rules.map(({ id }) => id);
const names = ids.map((id) => id.replace('compat/', ''));

/** The rule that a mistyped id or glob most likely means, written with or without its room as that one is. */
export const nearestRule = (pattern: string): string | undefined => nearest(pattern, pattern.includes('/') ? ids : names);
