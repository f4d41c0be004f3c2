import type { AckedWrite, WriteState } from '../../model/journal.ts';
import type { Case, Rule } from './case.ts';
import { isGivenUp } from './given-up.ts';

const broken = ['lost', 'changed', 'duplicated', 'unreadable'] as const satisfies readonly WriteState[];

const words: Readonly<Record<(typeof broken)[number], string>> = {
  lost: 'lost',
  changed: 'changed',
  duplicated: 'there more than once',
  unreadable: 'unreadable',
};

const oneLine = (value: unknown): string => {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
};

/** The write and who took it; below it what was written and what N-1 makes of it. */
const shown = ({ key, request, by, phase, read, expect, got }: AckedWrite, old: string): string =>
  [
    `${request}, acknowledged by ${by} in ${phase} (key ${key})`,
    ...(expect === undefined ? [] : [`must read: ${oneLine(expect)}`]),
    `${read} through ${old}: ${[got?.status, got?.body === undefined ? undefined : oneLine(got.body), got?.why].filter((part) => part !== undefined).join(' · ') || 'not answered as expected'}`,
  ].join('\n  ');

/**
 * Does what was read say anything about N? Not when N-1 could not serve that journey before, nor when the environment was
 * gone before it was read; when it went in the middle of reading, an unreadable write is its fault, a lost one is not.
 */
const isWitness = ({ rehearsal, brokenBefore, lost, brokenJourneys }: Case, write: AckedWrite): boolean => {
  if (brokenBefore || brokenJourneys.has(write.journey)) return false;
  if (!lost) return true;
  const verify = rehearsal.phases.find(({ name }) => name === 'verify');
  return verify !== undefined && lost.at >= verify.startedMs && write.state !== 'unreadable';
};

/** Acknowledged writes that N-1 does not give back as they were: one reason a state. */
export const brokenWrites: Rule = (it) =>
  broken.flatMap((state) => {
    const writes = it.rehearsal.writes
      .filter((write) => write.state === state && isWitness(it, write) && !isGivenUp(it.rehearsal, write))
      .toSorted((a, b) => a.at - b.at);
    const [first] = writes;
    if (!first) return [];
    const count = writes.length === 1 ? '1 acknowledged write is' : `${writes.length} acknowledged writes are`;
    const old = it.journal.from.version;
    return [
      {
        outcome: 'fail',
        code: `drill/writes-${state}`,
        what: `${count} ${words[state]} after going back to ${old}; first ${shown(first, old)}`,
        fix: `Release first a version that can read what ${it.journal.to.version} writes, and go back no further than that.`,
      },
    ];
  });

/** Writes of which nothing is known: not read back, or read when it could witness nothing. */
export const unknownWrites: Rule = (it) => {
  const unread = it.rehearsal.writes.filter(({ state }) => state === 'unknown').length;
  const unsaid = it.rehearsal.writes.filter(
    (write) => write.state !== 'unknown' && write.state !== 'present' && !isWitness(it, write),
  ).length;
  const total = it.rehearsal.writes.length;
  return [
    ...(unread > 0
      ? [
          {
            outcome: 'inconclusive' as const,
            code: 'drill/writes-unknown',
            what: `${unread} of ${total} acknowledged writes were not read back`,
            fix: 'See the journal for why; run the drill again.',
          },
        ]
      : []),
    ...(unsaid > 0
      ? [
          {
            outcome: 'inconclusive' as const,
            code: 'drill/writes-unjudged',
            what: `${unsaid} of ${total} acknowledged writes were not found as they were, which says nothing: N-1 or the environment was broken by then`,
            fix: 'Mend that and run the drill again.',
          },
        ]
      : []),
  ];
};
