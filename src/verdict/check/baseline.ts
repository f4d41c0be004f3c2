import type { CheckReport } from '../../model/check.ts';
import type { Severity } from '../../model/finding.ts';
import { severities } from '../../model/finding.ts';
import type { Waiver } from '../../model/waiver.ts';
import { isUnknown } from '../finding.ts';
import { isInForce } from './waivers.ts';

/** What is accepted from now on. */
export interface Acceptance {
  /** What was accepted before, whether it holds or not. */
  readonly before: readonly Waiver[];
  readonly reason: string;
  /** `2026-12-31` */
  readonly expires: string;
  readonly now: Date;
  /** The least severity that fails; what is graver, or could not be decided, is accepted. */
  readonly failOn: Severity;
}

const oneLine = (text: string): string => {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > 160 ? `${line.slice(0, 159)}…` : line;
};

/**
 * The waivers under which these reports pass: one for each finding that would count. One that holds already is kept as it is; what nothing needs is
 * dropped, but for artifacts and contracts that were not looked at now.
 */
export const baselineOf = (reports: readonly CheckReport[], { before, reason, expires, now, failOn }: Acceptance): readonly Waiver[] => {
  const asked = new Set(reports.flatMap(({ artifact, contracts }) => contracts.map(({ name }) => JSON.stringify([artifact, name]))));
  const elsewhere = before.filter(({ artifact, contract }) => !asked.has(JSON.stringify([artifact, contract])));
  const accepted = reports.flatMap(({ artifact, contracts }) =>
    contracts.flatMap(({ name: contract, findings }) =>
      findings
        .filter(
          (finding) =>
            finding.waived === undefined && (isUnknown(finding) || severities.indexOf(finding.severity) <= severities.indexOf(failOn)),
        )
        .map(({ rule, fingerprint, what }): Waiver => {
          const kept = before.find(
            (waiver) =>
              waiver.artifact === artifact &&
              waiver.contract === contract &&
              waiver.rule === rule &&
              waiver.fingerprint === fingerprint &&
              isInForce(waiver, now),
          );
          return (
            kept ?? {
              artifact,
              contract,
              rule,
              what: oneLine(what),
              ...(fingerprint === undefined ? { place: '*' } : { fingerprint }),
              reason,
              expires,
            }
          );
        }),
    ),
  );
  return [...elsewhere, ...accepted];
};
