import type { Fact } from '../fact.ts';
import { below, valueAt } from '../pointer.ts';
import type { Site } from '../site.ts';
import type { Shape } from './schemas/shape.ts';
import type { Schema } from './schemas/source.ts';

// Where parts of schemas stand.

/** What a fact says of where it was met. */
export const placed = ({ text, spot, steps }: Site): Pick<Fact, 'where' | 'spot' | 'steps'> => ({
  where: text,
  ...(spot ? { spot } : {}),
  ...(steps ? { steps } : {}),
});

export const pointerOf = (schema: Schema | undefined): string | undefined => schema?.[0]?.pointer;

/** Where the member stands that is only not seen from this side; undefined where it does not. */
export const staysAt = (shape: Shape, name: string): string | undefined => {
  for (const { source, pointer } of shape.nodes) {
    const at = below(pointer, 'properties', name);
    if (source.view !== 'document' && valueAt(source.document.value, at) !== undefined) return at;
  }
  return undefined;
};
