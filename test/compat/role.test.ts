import { describe, expect, it } from 'vitest';
import { compareExample } from './contracts.ts';

const narrowed = { side: 'request', old: { enum: ['a', 'b'] }, new: { enum: ['a'] } } as const;
const widened = { side: 'request', old: { enum: ['a'] }, new: { enum: ['a', 'b'] } } as const;

const said = (example: Parameters<typeof compareExample>[0], more: Parameters<typeof compareExample>[1]): unknown =>
  compareExample(example, more).findings.map(({ severity, cells }) => [severity, cells]);

describe('where both ends of a contract are of one release', () => {
  it('what breaks does so while both versions serve, and neither before nor after', () => {
    expect(said(narrowed, { role: 'provider' })).toEqual([['error', { rollout: 'breaks', mixed: 'breaks' }]]);
    expect(said(narrowed, { role: 'both' })).toEqual([['error', { mixed: 'breaks' }]]);
    const { cells } = compareExample(narrowed, { role: 'both' });
    expect([cells.rollout.state, cells.mixed.state, cells.rollback.state]).toEqual(['holds', 'breaks', 'holds']);
  });

  it('what needs a use of what is new needs it in that window', () =>
    expect(said(widened, { role: 'both' })).toEqual([['note', { mixed: 'breaks-if-used' }]]));

  it('what is stored outlives the window', () =>
    expect(said(widened, { role: 'both', persisted: true })).toEqual([['error', { mixed: 'breaks', rollback: 'breaks' }]]));
});
