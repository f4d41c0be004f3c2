import { distance } from 'fastest-levenshtein';

const letters = (text: string): string => Array.from(text).toSorted().join('');

/** The name that a mistyped one most likely means, or undefined when none is near. */
export const nearest = (name: string, known: Iterable<string>): string | undefined => {
  const lower = name.toLowerCase();
  let best: { name: string; score: number } | undefined;
  for (const candidate of known) {
    const other = candidate.toLowerCase();
    // Letters that changed places are one slip, not two.
    const score = letters(lower) === letters(other) ? Math.min(1, distance(lower, other)) : distance(lower, other);
    if (score <= Math.max(1, Math.floor(Math.max(name.length, candidate.length) / 3)) && (best === undefined || score < best.score))
      best = { name: candidate, score };
  }
  return best?.name;
};

/** ` Did you mean "x"?` or the list of what there is: the end of every "unknown name" message. */
export const suggestion = (name: string, known: readonly string[]): string => {
  const near = nearest(name, known);
  if (near !== undefined) return `did you mean ${JSON.stringify(near)}?`;
  return known.length === 0 ? 'there is none' : `there ${known.length === 1 ? 'is' : 'are'}: ${known.join(', ')}`;
};
