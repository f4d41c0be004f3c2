import { diffSteps, parsed } from '../../../compat/diff.ts';
import { writeValue } from '../../../compat/schema/text.ts';
import { type Document, parseDocument, readContractFile, readDocuments } from '../../../compat/document.ts';
import { DrillError, type Place, type Problem } from '../../../core/error.ts';
import { type Cell, cells, type CellState } from '../../../model/cell.ts';
import type { CheckReport } from '../../../model/check.ts';
import type { Finding } from '../../../model/finding.ts';
import { inTurns } from '../../../core/turns.ts';
import type { Outcome } from '../../../model/outcome.ts';
import { judgeCheck } from '../../../verdict/check.ts';
import { beginsAsSnapshot, bothOrNone, isSnapshot } from '../kind.ts';
import type { Wrong } from '../../batch/batch.ts';
import { LineError } from '../../batch/line-error.ts';
import { isMembers } from '../../batch/members.ts';
import type { Given, Question } from './question.ts';

/** A finding of a line. Where it is: in a file, line, column and pointer; in a document given as a value, its pointer alone. */
interface Told {
  readonly rule: string;
  readonly cells: Finding['cells'];
  readonly severity: Finding['severity'];
  readonly object?: string;
  readonly old: Partial<Place> | null;
  readonly new: Partial<Place> | null;
  readonly witness?: unknown;
}

/** What a line is answered with, but for its id and its time. */
export interface Answer {
  readonly verdict: Outcome;
  readonly cells: Readonly<Record<Cell, CellState>>;
  readonly findings: readonly Told[];
}

const fileOf = (given: Given, name: 'old' | 'new'): string => (given.kind === 'path' ? given.text : name);

const documentOf = (given: Given, name: 'old' | 'new', cwd: string): Document | Promise<Document> => {
  if (given.kind === 'path') return readContractFile({ path: given.text }, cwd);
  return given.kind === 'text' ? parseDocument(name, Buffer.from(given.text)) : parsed(given.value, name);
};

/** @throws DrillError with the problems of both */
const documentsOf = async (question: Question, cwd: string): Promise<readonly [Document, Document]> => {
  if (question.old.kind === 'path' && question.new.kind === 'path')
    return readDocuments([{ path: question.old.text }, { path: question.new.text }], cwd);
  const read = async (name: 'old' | 'new'): Promise<Document> => documentOf(question[name], name, cwd);
  const [old, next] = await Promise.allSettled([read('old'), read('new')]);
  const [first, ...more] = [old, next].flatMap((one): readonly Problem[] => {
    if (one.status === 'fulfilled') return [];
    if (one.reason instanceof DrillError) return one.reason.problems;
    throw one.reason;
  });
  if (first) throw DrillError.of([first, ...more]);
  if (old.status !== 'fulfilled' || next.status !== 'fulfilled') throw new Error('two documents were asked for');
  return [old.value, next.value];
};

const placeOf = (place: Place | undefined, given: Given): Partial<Place> | null => {
  if (!place) return null;
  if (given.kind === 'path') return place;
  const { file: _, line, column, pointer } = place;
  const at = pointer === undefined ? {} : { pointer };
  return given.kind === 'text' ? { line, column, ...at } : at;
};

const textOf = (given: Given): string | undefined =>
  given.kind === 'path' ? undefined : given.kind === 'text' ? given.text : writeValue(given.value);

const isGivenSnapshot = (given: Given, cwd: string): boolean | Promise<boolean> => {
  if (given.kind === 'path') return isSnapshot(given.text, cwd);
  if (given.kind === 'text') return beginsAsSnapshot(given.text);
  return isMembers(given.value) && given.value['format'] === 'rollback-drill/snapshot';
};

const areSnapshots = async ({ old, new: next }: Question, cwd: string): Promise<boolean> =>
  bothOrNone(['old', await isGivenSnapshot(old, cwd)], ['new', await isGivenSnapshot(next, cwd)]);

/** @throws LineError for options that mean nothing for contracts */
const contractOptions = ({ options: { migrate, ...options } }: Question): Parameters<typeof diffSteps>[2] => {
  if (migrate !== undefined) throw new LineError('batch/stray-option', '"migrate" means nothing for contracts', '/migrate');
  return options;
};

const snapshotReport = async (
  { old, new: next, options: { migrate = 'before', ...others } }: Question,
  cwd: string,
  at: Date,
): Promise<CheckReport> => {
  const [stray] = Object.keys(others);
  if (stray !== undefined)
    throw new LineError('batch/stray-option', `${JSON.stringify(stray)} means nothing for snapshots of stores`, `/${stray}`);
  const source = (given: Given, name: 'old' | 'new') => {
    const text = textOf(given);
    return { name: fileOf(given, name), ...(text === undefined ? {} : { text }) };
  };
  // What reads them is loaded where there are some.
  const { diffSnapshots } = await import('../snapshots.ts');
  return diffSnapshots([source(old, 'old'), source(next, 'new')], cwd, { migrate }, at);
};

/** Answers one question. @throws DrillError for documents that cannot be read or compared */
export const answerTo = async (question: Question, cwd: string, at: Date, signal: AbortSignal): Promise<Answer> => {
  const report = (await areSnapshots(question, cwd))
    ? await snapshotReport(question, cwd, at)
    : await inTurns(diffSteps(...(await documentsOf(question, cwd)), contractOptions(question), at), signal);
  const [contract] = report.contracts;
  if (!contract) throw new Error('one contract was compared');
  return {
    verdict: judgeCheck(report).outcome,
    cells: Object.fromEntries(cells.map((cell) => [cell, contract.cells[cell].state])) as Record<Cell, CellState>,
    findings: contract.findings.map((finding) => ({
      rule: finding.rule,
      cells: finding.cells,
      severity: finding.severity,
      ...(finding.object === undefined ? {} : { object: finding.object }),
      old: placeOf(finding.at.old, question.old),
      new: placeOf(finding.at.new, question.new),
      ...(finding.witness ? { witness: finding.witness.value } : {}),
    })),
  };
};

/** An error as the line's answer tells it, with the member that its first problem is about, by the file that it lies in. */
export const wrongOf = (error: DrillError, question: Question | undefined): Wrong => {
  const first = error.problems[0];
  const at = first?.at;
  const sides = question ? (['old', 'new'] as const).filter((name) => at?.file === fileOf(question[name], name)) : [];
  return {
    code: first?.code ?? 'batch/internal',
    message: error.problems.map(({ what }) => what).join('; '),
    // In both, or in neither: nobody knows.
    ...(sides.length === 1 ? { pointer: `/${sides[0]}` } : {}),
    ...(at ? { document: at } : {}),
  };
};
