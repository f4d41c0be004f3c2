import { matchesGlob } from '../../core/glob.ts';

/** Is a rule meant by a pattern: its id, with or without its room, or a glob over either? */
export const isMeant = (pattern: string, rule: string): boolean =>
  matchesGlob(pattern, rule) || matchesGlob(pattern, rule.slice(rule.indexOf('/') + 1));

/** The more exact of two patterns comes first: an id before a glob, then the longer one. */
export const byExactness = (a: string, b: string): number =>
  Number(a.includes('*')) - Number(b.includes('*')) || b.length - a.length || (a < b ? -1 : a > b ? 1 : 0);
