import type { CheckReport } from '../../model/check.ts';
import type { Look } from '../../model/report.ts';
import type { Judgement } from '../../model/verdict.ts';

export const checkText = (_report: CheckReport, _judgement: Judgement, _look: Look): string => '';
