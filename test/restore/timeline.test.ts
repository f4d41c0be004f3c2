import { describe, expect, it } from 'vitest';
import { type Fork, missedBy, parseHistory } from '../../src/restore/timeline.ts';

describe('timelines', () => {
  it('reads a history as PostgreSQL writes it', () =>
    expect(parseHistory('1\t0/3000060\tno recovery target specified\n\n2\tA/FF000000\tbefore 2026-11-24 01:02:03.4+00\n')).toEqual([
      { timeline: 1, at: '0/3000060' },
      { timeline: 2, at: 'A/FF000000' },
    ]));

  const one: readonly Fork[] = [{ timeline: 1, at: '0/5000000' }];
  const two: readonly Fork[] = [...one, { timeline: 2, at: '1/0' }];
  it.each<[string, { timeline: number; at: string }, number, readonly Fork[], ReturnType<typeof missedBy>]>([
    ['there is one alone', { timeline: 1, at: '0/9000000' }, 1, [], undefined],
    ['what was written before the fork is on the newer one', { timeline: 1, at: '0/4000000' }, 2, one, undefined],
    ['up to the fork itself', { timeline: 1, at: '0/5000000' }, 2, one, undefined],
    ['what was written after it is not', { timeline: 1, at: '0/5000001' }, 2, one, { newest: 2, fork: { timeline: 1, at: '0/5000000' } }],
    ['places are numbers, not texts', { timeline: 1, at: '0/10000000' }, 2, one, { newest: 2, fork: { timeline: 1, at: '0/5000000' } }],
    ['a server that was promoted goes on along its own', { timeline: 2, at: '0/9000000' }, 2, one, undefined],
    ['also when it is promoted again', { timeline: 2, at: '0/FFFFFFFF' }, 3, two, undefined],
    ['a timeline that comes from another is another', { timeline: 4, at: '0/1' }, 3, two, { newest: 3 }],
  ])('%s', (_, wanted, newest, history, expected) => expect(missedBy(wanted, newest, history)).toEqual(expected));
});
