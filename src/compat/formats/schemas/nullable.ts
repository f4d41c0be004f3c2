import { annotations, keywordsOf } from './keywords.ts';
import type { Shape } from './shape.ts';
import { type Node, only } from './source.ts';

// `nullable` without `type` beside it has no effect by the letter of OpenAPI 3.0.3, and is written and read all the same as
// "or null": whether null is valid there is not known.

/** Null is valid by the letter already: it is among the values, or nothing else is said. */
const takesNull = ({ value }: Node): boolean => {
  const { enum: values, ...rest } = value as Record<string, unknown>;
  if (Array.isArray(values)) return values.includes(null);
  return Object.keys(rest).every((keyword) => keyword === 'nullable' || annotations.has(keyword) || keyword.startsWith('x-'));
};

/** Where a shape stands: the first that is no mere reference. */
export const placeOfShape = ({ nodes }: Shape): string =>
  (nodes.find((node) => keywordsOf(node).ref === undefined) ?? nodes[0])?.pointer ?? '';

const pointerOf = ({ nodes }: Shape): string | undefined => {
  const found = nodes.find(
    (node) => node.source.dialect === 'openapi-3.0' && keywordsOf(node).others.get('nullable') === true && !takesNull(node),
  );
  return found && `${found.pointer}/nullable`;
};

/** Where it is said on one side alone that a value may be null, without a type: the places of both sides. */
export const nullableAlone = (a: Shape, b: Shape): { readonly old: string; readonly new: string } | undefined => {
  const [mine, theirs] = [pointerOf(a), pointerOf(b)];
  if ((mine === undefined) === (theirs === undefined)) return undefined;
  return { old: mine ?? placeOfShape(a), new: theirs ?? placeOfShape(b) };
};

/** Everything but null, at the place of a node. */
export const butNull = (node: Node): Node => ({
  ...only(node, new Set()),
  value: { type: ['boolean', 'number', 'string', 'array', 'object'] },
  isPart: true,
});
