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

/** The moment from which it holds no more: the end of its last day, in UTC. In milliseconds. */
const endOf = ({ expires }: Pick<Waiver, 'expires'>): number => Date.parse(`${expires}T00:00:00Z`) + 86_400_000;

export const isInForce = (waiver: Waiver, now: Date): boolean => now.getTime() < endOf(waiver);

/** The first moment at which one of those in force is so no more, ISO 8601; undefined where none is. */
export const firstEnd = (waivers: readonly Waiver[], now: Date): string | undefined => {
  const end = Math.min(...waivers.filter((waiver) => isInForce(waiver, now)).map(endOf));
  return Number.isFinite(end) ? new Date(end).toISOString() : undefined;
};

export const expiryText = ({ expires, reason }: Waiver): string => `its waiver expired on ${expires} (${reason})`;

/** Names of path parameters are nobody's business. */
const nameless = (place: string): string => place.replaceAll(/\{[^}]*\}/g, '{}');

export const isSameOperation = (a: string, b: string): boolean => nameless(a) === nameless(b);

/** The words of a place begin with the operation. */
const operationWords = /^[^,]*/;

/** Everything that a finding's place may be called, seen from one of the operations that it is met in. */
const placesIn = (operation: string | undefined, { where, operation: first }: Finding): readonly string[] =>
  (operation === undefined ? [where, first] : [operation, where?.replace(operationWords, () => operation)])
    .filter((place) => place !== undefined)
    .map(nameless);

/** What it says stands in the documents, once for all operations that lead there. */
const pointersOf = ({ at }: Finding): readonly string[] =>
  [at.new?.pointer, at.old?.pointer].filter((place) => place !== undefined).map(nameless);

/** The operations that it is met in; what is not named is met by who says anywhere. */
const metIn = ({ operations, elsewhere }: Finding): readonly Met[] => [
  ...(operations ?? [undefined]).map((operation): Met => ({ operation })),
  ...(elsewhere === undefined ? [] : [{ operation: `${elsewhere} more ${elsewhere === 1 ? 'place' : 'places'}`, places: elsewhere }]),
];

interface Met {
  readonly operation: string | undefined;
  /** So many that are not named. */
  readonly places?: number;
}

/** Is a place where a finding is met among those that its waiver names? One that names none means all. */
const isNamed = ({ operations, elsewhere }: Waiver, { operation: first }: Finding, { operation = first, places }: Met): boolean => {
  if (operations === undefined && elsewhere === undefined) return true;
  if (places !== undefined) return places <= (elsewhere ?? 0);
  return operation !== undefined && (operations ?? []).some((one) => isSameOperation(one, operation));
};

/** Is it of the finding by its fingerprint, or by that of all that N changed alike? */
export const isPrinted = ({ fingerprint }: Waiver, finding: Finding): boolean =>
  fingerprint !== undefined && (fingerprint === finding.fingerprint || fingerprint === finding.shared);

/** Is it the waiver's rule, fingerprint, artifact and contract, wherever it is? */
const isOf = (waiver: Waiver, finding: Finding, whose: Whose): boolean =>
  (waiver.artifact === undefined || waiver.artifact === whose.artifact) &&
  (waiver.contract === undefined || waiver.contract === whose.contract) &&
  (waiver.fingerprint === undefined || isPrinted(waiver, finding)) &&
  isMeant(waiver.rule, finding.rule);

const covers = (waiver: Waiver, finding: Finding, met: Met): boolean => {
  const { fingerprint, place } = waiver;
  return (
    isNamed(waiver, finding, met) &&
    (place === undefined
      ? fingerprint !== undefined
      : [...placesIn(met.operation, finding), ...pointersOf(finding)].some((one) => matchesGlob(nameless(place), one)))
  );
};

const longest = (waivers: readonly Waiver[]): Waiver | undefined =>
  waivers.reduce<Waiver | undefined>((best, waiver) => (best && best.expires >= waiver.expires ? best : waiver), undefined);

/** What waivers say of a finding. */
export interface Covered {
  /** The one that it hangs on: of several that cover it together the one that ends first. Absent where it is not covered. */
  readonly waiver?: Waiver;
  /** All that are for it, at least in one of its operations. */
  readonly used: readonly Waiver[];
  /** Operations that it is met in and that are not covered, where others are. */
  readonly left: readonly string[];
}

/**
 * The waivers of a finding. What several operations share is accepted where it is accepted in all of them, by one waiver or by several; for each that
 * which holds longest counts. What counts no more is given too, for it is told.
 */
export const waiversFor = (finding: Finding, whose: Whose, { waivers }: { readonly waivers: readonly Waiver[] }): Covered => {
  const mine = waivers.filter((waiver) => isOf(waiver, finding, whose));
  const each = metIn(finding).map((met) => ({ ...met, by: longest(mine.filter((waiver) => covers(waiver, finding, met))) }));
  const used = [...new Set(each.flatMap(({ by }) => by ?? []))];
  const left = each.flatMap(({ operation, by }) => (by ? [] : [operation ?? '']));
  if (used.length === 0 || left.length > 0) return { used, left: used.length === 0 ? [] : left };
  const waiver = used.reduce((first, one) => (one.expires < first.expires ? one : first));
  return { waiver, used, left };
};

export const partlyText = (left: readonly string[]): string =>
  `; its waiver does not cover ${left.slice(0, 3).join(', ')}${left.length > 3 ? ` and ${left.length - 3} more` : ''}`;

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
