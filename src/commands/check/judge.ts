import { parseDuration } from '../../core/duration.ts';
import { DrillError } from '../../core/error.ts';
import type { CheckReport } from '../../model/check.ts';
import type { Severity } from '../../model/finding.ts';
import type { Judgement } from '../../model/verdict.ts';
import type { Waiver } from '../../model/waiver.ts';
import { judgeCheck } from '../../verdict/check.ts';
import { baselineOf } from '../../verdict/check/baseline.ts';
import { applyPolicy } from '../../verdict/check/policy.ts';
import { summaryOf } from '../../verdict/check/summary.ts';
import { withWaivers } from '../../verdict/check/waivers.ts';
import { baselineName, writeBaseline } from '../../workspace/baseline.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { policyOf, waiversOf } from './policy.ts';

/** What was said about judging, on the command line. */
export interface Judging {
  readonly environment?: string;
  readonly failOn: Severity;
  /** The last day of what is accepted now; absent where nothing is to be. */
  readonly acceptUntil?: string;
  /** Every artifact of the workspace is checked. */
  readonly isWhole: boolean;
  readonly now: Date;
  readonly cwd: string;
  /** Hears what was written, and what is odd. */
  readonly note: (text: string) => void;
}

const dayMs = 86_400_000;
const longestMs = 3650 * dayMs;
const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

/**
 * The last day of an acceptance.
 * @param wish a duration from today (`30d`) or a day (`2026-12-31`)
 * @throws DrillError `check/bad-expiry` for neither, for what is over, and for more than ten years
 */
export const expiryOf = (wish: string, now: Date): string => {
  const bad = (why: string): DrillError =>
    new DrillError('check/bad-expiry', `--expires ${wish} ${why}`, { fix: 'Say how long (30d) or until when (2026-12-31).' });
  const ms = parseDuration(wish);
  const time = ms === undefined ? Date.parse(`${wish}T00:00:00Z`) : now.getTime() + ms;
  if (ms === undefined && (!/^\d{4}-\d{2}-\d{2}$/.test(wish) || Number.isNaN(time) || dayOf(time) !== wish))
    throw bad('is neither a duration nor a day');
  if (!(time - now.getTime() <= longestMs)) throw bad('is more than ten years from now');
  if (ms === 0 || dayOf(time) < dayOf(now.getTime())) throw bad('is over already');
  return dayOf(time);
};

const findings = (count: number): string => (count === 1 ? '1 finding' : `${count} findings`);

/** Accepts what counts now, and says what became of the file. */
const accept = (
  workspace: Workspace,
  reports: readonly CheckReport[],
  before: readonly Waiver[],
  expires: string,
  { failOn, now, note }: Judging,
): readonly Waiver[] => {
  const reason = `accepted on ${dayOf(now.getTime())} by drill check --write-baseline`;
  const waivers = baselineOf(reports, { before, reason, expires, now, failOn });
  const written = writeBaseline(workspace, waivers);
  const until = waivers.map((waiver) => waiver.expires).sort()[0];
  // What is accepted by operations is one finding.
  const count = new Set(
    waivers.map(({ artifact, contract, rule, fingerprint }, i) => JSON.stringify([artifact, contract, rule, fingerprint ?? i])),
  ).size;
  const holds = `${findings(count)} accepted${until === undefined ? '' : `, the first of them until ${until}`}`;
  note(written ? `${baselineName} is written: ${holds}` : `${baselineName} stays as it is: ${holds}`);
  return waivers;
};

/**
 * Judges what checks found, by the policy and by what is accepted.
 * @throws DrillError for a baseline that cannot be read or written
 */
export const judgeReports = (
  workspace: Workspace,
  raw: readonly CheckReport[],
  judging: Judging,
): readonly { readonly report: CheckReport; readonly judgement: Judgement }[] => {
  const { environment, failOn, acceptUntil, isWhole, now, cwd } = judging;
  const { declared, baseline } = waiversOf(workspace, cwd);
  const applied = (waivers: readonly Waiver[]) =>
    raw.map((report) => applyPolicy(report, policyOf(workspace, report.artifact, environment, waivers, now)));
  const accepted =
    acceptUntil === undefined
      ? baseline
      : accept(
          workspace,
          applied(declared).map(({ report }) => report),
          baseline,
          acceptUntil,
          judging,
        );
  const waivers = [...declared, ...accepted];
  const all = applied(waivers);
  const used = new Set(all.flatMap((each) => [...each.used]));
  const reports = withWaivers(
    all.map(({ report }) => report),
    waivers,
    used,
    isWhole,
  );
  return reports.map((report) => ({
    report: { ...report, summary: summaryOf(report.contracts), ...(environment === undefined ? {} : { environment }) },
    judgement: judgeCheck(report, { failOn }),
  }));
};
