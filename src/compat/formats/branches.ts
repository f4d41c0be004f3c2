import type { Containment } from '../fact.ts';
import { canonicalJson } from '../../core/hash.ts';
import { has, referenceOf, titleOf, typeOf } from './aspects.ts';
import { keywordsOf } from './schemas/keywords.ts';
import { type Shape, shapeOf } from './schemas/shape.ts';
import type { Node } from './schemas/source.ts';

/** Members that the branches of alternatives name, a few levels of alternatives down. */
export const inBranches = (shape: Shape, depth = 3): ReadonlySet<string> =>
  new Set(
    shape.unions.flatMap(({ branches }) =>
      branches.flatMap((branch) => {
        const inner = shapeOf([branch]);
        return [...inner.names.keys(), ...(depth > 0 ? inBranches(inner, depth - 1) : [])];
      }),
    ),
  );

/** Do alternatives alone say what the items of a list are, a few levels of alternatives down? Then what says nothing of them demands nothing. */
export const itemsInBranches = ({ nodes, unions }: Shape, depth = 3): boolean => {
  const saysItems = (node: Node): boolean => ['items', 'prefixItems'].some((keyword) => has(node, keyword));
  return (
    !nodes.some(saysItems) &&
    unions.some(({ branches }) =>
      branches.some((branch) => {
        const inner = shapeOf([branch]);
        return inner.nodes.some(saysItems) || (depth > 0 && itemsInBranches(inner, depth - 1));
      }),
    )
  );
};

export const lifted = (answer: Containment, name: string): Containment =>
  answer.kind === 'not-contained' ? { ...answer, witness: { [name]: answer.witness } } : answer;

/** What a discriminator calls a branch (discriminators.ts), as one text: what bears its names belongs to it, whatever it refers to. */
export const namesOf = (node: Node): string | undefined => {
  const { allOf, properties } = keywordsOf(node);
  const [first, ...more] = properties.values();
  if (allOf.length !== 1 || !first || more.length > 0 || !has(first, 'enum')) return undefined;
  return canonicalJson([...properties.keys(), first.value]);
};

/**
 * Branches that belong together, of those that are not the same: by their names, by reference, by title, by type.
 *
 * @param some also where others have no partner; else there are none then
 */
export const pairedBranches = (
  old: readonly Node[],
  next: readonly Node[],
  same: (a: Node, b: Node) => boolean,
  some = false,
): readonly (readonly [Node, Node])[] => {
  let left = old.filter((node) => !next.some((other) => same(node, other)));
  let right = next.filter((node) => !old.some((other) => same(other, node)));
  const pairs: [Node, Node][] = [];
  for (const nameOf of [namesOf, referenceOf, titleOf, typeOf])
    for (const node of left) {
      const name = nameOf(node);
      const partners = right.filter((other) => name !== undefined && nameOf(other) === name);
      const [partner] = partners;
      if (!partner || partners.length > 1 || left.filter((other) => nameOf(other) === name).length > 1) continue;
      pairs.push([node, partner]);
      left = left.filter((other) => other !== node);
      right = right.filter((other) => other !== partner);
    }
  return !some && (left.length > 0 || right.length > 0) ? [] : pairs;
};
