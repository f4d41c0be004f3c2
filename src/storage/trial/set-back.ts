import type { Finding } from '../../model/finding.ts';
import type { Catalog, SequenceObject } from '../catalog.ts';
import { mentions } from '../diff/texts.ts';
import type { Numbering } from '../engine.ts';
import type { Statement } from '../statements/statement.ts';
import { observedFinding } from './observed.ts';
import type { Prepared } from './prepare.ts';
import { names } from './reach.ts';
import { placeOf, type ReadScript } from './script.ts';

// A sequence that no column takes its numbers of as they are: by a trigger, as a part of a text, or by whoever asks it for one. There are no
// rows to hold it against, but it has given the numbers that it comes to again.

const lastName = (name: string): string => /(?:"(?:[^"]|"")*"|[^".]+)$/.exec(name)?.[0] ?? name;

/** Does it come again to the number that it gave last, or to one before that? Other steps alone are no way back. */
const comesAgain = ({ next, feed: { sequence } }: Numbering, now: Numbering): boolean => {
  const last = BigInt(next) - BigInt(sequence.increment);
  return sequence.increment.startsWith('-') ? BigInt(now.next) >= last : BigInt(now.next) <= last;
};

/** Worked out of what is there when it runs: whoever writes that knows where the numbers end. */
const isWorkedOut = (text: string): boolean => /\b(?:max|min|greatest|least|last_value|currval|nextval)\b/i.test(text);

/** Does a statement take a number of it, itself or by what it sets off? Where that cannot be said it does. */
const takes = ({ touches }: Statement, { name }: SequenceObject, { objects }: Catalog): boolean =>
  touches.length === 0 ||
  touches.includes(`sequence ${name}`) ||
  objects.some(
    (one) =>
      ((one.kind === 'function' || one.kind === 'procedure') &&
        touches.includes(`${one.kind} ${one.name}`) &&
        mentions(one.definition, lastName(name))) ||
      (one.kind === 'column' &&
        one.default !== undefined &&
        touches.includes(`table ${one.table}`) &&
        mentions(one.default, lastName(name))),
  );

const setBack = (was: Numbering, now: Numbering, { catalog, captured }: Prepared, up: ReadScript, server: string): Finding[] => {
  const { sequence } = was.feed;
  const by = up.statements.findLast(({ text }) => names(text, sequence.name));
  if (!comesAgain(was, now) || (by && isWorkedOut(by.text))) return [];
  const takers = captured?.filter((one) => takes(one, sequence, catalog));
  const isRuledOut = takers?.length === 0;
  return [
    observedFinding('upRepeats', `the migration sets ${sequence.name} to ${now.next}, which was to give ${was.next}: numbers come again`, {
      object: `sequence ${sequence.name}`,
      ...(by && { at: { new: placeOf(up.file, by, {}) } }),
      ...(isRuledOut && {
        severity: 'note' as const,
        downgraded: `none of ${captured?.length} captured statements of N-1 takes a number of it`,
      }),
      ...(takers && !isRuledOut && { cells: { mixed: 'breaks', rollback: 'breaks' } as const }),
      use: { of: `a number of ${sequence.name}`, state: isRuledOut ? 'ruled-out' : takers ? 'seen' : 'unknown', assume: 'used' },
      witness: { kind: 'row', value: { sequence: sequence.name, was: was.next, next: now.next }, confirmedBy: server },
    }),
  ];
};

/** Sequences of N-1 that number no column, and that the migration has set back. */
export const freeSetBack = (prepared: Prepared, now: readonly Numbering[], up: ReadScript, server: string): readonly Finding[] =>
  prepared.numbers.flatMap((was) => {
    const there = was.feed.table === undefined ? now.find(({ feed }) => feed.sequence.name === was.feed.sequence.name) : undefined;
    return there ? setBack(was, there, prepared, up, server) : [];
  });
