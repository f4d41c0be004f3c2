import { matchesGlob } from '../../core/glob.ts';
import type { CheckReport, WaiverReport } from '../../model/check.ts';
import type { Finding } from '../../model/finding.ts';
import type { Waiver } from '../../model/waiver.ts';
import { isMeant } from './rules.ts';

/** Where a finding was met. */
interface Whose {
  readonly artifact: string;
  readonly contract: string;
}

/** Does it hold now? To the end of its last day, in UTC. */
export const isInForce = ({ expires }: Waiver, now: Date): boolean => now.getTime() < Date.parse(`${expires}T00:00:00Z`) + 86_400_000;

export const expiryText = ({ expires, reason }: Waiver): string => `its waiver expired on ${expires} (${reason})`;

/** Names of path parameters are nobody's business. */
const nameless = (place: string): string => place.replaceAll(/\{[^}]*\}/g, '{}');

/** Everything that a finding's place may be called. */
const placesOf = ({ where, operation, at }: Finding): readonly string[] =>
  [where, operation, at.new?.pointer, at.old?.pointer].filter((place) => place !== undefined).map(nameless);

const isFor = (waiver: Waiver, finding: Finding, whose: Whose): boolean => {
  const { artifact, contract, fingerprint, place, rule } = waiver;
  return (
    (artifact === undefined || artifact === whose.artifact) &&
    (contract === undefined || contract === whose.contract) &&
    (fingerprint === undefined || fingerprint === finding.fingerprint) &&
    isMeant(rule, finding.rule) &&
    (place === undefined ? fingerprint !== undefined : placesOf(finding).some((one) => matchesGlob(nameless(place), one)))
  );
};

/** The waiver of a finding: of several the one that holds longest. What counts no more is given too, for it is told. */
export const waiverFor = (finding: Finding, whose: Whose, { waivers }: { readonly waivers: readonly Waiver[] }): Waiver | undefined =>
  waivers
    .filter((waiver) => isFor(waiver, finding, whose))
    .reduce<Waiver | undefined>((best, waiver) => (best && best.expires >= waiver.expires ? best : waiver), undefined);

const nameOf = ({ rule, place, fingerprint, artifact, contract }: Waiver): string =>
  [rule, place ?? fingerprint, artifact && `of ${artifact}`, contract && `in ${contract}`].filter((part) => part).join(' ');

/** Was everything looked at that a waiver is for? Only then can it be said that nothing needs it. */
const wasAsked = ({ artifact, contract }: Waiver, reports: readonly CheckReport[], isWhole: boolean): boolean => {
  const mine = reports.filter((report) => artifact === undefined || report.artifact === artifact);
  if (artifact === undefined && !isWhole) return false;
  return mine.some(({ contracts }) => contracts.some(({ name }) => contract === undefined || contract === name));
};

/**
 * Says in each report what became of the waivers: those that were not needed stand in the report of their artifact, or in the first.
 * @param isWhole every artifact of the workspace was checked
 */
export const withWaivers = (
  reports: readonly CheckReport[],
  waivers: readonly Waiver[],
  used: ReadonlySet<Waiver>,
  isWhole: boolean,
): readonly CheckReport[] => {
  if (waivers.length === 0) return reports;
  const unused = waivers.filter((waiver) => !used.has(waiver) && wasAsked(waiver, reports, isWhole));
  return reports.map((report, index): CheckReport => {
    const findings = report.contracts.flatMap((contract) => contract.findings);
    const waived = findings.flatMap((finding) => finding.waived?.expires ?? []).sort();
    const mine = unused.filter(({ artifact }) => (artifact === undefined ? index === 0 : artifact === report.artifact));
    const until = waived[0];
    const said: WaiverReport = {
      accepted: waived.length,
      ...(until === undefined ? {} : { until }),
      expired: findings.filter(({ waiverExpired }) => waiverExpired !== undefined).length,
      unused: mine.map((waiver) => ({ text: nameOf(waiver), ...(waiver.at ? { at: waiver.at } : {}) })),
    };
    return { ...report, waivers: said };
  });
};
