import { defaultAlternative } from './discriminators.ts';
import { placeOfShape } from './nullable.ts';
import type { Shape } from './shape.ts';

/** The places of two discriminators that differ in what a value of none of their names is of. */
export const defaultMappings = (a: Shape, b: Shape): { readonly old: string; readonly new: string } | undefined => {
  const [x, y] = [a, b].map(({ nodes }) => nodes.find(({ value }) => defaultAlternative(value) !== undefined));
  if (defaultAlternative(x?.value) === defaultAlternative(y?.value)) return undefined;
  return { old: x?.pointer ?? placeOfShape(a), new: y?.pointer ?? placeOfShape(b) };
};
