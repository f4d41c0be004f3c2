import type { StatementCoverage } from '../../model/coverage.ts';
import type { Look } from '../../model/report.ts';
import { coverageText } from '../phrases/coverage.ts';
import { paint } from './paint.ts';

/** What captured statements rest on, for people. */
export const coverageLines = (captured: readonly StatementCoverage[] | undefined, look: Look): string[] =>
  (captured ?? []).flatMap((one) => {
    const { what, touched, untouched } = coverageText(one);
    return [`  ${paint(look, 'bold', 'captured')}: ${what}`, `    touched: ${touched}`, `    not touched: ${untouched}`];
  });
