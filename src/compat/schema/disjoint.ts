import { accepts } from './accepts.ts';
import { memberOfShape, type Parts, type Shape, shapeOf } from './shape.ts';

/** The few values that a shape can have, where they are few: its enum, or of booleans and null. */
export const finiteValues = (shape: Shape): readonly unknown[] | undefined => {
  const [list] = shape.values;
  if (list) return list.filter((value) => accepts(shape.nodes, value) !== false);
  if (shape.atoms.size > 0 && [...shape.atoms].every((atom) => atom === 'null' || atom === 'boolean'))
    return [...shape.atoms]
      .flatMap((atom): unknown[] => (atom === 'null' ? [null] : [true, false]))
      .filter((value) => accepts(shape.nodes, value) !== false);
  return undefined;
};

/** Does it surely accept nothing? False also when that is not known. Looks `depth` levels into members and branches. */
export const isImpossible = (parts: Parts, depth = 3, shape: Shape = shapeOf(parts)): boolean => {
  if (shape.atoms.size === 0) return true;
  if (finiteValues(shape)?.length === 0) return true;
  if (depth === 0) return false;
  if (shape.atoms.size === 1 && shape.atoms.has('object'))
    for (const name of shape.required) if (isImpossible({ nodes: memberOfShape(shape, name) }, depth - 1)) return true;
  return shape.unions.some(
    ({ branches }) =>
      branches.length <= 32 &&
      branches.every((branch) =>
        isImpossible({ ...parts, nodes: [...shape.nodes, branch], split: new Set([...(parts.split ?? []), branches]) }, depth - 1),
      ),
  );
};
