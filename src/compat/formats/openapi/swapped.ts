import type { Document } from '../../document.ts';
import { orderOf, versionOf } from './version.ts';

/** So many operations that would go while none comes are more likely to have come. */
const many = 5;

const plural = (count: number): string => (count === 1 ? '1 operation' : `${count} operations`);

/** Says that the old document looks newer than the new one, by its version or by what it has; undefined where it does not. */
export const swappedNotice = (old: Document, next: Document, removed: number, added: number): string | undefined => {
  const [before, after] = [versionOf(old), versionOf(next)];
  const order = before === undefined || after === undefined ? undefined : orderOf(before, after);
  const isOlder = order !== undefined && order > 0;
  if (!isOlder && (order === -1 || removed < many || added > 0)) return undefined;
  const versions = isOlder ? ` (info.version ${before}, then ${after})` : '';
  const counts = removed > 0 ? `: ${plural(removed)} would be removed${added > 0 ? ` and ${added} added` : ''}` : '';
  return `the old document looks newer than the new one${versions}${counts}; were the two swapped?`;
};
