import { deadline } from '../../../core/deadline.ts';
import { messageOf } from '../../../core/error.ts';
import type { Finding } from '../../../model/finding.ts';
import type { Chain, ChainStep } from '../../../model/chain.ts';
import type { ScratchServer } from '../../../storage/engine.ts';
import { wholeOf } from '../../../storage/trial/chain/chain.ts';
import { joinFiles } from '../../../storage/trial/chain/joined.ts';
import { withNames } from '../../../storage/trial/chain/places.ts';
import type { ChainSubject } from '../../../storage/trial/chain/step.ts';
import { cellsOf } from '../../../storage/trial/summary.ts';
import type { Trial } from '../../../storage/trial/trial.ts';
import { timeBack } from '../../../storage/watch/back.ts';
import { besideMeasured } from '../../../storage/watch/seen.ts';
import { watchMigration } from '../../../storage/watch/watch.ts';

/** What drill.yaml says of a store's size and of how long others may wait. */
export interface WatchDeclared {
  readonly budgetMs: number;
  readonly rows: Readonly<Record<string, number>>;
}

type Chained = Trial & { readonly chain: Chain };

/** Looking at the locks of all steps, and timing the way back, is ended after so many milliseconds. */
const watchMs = 90_000;

/** Every step by itself, on the schema that those before it have made. */
const watchSteps = async (
  { before, steps, seed }: ChainSubject,
  options: WatchDeclared,
  server: ScratchServer,
  signal: AbortSignal,
  step: (what: string) => void,
): Promise<{ readonly findings: readonly Finding[]; readonly notices: readonly string[]; readonly measured: ReadonlySet<string> }> => {
  const findings: Finding[] = [];
  const measured = new Set<string>();
  const notices: string[] = [];
  const told = new Set<string>();
  for (const [index, { name, up }] of steps.entries()) {
    step(`what ${name} locks, ${index + 1} of ${steps.length}`);
    const ground = joinFiles([...before, ...steps.slice(0, index).map((step) => step.up)], 'the migrations before it');
    const subject = { before: ground.sql, up, ...(seed && { seed }) };
    const { watch, findings: seen } = await watchMigration(subject, server, options, signal);
    if (watch.stopped !== undefined) notices.push(`what ${name} locks was not looked at: ${watch.stopped}`);
    else measured.add(up.file);
    for (const finding of seen) {
      // That no limit is set is said once of a chain.
      const key = finding.severity === 'note' ? finding.rule : `${finding.rule} ${finding.object ?? ''} ${name}`;
      if (!told.has(key)) findings.push(withNames(finding));
      told.add(key);
    }
  }
  return { findings, notices, measured };
};

/** The time of each way back at the declared rows. */
const withTimes = async (
  chain: Chain,
  subject: ChainSubject,
  { rows }: WatchDeclared,
  server: ScratchServer,
  signal: AbortSignal,
): Promise<Chain> => {
  const downs = subject.steps.toReversed().flatMap(({ down }) => down ?? []);
  if (Object.keys(rows).length === 0 || downs.length < subject.steps.length || chain.stopped !== undefined) return chain;
  const { subject: whole } = wholeOf(subject);
  const times = (await timeBack({ before: whole.before, up: whole.up, downs }, server, rows, signal))?.toReversed();
  const withTime = (step: ChainStep, index: number): ChainStep => {
    const one = times?.[index];
    return one ? { ...step, downEstimate: { ms: Math.round(one.ms), error: Math.round(one.error) } } : step;
  };
  return { ...chain, steps: chain.steps.map(withTime) };
};

/** Watches the migrations of a chain on large tables, one by one. What cannot be told in time is said not to have been. */
export const watchChain = async (
  trial: Chained,
  subject: ChainSubject,
  declared: WatchDeclared,
  server: ScratchServer,
  signal: AbortSignal,
  step: (what: string) => void,
): Promise<{ readonly trial: Chained; readonly notices: readonly string[] }> => {
  using limited = deadline(signal, watchMs, 'looking at what the migrations lock');
  try {
    const { findings: seen, notices, measured } = await watchSteps(subject, declared, server, limited.signal, step);
    step('how long the way back takes');
    const chain = await withTimes(trial.chain, subject, declared, server, limited.signal);
    const findings = [...besideMeasured(trial.findings, measured), ...seen];
    const cells =
      findings.length === trial.findings.length && seen.length === 0 ? trial.cells : cellsOf(findings, trial.exercised, undefined);
    return { trial: { ...trial, findings, cells, chain }, notices };
  } catch (cause) {
    if (signal.aborted || !limited.signal.aborted) throw cause;
    return { trial, notices: [`what the migrations lock was not looked at to its end: ${messageOf(limited.signal.reason)}`] };
  }
};
