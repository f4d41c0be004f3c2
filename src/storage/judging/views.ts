import type { TableObject, ViewObject } from '../catalog.ts';
import type { Change } from '../change.ts';
import { viewIn } from './beside.ts';
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
