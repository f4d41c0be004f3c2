import { canonicalJson, sha256 } from '../../core/hash.ts';
import type { CatalogObject } from '../catalog.ts';
import type { Change } from '../change.ts';
import { nameOf } from '../objects.ts';

/** What an object says, without what is for people, or says whose it is. */
const saidBy = ({ comment: _comment, owner: _owner, ...said }: CatalogObject): object => said;

const changeOf = ({ turn, is, fields: [field] }: Change): unknown => {
  if (turn === 'changed') return [field?.field ?? '', field?.was ?? null, field?.is ?? null];
  return turn === 'removed' || !is ? null : turn === 'renamed' ? is.name : saidBy(is);
};

/**
 * The fingerprint of what a rule finds in a part of a change: 16 hexadecimal digits, of the rule, the object by its name in N-1 (where it
 * has one), and what changed of it. So it outlives other words, another order, and another version in which the same change is still
 * open; it does not outlive another change of the same object.
 */
export const fingerprintOf = (rule: string, facet: Change): string => {
  const object = facet.was ?? facet.is ?? facet;
  return sha256(canonicalJson([rule, nameOf(object), facet.turn, changeOf(facet)])).slice('sha256:'.length, 'sha256:'.length + 16);
};
