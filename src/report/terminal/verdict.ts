import type { Look } from '../../model/report.ts';
import type { Verdict } from '../../model/verdict.ts';

export const verdictText = (_verdict: Verdict, _look: Look): string => '';
