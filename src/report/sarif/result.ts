import type { ContractReport } from '../../model/check.ts';
import type { Finding } from '../../model/finding.ts';
import type { About } from '../../model/report.ts';
import { cellsText } from '../phrases/cells.ts';
import { exchangeOf } from './exchange.ts';
import { locationOf, wholeFile } from './places.ts';

/** A finding and where it was made. */
export interface Found {
  readonly finding: Finding;
  readonly contract: ContractReport;
  readonly artifact: string;
}

/** Where a text would be read as a link of SARIF, it is kept from being one. */
const plain = (text: string): string => text.replaceAll('](', '] (');

/** What could not be decided is open, and by the standard has no level; all else failed its rule. */
const standingOf = ({ cells, severity }: Finding) => {
  const states: readonly string[] = Object.values(cells);
  return states.includes('unknown') && !states.includes('breaks') ? { kind: 'open', level: 'none' } : { kind: 'fail', level: severity };
};

const messageOf = ({ what, fix, at, cells, waived, waiverExpired, downgraded, raised }: Finding): string => {
  const hit = cellsText({ cells });
  return [
    `${plain(what)}.`,
    ...(hit === '' ? [] : [`${hit.slice(0, 1).toUpperCase()}${hit.slice(1)}.`]),
    `What to do: ${plain(fix)}`,
    ...(downgraded === undefined ? [] : [`Weighs less: ${plain(downgraded)}.`]),
    ...(raised === undefined ? [] : [`Weighs more: ${plain(raised)}.`]),
    ...(waived ? [`Accepted until ${waived.expires}: ${plain(waived.reason)}.`] : []),
    ...(waiverExpired ? [`It was accepted until ${waiverExpired.expires}: ${plain(waiverExpired.reason)}.`] : []),
    ...(at.old ? ['See it in [N-1](1).'] : []),
  ].join(' ');
};

/** One finding. `anyWaived`: by the standard all results of a run speak of suppressions, or none. */
export const resultOf = ({ finding, contract, artifact }: Found, ruleIndex: number, about: About, anyWaived: boolean): object => {
  const { at, fingerprint, waived, witness, use, route, exchange } = finding;
  return {
    ruleId: finding.rule,
    ruleIndex,
    ...standingOf(finding),
    message: { text: messageOf(finding) },
    locations: [at.new ? locationOf(at.new, about) : wholeFile(contract.files.new, about)],
    ...(at.old ? { relatedLocations: [{ id: 1, ...locationOf(at.old, about), message: { text: 'in the document of N-1' } }] } : {}),
    ...(fingerprint === undefined ? {} : { partialFingerprints: { 'drill/v1': fingerprint } }),
    ...(anyWaived
      ? {
          suppressions: waived
            ? [{ kind: 'external', status: 'accepted', justification: `${waived.reason} (until ${waived.expires})` }]
            : [],
        }
      : {}),
    ...(exchange ? exchangeOf(exchange) : {}),
    properties: {
      artifact,
      contract: contract.name,
      cells: finding.cells,
      ...(route ? { route } : {}),
      ...(witness ? { witness } : {}),
      ...(use ? { use } : {}),
      ...(waived ? { waived } : {}),
    },
  };
};
