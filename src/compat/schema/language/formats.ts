import type { Dialect } from '../read/place.ts';
import type { Language } from './sets.ts';

/** The texts of a format; undefined for one that no regular language says exactly. */
export const languageOfFormat = (name: string, dialect?: Dialect): Language | undefined => {
  void [name, dialect];
  return undefined;
};

/** Is the text of the format, by the rules of its RFC? undefined for an unknown format. */
export const acceptsFormat = (name: string, text: string): boolean | undefined => {
  void [name, text];
  return undefined;
};
