import type { TableObject, TriggerObject, ViewObject } from '../catalog.ts';
import type { Change } from '../change.ts';
import { mentions } from '../diff/texts.ts';
import { tableIn, viewIn } from './beside.ts';
import { isReordered, without } from './lists.ts';

const typesOf = ({ columns }: ViewObject): ReadonlyMap<string, string> =>
  new Map(
    columns
      .map((column) => /^("(?:[^"]|"")*"|\S+) (.*)$/s.exec(column))
      .flatMap((match) => (match ? [[match[1] ?? '', match[2] ?? '']] : [])),
  );

/** What became of the columns of a view. */
export const viewTurn = (was: ViewObject, is: ViewObject) => {
  const [before, after] = [typesOf(was), typesOf(is)];
  const [a, b] = [[...before.keys()], [...after.keys()]];
  return {
    gone: without(a, b),
    come: without(b, a),
    retyped: a.flatMap((name) =>
      after.has(name) && after.get(name) !== before.get(name)
        ? [`${name} is ${after.get(name) ?? ''}, and was ${before.get(name) ?? ''}`]
        : [],
    ),
    isReordered: isReordered(a, b),
  };
};

/** The view that N has by the name of a table of N-1, with every column of it. */
export const standIn = ({ name, columns }: TableObject, { new: next }: Change): ViewObject | undefined => {
  const view = viewIn(next, name);
  return view && without(columns, [...typesOf(view).keys()]).length === 0 ? view : undefined;
};

/** How much a view looks at what is written through it: not, at its own condition, at those of the views below it, too. */
export const checkOptionOf = ({ options = [] }: ViewObject): number =>
  options.includes('check_option=cascaded') ? 2 : options.includes('check_option=local') ? 1 : 0;

const tablesOf = ({ definition }: ViewObject, { old }: Change): readonly TableObject[] =>
  old.objects.filter((one): one is TableObject => one.kind === 'table' && mentions(definition, one.name));

/** Is the table that N has by the name of a view the one that the view showed? That one is gone by its own name. */
export const wasBehind = (view: ViewObject, change: Change): boolean =>
  tablesOf(view, change).some(({ name }) => tableIn(change.new, name) === undefined);

const lastPart = (name: string): string => /(?:"(?:[^"]|"")*"|[^".]+)$/.exec(name)?.[0] ?? name;

const bodyOf = ({ definition }: TriggerObject, { new: next }: Change): string => {
  const called = lastPart(/EXECUTE (?:FUNCTION|PROCEDURE) ([^(]+)\(/.exec(definition)?.[1] ?? '');
  return next.objects
    .flatMap((one) => (one.kind === 'function' && lastPart(one.name.replace(/\([^]*$/, '')) === called ? [one.definition] : []))
    .join('\n');
};

/** Do triggers on the tables that a view reads write to the table that N has by its name? */
export const isFedFrom = (view: ViewObject, change: Change): boolean => {
  const tables = new Set(tablesOf(view, change).map(({ name }) => name));
  return change.new.objects.some(
    (one) =>
      one.kind === 'trigger' && one.enabled !== 'disabled' && tables.has(one.table) && mentions(bodyOf(one, change), lastPart(view.name)),
  );
};
