import { type Cell, cells, type CellState } from '../../model/cell.ts';
import type { Finding } from '../../model/finding.ts';
import type { DownReport, Unexercised, Watch } from '../../model/migration.ts';
import type { Outcome } from '../../model/outcome.ts';
import type { ScratchServer } from '../../storage/engine.ts';
import { judgeMigration } from '../../verdict/migration.ts';
import type { Question } from './question.ts';
import { queriesOf, tryInTime } from './subject.ts';

interface Told {
  readonly rule: string;
  readonly cells: Finding['cells'];
  readonly severity: Finding['severity'];
  readonly object: string | null;
  readonly what: string;
  readonly route?: Finding['route'];
  readonly use?: Finding['use'];
  readonly at?: Finding['at'];
  readonly witness?: unknown;
}

/** What a line is answered with, but for its id and its time. */
export interface Answer {
  readonly verdict: Outcome;
  readonly cells: Readonly<Record<Cell, CellState>>;
  readonly findings: readonly Told[];
  readonly down?: Pick<DownReport, 'catalog' | 'kept' | 'changed' | 'lost' | 'added'>;
  readonly watch?: Watch;
  readonly wayBack: string;
  /** Absent: everything was exercised. */
  readonly unexercised?: Unexercised;
  /** Why it is inconclusive. */
  readonly reason?: string;
}

const told = ({ rule, cells: hit, severity, object, what, route, use, at, witness }: Finding): Told => ({
  rule,
  cells: hit,
  severity,
  object: object ?? null,
  what,
  ...(route && { route }),
  ...(use && { use }),
  ...(at.new || at.old ? { at } : {}),
  ...(witness && { witness: witness.value }),
});

/** Answers one question. @throws DrillError for what is wrong with what it gives */
export const answerTo = async (question: Question, server: ScratchServer, signal: AbortSignal): Promise<Answer> => {
  const captured = question.statements && queriesOf(question.statements, server.split);
  const capturedNew = question.statementsOfN && queriesOf(question.statementsOfN, server.split);
  const subject = { ...question.subject, ...(captured && { captured }), ...(capturedNew && { capturedNew }) };
  const trial = await tryInTime(subject, server, signal, question.watch);
  const { outcome, reasons } = judgeMigration(trial);
  const open = reasons.filter((reason) => reason.outcome === 'inconclusive').map(({ what }) => what);
  return {
    verdict: outcome,
    cells: Object.fromEntries(cells.map((cell) => [cell, trial.cells[cell].state])) as Record<Cell, CellState>,
    findings: trial.findings.map(told),
    ...(trial.down && {
      down: {
        catalog: trial.down.catalog,
        kept: trial.down.kept,
        changed: trial.down.changed,
        lost: trial.down.lost,
        added: trial.down.added,
      },
    }),
    ...(trial.watch && { watch: trial.watch }),
    wayBack: trial.wayBack,
    ...(trial.exercised.unexercised && { unexercised: trial.exercised.unexercised }),
    ...(outcome === 'inconclusive' && open[0] !== undefined ? { reason: open[0] } : {}),
  };
};
