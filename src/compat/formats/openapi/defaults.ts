import { into, type Site } from '../../site.ts';
import { canonicalJson } from '../../../core/hash.ts';
import { itemOfShape, type Shape, shapeOf } from '../schemas/shape.ts';
import type { Schema } from '../schemas/source.ts';
import { placed } from '../standing.ts';
import type { Same } from '../schemas/same.ts';
import type { Fact } from '../../fact.ts';

// What a server takes for a value that is left out is no part of what is valid, so containment does not see it.

interface Default {
  readonly text: string;
  readonly pointer: string;
}

/** The default of a schema: of several that are said the last, which stands nearest to the use. */
const defaultOf = ({ nodes }: Shape): Default | undefined => {
  const found = nodes.find(({ value }) => typeof value === 'object' && value !== null && Object.hasOwn(value, 'default'));
  if (!found) return undefined;
  return { text: canonicalJson((found.value as Record<string, unknown>)['default']), pointer: `${found.pointer}/default` };
};

/** Compares the defaults of two schemas of requests, all the way down; what was compared once is not looked at again. */
export const defaultsOf = (same: Same, add: (fact: Fact) => void): ((old: Schema, next: Schema, site: Site) => void) => {
  const seen = new Set<string>();
  const visit = (a: Schema, b: Schema, here: Site): void => {
    const key = `${a.map(({ id }) => id).join()}|${b.map(({ id }) => id).join()}`;
    if (a.length === b.length && a.every((node, i) => same(node.value, b[i]?.value))) return;
    if (a.length === 0 || b.length === 0 || seen.has(key)) return;
    seen.add(key);
    const [mine, theirs] = [shapeOf(a), shapeOf(b)];
    say(mine, theirs, here);
    for (const [name, member] of mine.names) {
      const other = theirs.names.get(name);
      if (other) visit(member, other, into(here, name, name));
    }
    if (mine.atoms.has('array') && theirs.atoms.has('array'))
      visit(itemOfShape(mine, 0), itemOfShape(theirs, 0), into(here, 'each item', { any: 'item' }));
    for (const [i, union] of mine.unions.entries()) {
      const others = theirs.unions[i]?.branches;
      if (others?.length === union.branches.length)
        for (const [k, branch] of union.branches.entries()) if (others[k]) visit([branch], [others[k]], here);
    }
  };
  const say = (a: Shape, b: Shape, here: Site): void => {
    const [was, is] = [defaultOf(a), defaultOf(b)];
    if (was?.text === is?.text) return;
    add({
      kind: 'default',
      turn: was ? (is ? 'changed' : 'removed') : 'added',
      from: was?.text ?? '',
      to: is?.text ?? '',
      ...placed(here),
      old: was?.pointer ?? a.nodes[0]?.pointer ?? '',
      new: is?.pointer ?? b.nodes[0]?.pointer ?? '',
      reached: 1,
    });
  };
  return visit;
};
