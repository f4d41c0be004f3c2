import type { RuleText } from '../../../model/rule.ts';
import { contractedEarly } from './contracted-early.ts';
import { twoWriters } from './two-writers.ts';

/** What is judged by what drill.yaml says of several releases or artifacts, and not by one change. */
export const planRules: readonly RuleText[] = [contractedEarly, twoWriters];
