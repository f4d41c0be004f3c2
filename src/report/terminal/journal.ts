import type { Look, Report } from '../../model/report.ts';

export const journalText = (_report: Extract<Report, { kind: 'drill' }>, _look: Look): string => '';
