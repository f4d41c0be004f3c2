import type { CheckReport } from '../../model/check.ts';
import { type Finding, severities, type Severity } from '../../model/finding.ts';
import type { Waiver } from '../../model/waiver.ts';
import { isUnknown } from '../finding.ts';
import { isInForce, isPrinted, isSameOperation } from './waivers.ts';

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

/** Where a finding is met, by name, and in how many places more. */
const namedOf = ({ operation, operations, elsewhere = 0 }: Finding) => ({
  operations: operations ?? (operation === undefined ? [] : [operation]),
  elsewhere,
});

const within = (operations: readonly string[], elsewhere: number): Pick<Waiver, 'operations' | 'elsewhere'> => ({
  ...(operations.length > 0 ? { operations } : {}),
  ...(elsewhere > 0 ? { elsewhere } : {}),
});

/** What is left of a waiver where some of its findings are mended, or met in fewer operations; undefined where nothing is. */
const needed = (before: Waiver, findings: readonly Finding[]): Waiver | undefined => {
  const { operations: names, elsewhere: places, ...waiver } = before;
  const met = findings.map(namedOf);
  const isOpen = names === undefined && places === undefined;
  const all = [...new Set(met.flatMap(({ operations }) => operations))];
  const operations = isOpen ? all : (names ?? []).filter((one) => all.some((other) => isSameOperation(one, other)));
  const most = Math.max(0, ...met.map(({ elsewhere }) => elsewhere));
  const elsewhere = isOpen ? most : Math.min(places ?? 0, most);
  if (findings.length === 0 || (!isOpen && operations.length === 0 && elsewhere === 0)) return undefined;
  return { ...waiver, ...within(operations, elsewhere) };
};

/**
 * The waivers under which these reports pass: one for each finding that would count, in the operations that it is met in. One that holds already
 * is kept as it is, and an operation that it does not name has one of its own; what nothing needs is dropped, but for artifacts and contracts that
 * were not looked at now.
 */
export const baselineOf = (reports: readonly CheckReport[], { before, reason, expires, now, failOn }: Acceptance): readonly Waiver[] => {
  const asked = new Set(reports.flatMap(({ artifact, contracts }) => contracts.map(({ name }) => JSON.stringify([artifact, name]))));
  const elsewhere = before.filter(({ artifact, contract }) => !asked.has(JSON.stringify([artifact, contract])));
  const accepted = reports.flatMap(({ artifact, contracts }) =>
    contracts.flatMap(({ name: contract, findings }): readonly Waiver[] => {
      const counting = findings.filter(
        (finding) =>
          finding.waived === undefined && (isUnknown(finding) || severities.indexOf(finding.severity) <= severities.indexOf(failOn)),
      );
      const isFor = (waiver: Waiver, finding: Finding): boolean =>
        waiver.rule === finding.rule && (waiver.fingerprint === undefined ? finding.fingerprint === undefined : isPrinted(waiver, finding));
      const kept = before
        .filter((waiver) => waiver.artifact === artifact && waiver.contract === contract && isInForce(waiver, now))
        .flatMap(
          (waiver) =>
            needed(
              waiver,
              counting.filter((finding) => isFor(waiver, finding)),
            ) ?? [],
        );
      const made = counting.flatMap((finding): readonly Waiver[] => {
        const held = kept.filter((waiver) => isFor(waiver, finding));
        const met = namedOf(finding);
        const left = met.operations.filter(
          (one) => !held.some(({ operations = [] }) => operations.some((other) => isSameOperation(one, other))),
        );
        const isMore = held.every((waiver) => (waiver.elsewhere ?? 0) < met.elsewhere);
        if (held.length > 0 && left.length === 0 && (met.elsewhere === 0 || !isMore)) return [];
        const { rule, fingerprint, shared = fingerprint, what } = finding;
        return [
          {
            artifact,
            contract,
            rule,
            what: oneLine(what),
            ...(shared === undefined ? { place: '*' } : { fingerprint: shared }),
            ...within(left, isMore ? met.elsewhere : 0),
            reason,
            expires,
          },
        ];
      });
      return [...kept, ...made];
    }),
  );
  return [...elsewhere, ...accepted];
};
