import { describe, expect, it } from 'vitest';
import type { AckedWrite, WriteState } from '../../src/model/journal.ts';
import { holesIn, lostSince, lostSpan } from '../../src/restore/rpo.ts';

const write = (at: number, state: WriteState, expect: unknown = {}): AckedWrite => ({
  key: `k${at}`,
  resource: `k${at}`,
  journey: 'writes',
  by: '1.0.0',
  phase: 'baseline',
  at,
  request: 'POST /items',
  read: `GET /items/${at}`,
  expect,
  state,
});
const all = (...of: readonly (readonly [at: number, state: WriteState, expect?: unknown])[]): readonly AckedWrite[] =>
  of.map(([at, state, expected]) => write(at, state, expected));

describe('what of acknowledged writes is lost, as time, when the source was lost at 1000', () => {
  it.each<[string, readonly AckedWrite[], number]>([
    ['nothing was written', [], 0],
    ['all of them are there', all([100, 'present'], [990, 'present']), 0],
    ['the last one is lost', all([100, 'present'], [990, 'lost']), 10],
    ['the last three are', all([100, 'present'], [700, 'lost'], [800, 'lost'], [990, 'lost']), 300],
    ['they are told in another order', all([990, 'lost'], [700, 'lost'], [100, 'present']), 300],
    ['one is as it was before its last change', all([600, 'changed'], [990, 'present']), 400],
    ['one in the middle is lost: all since then is not to be relied on', all([400, 'lost'], [990, 'present']), 600],
    ['one was not read: that says nothing', all([300, 'unknown'], [900, 'lost']), 100],
    ['one could not be read by N-1: it is not lost', all([300, 'unreadable'], [900, 'lost']), 100],
    ['one is there twice: it is not lost', all([300, 'duplicated'], [990, 'present']), 0],
    ['it was acknowledged while the source was being lost', all([1003, 'lost']), 0],
  ])('%s', (_, writes, ms) => expect(lostSpan(writes, 1000)).toBe(ms));
});

describe('holes: gone though what was sent later is there; a request takes 100 at most', () => {
  it.each<[string, readonly AckedWrite[], readonly number[]]>([
    ['the end of the log is none', all([100, 'present'], [990, 'lost']), []],
    ['one before it is', all([100, 'lost'], [990, 'present']), [100]],
    ['not where both may have been under way at once', all([890, 'lost'], [990, 'present']), []],
    ['but a millisecond earlier', all([889, 'lost'], [990, 'present']), [889]],
    ['what is gone as it must be says nothing of the log', all([100, 'lost'], [990, 'present', 'gone']), []],
    ['what was not read is none', all([100, 'unknown'], [990, 'present']), []],
  ])('%s', (_, writes, holes) => expect(holesIn(writes, 100)).toEqual(holes.map((at) => `GET /items/${at}`)));
});

describe('the most that may be lost, by commits, when the source was lost at 1000', () => {
  it.each<[string, readonly (readonly [atMs: number, found: boolean])[], number | undefined]>([
    ['nothing was committed: nothing is known', [], undefined],
    ['not one is there: nothing is known', [[100, false]], undefined],
    [
      'all are there: what came after the last one may be lost',
      [
        [100, true],
        [900, true],
      ],
      100,
    ],
    [
      'the last one is not',
      [
        [100, true],
        [900, false],
      ],
      900,
    ],
    [
      'one in the middle is not, and says what the later ones are worth',
      [
        [100, true],
        [500, false],
        [900, true],
      ],
      900,
    ],
    [
      'they are told in another order',
      [
        [900, false],
        [600, true],
        [100, true],
      ],
      400,
    ],
  ])('%s', (_, commits, ms) =>
    expect(
      lostSince(
        commits.map(([atMs, found]) => ({ atMs, found })),
        1000,
      ),
    ).toBe(ms),
  );
});
