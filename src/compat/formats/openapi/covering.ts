/** How the names of two sides belong together, where a name may be a range that covers others. */
export interface Belonging {
  /** Names of both sides whose parts are compared: the same, or one covers the other. */
  readonly pairs: readonly (readonly [string, string])[];
  /** Names that nothing on the other side covers. */
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

/**
 * Each name is compared with what speaks of it on the other side. So what is new beside a range that stays is compared
 * with the range, for until now the range spoke of it.
 *
 * @param covering of some names the one that speaks of a name: itself, or the least range
 */
export const belonging = (
  mine: readonly string[],
  theirs: readonly string[],
  covering: (name: string, among: readonly string[], side: 'old' | 'new') => string | undefined,
): Belonging => {
  const pairs: (readonly [string, string])[] = [];
  const removed: string[] = [];
  const added: string[] = [];
  for (const name of mine) {
    const other = covering(name, theirs, 'new');
    if (other === undefined) removed.push(name);
    else pairs.push([name, other]);
  }
  for (const name of theirs) {
    const other = covering(name, mine, 'old');
    if (other === undefined) added.push(name);
    else if (!pairs.some(([a, b]) => a === other && b === name)) pairs.push([other, name]);
  }
  return { pairs, removed, added };
};
