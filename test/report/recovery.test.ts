import { expect, it } from 'vitest';
import type { Recovery, RollbackJournal } from '../../src/model/journal.ts';
import { journalText } from '../../src/report/terminal/journal.ts';
import { markdown } from '../../src/report/markdown.ts';
import { junit } from '../../src/report/junit.ts';
import { judgeDrill } from '../../src/verdict/drill.ts';
import { journal, rehearsal, write } from '../verdict/journals.ts';

// The route `restore` as it is told.

const recovery: Recovery = {
  provider: 'base',
  backup: { id: 'b1', at: '2026-03-01T12:00:01.000Z', bytes: 1000 },
  stores: ['db'],
  point: { name: 'rollout', at: 2500, place: '0/3000028', why: 'the place just before the migrations of 1.5.0, noted by the drill' },
  steps: [
    { name: 'archive', startedMs: 4050, endedMs: 4100 },
    { name: 'fetch', startedMs: 4100, endedMs: 4300 },
    { name: 'recover', startedMs: 4300, endedMs: 4600 },
    { name: 'replay', startedMs: 4600, endedMs: 4700 },
  ],
  log: 'node replay.js',
  requestTimeoutMs: 1000,
  budgets: { rtoMs: 1000, rpoMs: 2000 },
};
const told: RollbackJournal = journal({
  routes: ['restore'],
  rehearsals: [
    rehearsal({
      route: 'restore',
      recovery,
      timeToRollback: { oldReady: 1500, errorRateHeld: true },
      writes: [write(1, { at: 1000 }), write(2, { at: 1001 }), write(3, { at: 3000, state: 'lost' })],
      acknowledged: { old: 2, new: 2 },
    }),
  ],
});
const look = { colours: false, width: 100 };
const report = { kind: 'drill', journal: told, judgement: judgeDrill(told) } as const;

it('people are told what was brought back, up to where and why, and what each step took', () => {
  const text = journalText(report, look);
  expect(text).toContain(`  brought back: db, by the backup b1 (base) and the log up to 0/3000028
    the place just before the migrations of 1.5.0, noted by the drill; 1.50 s before the decision
    what came after it: node replay.js
    archive  50 ms
    fetch    200 ms
    recover  300 ms
    replay   100 ms
`);
  expect(text).toContain(
    'N-1 was ready 1.50 s after the decision, and there are 1.00 s (archive 50 ms, fetch 200 ms, recover 300 ms, replay 100 ms)',
  );
});

it('so are reviewers and CI', () => {
  expect(markdown.render([report], look)).toContain('gone back to 0/3000028');
  const suite = junit.render([report], look);
  expect(suite).toMatch(/name="the service levels hold" time="0">\s*<failure message="[^"]*" type="drill\/restore-too-slow"/);
});
