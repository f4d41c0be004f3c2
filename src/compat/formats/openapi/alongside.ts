import { into, type Site } from '../../site.ts';
import type { Same } from '../schemas/same.ts';
import { itemOfShape, type Shape, shapeOf } from '../schemas/shape.ts';
import type { Schema } from '../schemas/source.ts';

type Visit = (schemas: readonly [Schema, Schema], shapes: readonly [Shape, Shape], site: Site) => void;

/** Visits what two schemas say of the same values, all the way down; what is the same is passed over, and nothing is visited twice. */
export const alongside = (same: Same, at: Visit): ((old: Schema, next: Schema, site: Site) => void) => {
  const seen = new Set<string>();
  const visit = (a: Schema, b: Schema, here: Site): void => {
    if (a.length === 0 || b.length === 0) return;
    const key = `${a.map(({ id }) => id).join()}|${b.map(({ id }) => id).join()}`;
    if (seen.has(key)) return;
    seen.add(key);
    if (a.length === b.length && a.every((node, i) => same(node.value, b[i]?.value))) return;
    const [mine, theirs] = [shapeOf(a), shapeOf(b)];
    at([a, b], [mine, theirs], here);
    for (const [name, member] of mine.names) {
      const other = theirs.names.get(name);
      if (other) visit(member, other, into(here, name, name));
    }
    if (mine.rest.length > 0) visit(mine.rest, theirs.rest, into(here, 'every other member', { any: 'member' }));
    for (const [pattern, member] of mine.patternNames)
      visit(member, theirs.patternNames.get(pattern) ?? [], into(here, `members like ${pattern}`, { any: 'member' }));
    if (mine.atoms.has('array') && theirs.atoms.has('array'))
      visit(itemOfShape(mine, 0), itemOfShape(theirs, 0), into(here, 'each item', { any: 'item' }));
    for (const [i, union] of mine.unions.entries()) {
      // Branches that stay belong to each other, wherever they stand; of the others the first to the first.
      const others = theirs.unions[i]?.branches ?? [];
      const left = union.branches.filter((branch) => !others.some((other) => same(branch.value, other.value)));
      const right = others.filter((other) => !union.branches.some((branch) => same(branch.value, other.value)));
      if (left.length === right.length) for (const [k, branch] of left.entries()) if (right[k]) visit([branch], [right[k]], here);
    }
  };
  return visit;
};
