import type { Document } from '../../document.ts';
import type { Dialect } from '../schemas/source.ts';

/** What stands under `$schema`. */
export const declaredOf = ({ value }: Document): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)['$schema'] : undefined;

/** The dialect that a document says it is of, 2020-12 where it says none; undefined where drill does not read that one. */
export const dialectOf = (document: Document): Dialect | undefined => {
  const declared = declaredOf(document);
  if (declared === undefined) return '2020-12';
  const text = typeof declared === 'string' ? declared : '';
  const old = /^https?:\/\/json-schema\.org\/(draft-0[467])\/(hyper-)?schema#?$/.exec(text)?.[1];
  const recent = /^https?:\/\/json-schema\.org\/draft\/(2019-09|2020-12)\/(hyper-)?schema#?$/.exec(text)?.[1];
  return (old ?? recent) as Dialect | undefined;
};
