import { DrillError, type Problem } from '../../core/error.ts';

/** More problems than this of one kind are counted, not told. */
const most = 50;

/** @throws DrillError (usage) with the problems, if there are any: the first fifty, and how many more. */
export const throwAll = (problems: readonly Problem[]): void => {
  const left = problems[most];
  const told = problems.slice(0, most);
  const [first, ...more] = left
    ? [
        ...told,
        { code: 'contract/more-problems', what: `and ${problems.length - most} more, from here on`, ...(left.at ? { at: left.at } : {}) },
      ]
    : told;
  if (first) throw DrillError.of([first, ...more]);
};
