import type { SequenceState } from '../manifest.ts';
import type { RestoreRule, Told } from '../rule.ts';

/** A server that recovers may be some numbers ahead, never behind. */
const behind = (was: readonly SequenceState[], is: readonly SequenceState[]): Told[] =>
  was.flatMap(({ name, last }) => {
    const now = is.find((one) => one.name === name)?.last;
    const ok = last === undefined || (now !== undefined && (BigInt(now) - BigInt(last)) * (BigInt(last) < 0n ? -1n : 1n) >= 0n);
    return ok || !is.some((one) => one.name === name)
      ? []
      : [
          {
            what: `${name} stands at ${now ?? 'its start'}, and had given ${last}`,
            of: name,
            quiet: { what: `${name} stands behind the last number that it had given`, of: name },
          },
        ];
  });

export const sequenceBehind: RestoreRule = {
  id: 'restore/sequence-behind',
  severity: 'error',
  cells: { rollback: 'breaks' },
  why: 'The next number that is taken is there already: inserts fail, or two things get the same number.',
  fix: 'Set it with setval to the highest number that there is.',
  check: (facts) => [
    ...(facts.integrity?.sequences ?? []).map(({ name, last, highest, column }) => ({
      what: `${name} stands at ${last}, and ${column} goes up to ${highest}`,
      of: name,
      quiet: { what: `${name} stands behind the highest number in ${column}`, of: name },
    })),
    ...(facts.manifest && facts.content ? behind(facts.manifest.content.sequences, facts.content.sequences) : []),
  ],
};
