import type { StatementCoverage } from '../../model/coverage.ts';
import { plural } from './plural.ts';

/** Names that are shown; the rest is counted, and all are in the JSON. */
const most = 15;

const listed = (names: readonly string[]): string =>
  names.length > most ? `${names.slice(0, most).join(', ')} and ${names.length - most} more` : names.join(', ');

/** What captured statements rest on: how many, what they touch, and what not one of them touches. */
export const coverageText = (
  coverage: StatementCoverage,
): { readonly what: string; readonly touched: string; readonly untouched: string } => {
  const { of, from, statements, asked, prepared, refused, untold, tables, untouched } = coverage;
  const columns = tables.flatMap((one) => one.untouched.map((column) => `${one.table}.${column}`));
  const ends = [
    `${asked} run`,
    ...(prepared > 0 ? [`${prepared} prepared alone, for want of parameters`] : []),
    ...(refused > 0 ? [`${refused} refused by its own schema`] : []),
    ...(untold > 0 ? [`${untold} of which it cannot be told what they touch, so that nothing is ruled out`] : []),
  ];
  return {
    what: `${plural(statements, 'captured statement')} of ${of}${from === undefined ? '' : ` (${from})`}: ${ends.join(', ')}`,
    touched: tables.length === 0 ? 'nothing' : listed(tables.map((one) => `${one.table} (${listed(one.touched) || 'no column'})`)),
    untouched: listed([...untouched, ...columns]) || 'nothing',
  };
};
