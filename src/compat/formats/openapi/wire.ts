import type { Atom } from '../schemas/keywords.ts';

// How a value is written where it is no JSON: RFC 6570 as OpenAPI uses it. Two ways of saying it that give the same
// text are the same.

/** How a parameter, a header or a field of a form says that it is written, its defaults filled in. */
export interface Writing {
  readonly style: string;
  readonly explode: boolean;
}

type Kind = 'a primitive' | 'an array' | 'an object';

const kindOf = (atom: Atom): Kind => (atom === 'array' ? 'an array' : atom === 'object' ? 'an object' : 'a primitive');

/** The kinds of values that are written; null is written like nothing at all and tells nothing. */
export const kindsOf = (atoms: ReadonlySet<Atom>): ReadonlySet<Kind> =>
  new Set([...atoms].filter((atom) => atom !== 'null').map((atom) => kindOf(atom)));

/** A list between separators, the same in every style that uses them. */
const separators: Readonly<Record<string, string>> = { form: ',', simple: ',', spaceDelimited: ' ', pipeDelimited: '|' };

/** A text for the look of a value: equal texts, equal looks. */
const lookOf = (kind: Kind, { style, explode }: Writing): string => {
  const isNamed = style !== 'simple' && style !== 'label' && style !== 'matrix';
  if (kind === 'a primitive') return isNamed ? 'n=v' : style;
  if (style === 'deepObject') return kind === 'an object' ? 'n[k]=v' : 'nothing that is defined';
  if (!isNamed) return kind === 'an array' && style === 'simple' ? 'v,v' : `${style} ${explode}`;
  if (explode) return kind === 'an array' ? 'n=v&n=v' : 'k=v&k=v';
  const between = separators[style] ?? style;
  return kind === 'an array' ? `n=v${between}v` : `n=k${between}v`;
};

/** The first kind of value, of those that both sides know, that the two write differently. */
export const writtenOtherwise = (kinds: ReadonlySet<Kind>, old: Writing, next: Writing): Kind | undefined =>
  [...kinds].find((kind) => lookOf(kind, old) !== lookOf(kind, next));

/** `style form, explode true` */
export const wordsOf = ({ style, explode }: Writing): string => `style ${style}, explode ${explode}`;
