import { sha256 } from '../../../core/hash.ts';
import type { Place } from '../../../core/error.ts';
import type { Finding } from '../../../model/finding.ts';
import { nameOf } from '../../objects.ts';
import type { ReadScript } from '../script.ts';
import type { Prefix, ReadStep } from './prefixes.ts';

// Where a finding stands: in the migration that makes it, at the statement that names its object.

const word = (name: string): string => name.replaceAll('"', '').toLowerCase();

/** The statement that a finding is most likely of: the first that names its object, else the first that names its table, else the first. */
export const statementOf = (object: string | undefined, scripts: readonly ReadScript[]): Place | undefined => {
  const statements = scripts.flatMap(({ file, statements: all }) => all.map((one) => ({ ...one, file })));
  // A setting is named first: `setting search_path of database`.
  const parts = word(object?.replace(/^setting (\S+) of .*$/s, '$1').replace(/^.* /, '') ?? '').split('.');
  const names = (text: string, part: string | undefined): boolean => part !== undefined && part !== '' && text.toLowerCase().includes(part);
  const [own, table] = [parts.at(-1), parts.at(-2)];
  const found =
    statements.find(({ text }) => names(text, own) && names(text, table)) ??
    statements.find(({ text }) => names(text, own)) ??
    statements.find(({ text }) => names(text, table)) ??
    statements[0];
  return found && { file: found.file, line: found.line, column: found.column };
};

/** What is the same finding on another prefix. */
export const keyOf = ({ rule, object, where, at }: Finding): string => `${rule} ${object ?? where ?? at.new?.file ?? at.old?.file ?? ''}`;

/** What a waiver needs: a place and a fingerprint, also for what only a trial shows. */
export const withNames = (finding: Finding): Finding => {
  const where = finding.where ?? finding.object;
  const fingerprint = sha256([finding.rule, finding.object ?? ''].join('\n')).slice('sha256:'.length, 'sha256:'.length + 16);
  return { ...finding, ...(where === undefined ? {} : { where }), fingerprint: finding.fingerprint ?? fingerprint };
};

/** The steps that change an object, by its name in either schema. */
const changing = (object: string | undefined, prefixes: readonly Prefix[]): readonly ReadStep[] =>
  prefixes.flatMap(({ step, changes }) => {
    const hit = changes.some((change) =>
      [nameOf(change), change.was && `${change.was.kind} ${change.was.name}`, change.is && `${change.is.kind} ${change.is.name}`].includes(
        object,
      ),
    );
    return hit ? [step] : [];
  });

/** What is seen by asking N-1's statements again: they were asked on each prefix too, and may differ where no schema does. */
const byAsking: ReadonlySet<string> = new Set(['storage/result-differs', 'storage/statement-refused']);

const tableIn = (object = ''): string => object.replace(/^column (.*)\.[^.]+$/, '$1').replace(/^table /, '');

/** What N-1's statements show from a step on to the end, as it was seen there; undefined: it is nothing that they show. */
const shownFrom = (
  { rule, cells, object }: Finding,
  prefixes: readonly Prefix[],
): { readonly step: ReadStep; readonly object?: string } | undefined => {
  if (!byAsking.has(rule) || !cells.mixed) return undefined;
  // Which change of a table it was is a guess, and another one on each prefix.
  const seenAt = ({ judged }: Prefix): Finding | undefined =>
    judged?.find(({ finding }) => finding.rule === rule && tableIn(finding.object) === tableIn(object))?.finding;
  const without = prefixes.findLastIndex((prefix) => prefix.judged && !seenAt(prefix));
  const first = prefixes[without + 1];
  const seen = first && seenAt(first)?.object;
  return first && { step: first.step, ...(seen !== undefined && { object: seen }) };
};

/**
 * Places a finding of the whole chain: in the step from which on it is seen, else in the last that changes its object; going down in that of
 * the down that shows it too.
 */
export const placed = (finding: Finding, prefixes: readonly Prefix[], steps: readonly ReadStep[]): Finding => {
  if (finding.at.new ?? finding.at.old) return finding;
  const key = keyOf(finding);
  const made = changing(finding.object, prefixes);
  const showing = prefixes.find(({ single }) => single?.findings.some((one) => keyOf(one) === key))?.step;
  const downOf = (some: readonly ReadStep[]): readonly ReadScript[] => some.flatMap(({ downScript }) => downScript ?? []);
  const shown = shownFrom(finding, prefixes);
  const last = shown ? [shown.step] : made.slice(-1);
  const scripts =
    finding.route === 'down'
      ? ([downOf(showing ? [showing] : last), downOf(steps.toReversed())].find((some) => some.length > 0) ?? [])
      : last.map(({ script }) => script);
  const at = statementOf(finding.object, scripts.length > 0 ? scripts : steps.map(({ script }) => script));
  const object = shown?.object ?? finding.object;
  return at ? { ...finding, ...(object !== undefined && { object }), at: { new: at } } : finding;
};
