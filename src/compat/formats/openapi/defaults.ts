import { canonicalJson } from '../../../core/hash.ts';
import type { Fact } from '../../fact.ts';
import type { Site } from '../../site.ts';
import type { Shape } from '../schemas/shape.ts';
import { placed } from '../standing.ts';

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

/** Says how the default of a value changed. */
export const compareDefaults = (a: Shape, b: Shape, here: Site, add: (fact: Fact) => void): void => {
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
