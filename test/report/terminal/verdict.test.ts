import { describe, expect, test } from 'vitest';
import type { Verdict } from '../../../src/model/verdict.ts';
import { terminal } from '../../../src/report/terminal.ts';
import { bad, chainOf, deployed, evidence, good, known, rolledBack } from '../../evidence/facts.ts';
import { version } from '../../verdict/journals.ts';

const look = { colours: false, width: 100 };
const about = { artifact: 'orders', environment: 'production', from: version('1.4.0'), to: version('1.5.0') } as const;
const missing = {
  code: 'evidence/missing',
  what: 'there is no drill of orders 1.4.0 → 1.5.0',
  fix: 'drill run orders-rollback --from 1.4.0 --to 1.5.0',
};
const broken = {
  code: 'evidence/fails',
  what: 'drill orders-rollback in staging failed 2 h 0 m ago: 3 acknowledged writes are lost (entry 7)',
  fix: 'Mend what it names.',
};

describe('the gate’s answer reads as it should:', () => {
  test.each<[string, Verdict]>([
    [
      'pass',
      {
        ...about,
        direction: 'forward',
        outcome: 'pass',
        reasons: [{ outcome: 'pass', code: 'evidence/holds', what: 'the check passed 2 h 0 m ago (5 operations)' }],
        expires: '2026-03-08T12:00:00.000Z',
      },
    ],
    ['inconclusive', { ...about, direction: 'forward', outcome: 'inconclusive', reasons: [{ outcome: 'inconclusive', ...missing }] }],
    [
      'fail',
      {
        ...about,
        direction: 'hotfix',
        outcome: 'fail',
        reasons: [
          { outcome: 'fail', ...broken },
          { outcome: 'inconclusive', ...missing },
        ],
      },
    ],
    [
      'return-pass',
      { ...about, direction: 'return', from: about.to, to: about.from, outcome: 'pass', reasons: [{ outcome: 'pass', ...missing }] },
    ],
    [
      'return-fail',
      {
        ...about,
        direction: 'return',
        from: about.to,
        to: about.from,
        outcome: 'fail',
        reasons: [{ outcome: 'fail', ...broken, code: 'gate/break-witnessed' }],
      },
    ],
    [
      'first-release',
      {
        artifact: 'orders',
        environment: 'production',
        to: about.to,
        direction: 'forward',
        outcome: 'pass',
        reasons: [
          {
            outcome: 'pass',
            code: 'gate/first-release',
            what: 'orders 1.5.0 is the first release in production: there is nothing to go back to',
          },
        ],
      },
    ],
  ])('%s', async (name, verdict) => {
    await expect(terminal.render([{ kind: 'gate', verdict }], look)).toMatchFileSnapshot(`golden/verdict-${name}.txt`);
  });
});

test('history with every kind of fact reads as it should', async () => {
  const entries = chainOf(
    known('1.4.0'),
    deployed('1.4.0'),
    good('1.4.0'),
    evidence(),
    evidence({
      of: 'drill',
      drill: 'orders-rollback',
      environment: 'local',
      outcome: 'fail',
      reasons: [
        { code: 'a', what: 'first line\nsecond' },
        { code: 'b', what: 'more' },
      ],
    }),
    deployed('1.5.0'),
    rolledBack('1.5.0', '1.4.0'),
    bad('1.5.0'),
  );
  const lastKnownGood = [{ artifact: 'orders', environment: 'local', version: '1.4.0', seq: 3 }];
  await expect(terminal.render([{ kind: 'history', entries, lastKnownGood }], look)).toMatchFileSnapshot('golden/history.txt');
});

test('colours come only where they are wanted', () => {
  const verdict: Verdict = { ...about, direction: 'forward', outcome: 'inconclusive', reasons: [{ outcome: 'inconclusive', ...missing }] };
  expect(terminal.render([{ kind: 'gate', verdict }], { ...look, colours: true })).toContain('\u001b[');
  expect(terminal.render([{ kind: 'gate', verdict }], look)).not.toContain('\u001b[');
});
