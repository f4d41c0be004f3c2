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

/** Does the member stand in the document, and is only not seen from this side? */
export const staysIn = (shape: Shape, name: string): boolean =>
  shape.nodes.some(
    ({ source, pointer }) => source.view !== 'document' && valueAt(source.document.value, below(pointer, 'properties', name)) !== undefined,
  );
