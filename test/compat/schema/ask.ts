import type { Document } from '../../../src/compat/document.ts';
import { containmentOf, type Containment } from '../../../src/compat/schema/containment.ts';
import { referencesIn } from '../../../src/compat/schema/references.ts';
import { sameNodes, sameness } from '../../../src/compat/schema/same.ts';
import { type Dialect, sourceOf } from '../../../src/compat/schema/source.ts';

const documentOf = (file: string, value: unknown): Document => ({ file, value, digest: '', placeOf: () => ({ file, line: 1, column: 1 }) });

/** Asks whether every document of `a` is one of `b`. */
export const contains = (
  a: unknown,
  b: unknown,
  {
    dialect = '2020-12',
    other = dialect,
    profile = 'strict',
  }: { dialect?: Dialect; other?: Dialect; profile?: 'strict' | 'tolerant-reader' } = {},
): Containment => {
  const [one, two] = [documentOf('a', a), documentOf('b', b)];
  const same = sameness(one, two, [...referencesIn(a, ''), ...referencesIn(b, '')], dialect === other);
  const [nodeA, nodeB] = [sourceOf(one, dialect, 'document').node('', a), sourceOf(two, other, 'document').node('', b)];
  return containmentOf(sameNodes(same))([nodeA], [nodeB], { profile });
};
