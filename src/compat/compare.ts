import { DrillError, placeText } from '../core/error.ts';
import { stage } from '../core/stages.ts';
import { atOnce, type Steps } from '../core/turns.ts';
import { type Cell, cells, type CellState } from '../model/cell.ts';
import type { CellReport, ContractReport } from '../model/check.ts';
import type { Finding } from '../model/finding.ts';
import { withAdvice } from './advice.ts';
import type { Document } from './document.ts';
import { type HowMany, withExchanges } from './exchange/attach.ts';
import { servedBy } from './exchange/replay/served.ts';
import type { Fact } from './fact.ts';
import type { Compared } from './formats/compared.ts';
import { formats } from './formats/registry.ts';
import type { FormatName } from './formats/format.ts';
import { judgeFacts, type Stance } from './judge.ts';
import { localPointer } from './formats/schemas/local.ts';
import { placeConsumers } from './usage/place.ts';
import type { Consumer } from './usage/usage.ts';
import { checkReferences, referencesOf } from './formats/schemas/references.ts';

export interface ContractOptions extends Partial<Omit<Stance, 'consumers'>> {
  /** Who calls it, as far as that is declared; absent: nobody knows. */
  readonly consumers?: readonly Consumer[];
  readonly name: string;
  readonly format: FormatName;
  /** Of how many findings of each severity the call that shows it is made (default none). */
  readonly exchanges?: HowMany;
}

const weight: readonly CellState[] = ['holds', 'breaks-if-used', 'unknown', 'breaks'];

const meaning: Readonly<Record<Cell, string>> = {
  rollout: 'clients and data of N-1 meet N',
  mixed: 'both directions at once, and what one version gave and the other gets back',
  rollback: 'clients and data of N meet N-1',
};

const cellReport = (cell: Cell, compared: Compared, findings: readonly Finding[]): CellReport => {
  if (compared.count === 0) return { state: 'unknown', because: `no ${compared.what} were found, so nothing was compared` };
  // What no declared consumer uses does not happen.
  const hits = findings.filter(({ use }) => use?.state !== 'ruled-out').flatMap((finding) => finding.cells[cell] ?? []);
  const state = weight.findLast((one) => one !== 'holds' && hits.includes(one as never)) ?? 'holds';
  const count = hits.filter((hit) => hit === state).length;
  const noun = compared.count === 1 ? compared.what.slice(0, -1) : compared.what;
  const because = `${compared.count} ${noun} compared, ${compared.identical} of them identical; ${count === 1 ? '1 finding' : count === 0 ? 'no finding' : `${count} findings`} (${meaning[cell]})`;
  return state === 'holds' ? { state, basis: 'proved', because } : { state, because };
};

const byPlace = (a: Finding, b: Finding): number => {
  const [x, y] = [a.at.new ?? a.at.old, b.at.new ?? b.at.old];
  return (
    (x?.line ?? 0) - (y?.line ?? 0) ||
    (x?.column ?? 0) - (y?.column ?? 0) ||
    (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0) ||
    (a.what < b.what ? -1 : 1)
  );
};

/** The format that a document is in, by what it holds. @throws DrillError (usage) for none that is known. */
export const formatOf = (document: Document): FormatName => {
  const found = formats.find((format) => format.recognises(document));
  if (found) return found.name;
  throw new DrillError('contract/unknown-format', `${document.file} is neither an OpenAPI document nor a JSON Schema`, {
    why: 'An OpenAPI document has the member "openapi"; a JSON Schema has "$schema" or a keyword such as "type".',
    fix: `Give a contract, or say what it is: --as ${formats.map(({ name }) => name).join('|')}.`,
    at: document.placeOf(''),
  });
};

/** The one format that two documents are in. @throws DrillError (usage) where they are in two, or in none that is known. */
export const commonFormatOf = (old: Document, next: Document): FormatName => {
  const [before, after] = [formatOf(old), formatOf(next)];
  if (before === after) return after;
  throw new DrillError('contract/two-formats', `${old.file} is ${before} and ${next.file} is ${after}, which cannot be compared`, {
    fix: 'Give two versions of the same contract.',
    at: next.placeOf(''),
  });
};

/** What came of a task, or what was wrong. */
const attempt = <T>(task: () => T): { readonly value?: T; readonly errors: readonly DrillError[] } => {
  try {
    return { value: task(), errors: [] };
  } catch (error) {
    if (error instanceof DrillError) return { errors: [error] };
    throw error;
  }
};
const problemsOf = (task: () => void): readonly DrillError[] => attempt(task).errors;

const throwAll = (errors: readonly DrillError[]): void => {
  const problems = errors.flatMap((error) => error.problems);
  const each = new Map(problems.map((problem) => [problem.at ? `${placeText(problem.at)} ${problem.what}` : problem, problem]));
  const [first, ...more] = each.values();
  if (first) throw DrillError.of([first, ...more]);
};

/**
 * Compares a contract of N-1 with the same contract of N. Cost: what differs, above hashing both.
 * @throws DrillError (usage) where either document is not what it is said to be, with all problems of both.
 */
export const compareContracts = (before: Document, after: Document, options: ContractOptions): ContractReport =>
  atOnce(contractSteps(before, after, options));

/** The same step by step, for whoever may be told to stop. @throws DrillError as `compareContracts` */
export const contractSteps = function* (before: Document, after: Document, options: ContractOptions): Steps<ContractReport> {
  using _ = stage('comparing');
  const format = formats.find(({ name }) => name === options.format);
  if (!format) throw new Error(`no format ${options.format}`);
  const [a, b] = [before, after].map((document) => attempt(() => format.understood?.(document) ?? document));
  throwAll([...(a?.errors ?? []), ...(b?.errors ?? [])]);
  const [old, next] = [a?.value ?? before, b?.value ?? after];
  // Of the same bytes one is looked at; where a reference leads elsewhere, nobody knows that what is behind it is the same.
  const isCopy = old.digest === next.digest;
  const references = (isCopy ? [next] : [old, next]).map(referencesOf);
  const problems = references.flatMap((of, i) => {
    const document = isCopy || i === 1 ? next : old;
    const shape = problemsOf(() => format.check(document));
    return shape.length > 0 ? shape : problemsOf(() => checkReferences(document, of));
  });
  throwAll(problems);
  yield;
  const isAlone = references.every((of) => of.every(({ text }) => localPointer(text) !== undefined));
  const found =
    isCopy && isAlone
      ? format.unchanged(next)
      : format.compare(old, next, isCopy ? [...references, ...references].flat() : references.flat(), options.profile);
  const compared = 'facts' in found ? found : yield* found;
  yield;
  const use = options.format === 'openapi' ? placeConsumers(options.consumers ?? [], old, next) : { consumers: [], notices: [] };
  const factOf = new Map<Finding, Fact>();
  const judged = judgeFacts(
    compared.facts,
    old,
    next,
    {
      role: options.role ?? 'provider',
      persisted: options.persisted ?? false,
      ...(options.sunset ? { sunset: options.sunset } : {}),
      ...(options.profile ? { profile: options.profile } : {}),
      consumers: use.consumers,
    },
    (finding, fact) => factOf.set(finding, fact),
  ).sort(byPlace);
  const { shower, advise } = compared;
  const notices = [...(compared.notices ?? []), ...use.notices];
  // A consumer does not choose the version of what it calls.
  const advised = advise && options.role !== 'consumer' ? withAdvice(judged, factOf, advise) : judged;
  const findings = options.exchanges && shower ? yield* withExchanges(advised, factOf, shower, options.exchanges) : advised;
  return {
    name: options.name,
    format: options.format,
    files: { old: old.file, new: next.file },
    compared: { what: compared.what, count: compared.count, identical: compared.identical },
    cells: Object.fromEntries(cells.map((cell) => [cell, cellReport(cell, compared, findings)])) as unknown as Record<Cell, CellReport>,
    findings,
    ...(options.exchanges?.replays ? { served: { 'N-1': servedBy(old), N: servedBy(next) } } : {}),
    ...(notices.length > 0 ? { notices } : {}),
  };
};
