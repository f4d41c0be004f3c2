import type { Reason } from '../../model/outcome.ts';
import { inline } from './escape.ts';

const most = 600;
const cut = (text: string): string => (text.length > most ? `${text.slice(0, most)}…` : text);

/** Each reason as an item: what, and what to do about it. */
export const reasonItems = (reasons: readonly Reason[]): readonly string[] =>
  reasons.map(({ what, fix }) => `- ${inline(cut(what))}${fix === undefined ? '' : `\n  - what to do: ${inline(cut(fix))}`}`);

export const isOpen = ({ outcome }: Reason): boolean => outcome !== 'pass';
