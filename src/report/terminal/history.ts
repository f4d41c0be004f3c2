import type { Entry } from '../../model/fact.ts';
import type { Look } from '../../model/report.ts';

export const historyText = (_entries: readonly Entry[], _look: Look): string => '';
