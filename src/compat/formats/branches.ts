import type { Containment } from '../fact.ts';
import { type Shape, shapeOf } from './schemas/shape.ts';

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

export const lifted = (answer: Containment, name: string): Containment =>
  answer.kind === 'not-contained' ? { ...answer, witness: { [name]: answer.witness } } : answer;
