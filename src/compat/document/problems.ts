import { DrillError, type Place, type Problem } from '../../core/error.ts';

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

/** A key that stands twice in one object. */
export const duplicateKey = (name: string, first: Place, at: Place): Problem => ({
  code: 'contract/duplicate-key',
  what: `${JSON.stringify(name)} stands here twice; first in line ${first.line}`,
  fix: 'Keep one of the two: readers disagree about which one counts.',
  at,
});
