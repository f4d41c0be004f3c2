import type { Classes } from '../form/classes.ts';

/**
 * The types that a class may accept, looked at through all its choices: what a class itself knows was noted before what
 * two documents share was read.
 */
export const typesOf = (classes: Classes): ((cls: number) => number) => {
  const known = new Map<number, number>();
  const look = (cls: number): number => {
    const before = known.get(cls);
    if (before !== undefined) return before;
    let mask = classes.typesOf(cls);
    const { all, any, one } = classes.node(cls);
    for (const child of all) mask &= look(child.cls);
    for (const branches of [...any, ...one]) mask &= branches.reduce((sum, branch) => sum | look(branch.cls), 0);
    known.set(cls, mask);
    return mask;
  };
  return look;
};
