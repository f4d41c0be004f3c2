import type { ContractOptions } from '../../../src/compat/compare.ts';
import { api, compareTexts, judgementOf } from '../contracts.ts';

/** The findings of two documents, each as its judgement and its words, in the order of their places. */
export const told = (old: object, next: object, more: Partial<ContractOptions> = {}): string[] =>
  compareTexts(whole(old), whole(next), 'openapi', more).findings.map((finding) => `${judgementOf(finding)} | ${finding.what}`);

/** The same without words. */
export const judged = (old: object, next: object, more: Partial<ContractOptions> = {}): string[] =>
  compareTexts(whole(old), whole(next), 'openapi', more).findings.map(judgementOf);

/** An OpenAPI 3.1 document of these members. */
export const whole = (members: object): string => api({}, members);

/** An operation that answers 200 and says no more. */
export const done = (more: object = {}): object => ({ responses: { 200: { description: '' } }, ...more });
