import { describe, expect, test } from 'vitest';
import { deployedNow, firstReleaseHere, goodHere, lastKnownGood, liveHere, ranSince, wasDeployed } from '../../src/evidence/history.ts';
import type { Fact } from '../../src/model/fact.ts';
import { bad, chainOf, deployed, digestOf, good, known, rolledBack } from './facts.ts';

const of = (facts: readonly Fact[]): readonly [string | undefined, string | undefined, readonly string[]] => {
  const entries = chainOf(...facts);
  return [
    deployedNow(entries, 'orders', 'local')?.version,
    lastKnownGood(entries, 'orders', 'local')?.version,
    goodHere(entries, 'orders', 'local').map(({ version }) => version),
  ];
};

describe('what runs now, the last known good, and all that is good, when', () => {
  const first = [deployed('1.4.0'), good('1.4.0')];
  test.each<[string, readonly Fact[], ReturnType<typeof of>]>([
    ['nothing was recorded', [], [undefined, undefined, []]],
    ['a version is only known', [known('1.4.0')], [undefined, undefined, []]],
    ['one is deployed and nobody calls it good', [deployed('1.4.0')], ['1.4.0', undefined, []]],
    ['it is good', first, ['1.4.0', '1.4.0', ['1.4.0']]],
    ['a later one is deployed', [...first, deployed('1.5.0')], ['1.5.0', '1.4.0', ['1.4.0']]],
    ['and good', [...first, deployed('1.5.0'), good('1.5.0')], ['1.5.0', '1.5.0', ['1.4.0', '1.5.0']]],
    [
      'the earlier one is called good again',
      [...first, deployed('1.5.0'), good('1.5.0'), good('1.4.0')],
      ['1.5.0', '1.4.0', ['1.5.0', '1.4.0']],
    ],
    ['the later one is bad there', [...first, deployed('1.5.0'), good('1.5.0'), bad('1.5.0', 'local')], ['1.5.0', '1.4.0', ['1.4.0']]],
    ['the later one is bad everywhere', [...first, deployed('1.5.0'), good('1.5.0'), bad('1.5.0')], ['1.5.0', '1.4.0', ['1.4.0']]],
    [
      'the later one is bad elsewhere',
      [...first, deployed('1.5.0'), good('1.5.0'), bad('1.5.0', 'prod')],
      ['1.5.0', '1.5.0', ['1.4.0', '1.5.0']],
    ],
    ['it was bad, and is good again', [...first, bad('1.4.0'), good('1.4.0')], ['1.4.0', '1.4.0', ['1.4.0']]],
    [
      'the later one was rolled back',
      [...first, deployed('1.5.0'), good('1.5.0'), rolledBack('1.5.0', '1.4.0')],
      ['1.4.0', '1.4.0', ['1.4.0']],
    ],
    [
      'it was rolled back to what never was deployed',
      [deployed('1.5.0'), rolledBack('1.5.0', '1.4.0'), good('1.4.0')],
      ['1.4.0', '1.4.0', ['1.4.0']],
    ],
    ['good was said of what never ran there', [good('1.4.0')], [undefined, undefined, []]],
    ['it all happened elsewhere', [deployed('1.4.0', 'prod'), good('1.4.0', 'prod')], [undefined, undefined, []]],
  ])('%s', (_, facts, expected) => expect(of(facts)).toEqual(expected));
});

const entries = chainOf(deployed('1.4.0'), good('1.4.0'), deployed('1.5.0'), good('1.5.0'));

test('N is not its own N-1', () => {
  expect(lastKnownGood(entries, 'orders', 'local', { besides: digestOf('1.5.0') })).toEqual({
    version: '1.4.0',
    digest: digestOf('1.4.0'),
    seq: 2,
    at: '2026-03-01T12:01:00.000Z',
  });
});

test('another artifact has another history', () => {
  expect(lastKnownGood(entries, 'payments', 'local')).toBeUndefined();
  expect(deployedNow(entries, 'payments', 'local')).toBeUndefined();
});

test('what was deployed is known by its content', () => {
  expect(['1.4.0', '1.6.0'].map((version) => wasDeployed(entries, 'orders', 'local', digestOf(version)))).toEqual([true, false]);
});

test('a first release is one that was recorded as such', () => {
  const first = chainOf({ ...deployed('1.4.0'), firstRelease: true } as Fact, deployed('1.5.0'));
  expect(firstReleaseHere(first, 'orders', 'local')?.version).toBe('1.4.0');
  expect(firstReleaseHere(entries, 'orders', 'local')).toBeUndefined();
});

describe('what runs there at the same time', () => {
  const beside = (version: string): Fact => ({ ...deployed(version), beside: true }) as Fact;
  test.each<[string, readonly Fact[], readonly string[]]>([
    ['nothing was recorded', [], []],
    ['one takes the place of the other', [deployed('1.4.0'), deployed('1.5.0')], ['1.5.0']],
    ['a canary runs beside', [deployed('1.4.0'), beside('1.5.0')], ['1.4.0', '1.5.0']],
    ['two of them', [deployed('1.4.0'), beside('1.5.0'), beside('1.6.0')], ['1.4.0', '1.5.0', '1.6.0']],
    ['the canary becomes all', [deployed('1.4.0'), beside('1.5.0'), deployed('1.5.0')], ['1.5.0']],
    ['the canary is rolled back', [deployed('1.4.0'), beside('1.5.0'), rolledBack('1.5.0', '1.4.0')], ['1.4.0']],
    ['one of two is rolled back', [deployed('1.4.0'), beside('1.5.0'), beside('1.6.0'), rolledBack('1.6.0', '1.5.0')], ['1.4.0', '1.5.0']],
    ['elsewhere', [deployed('1.4.0'), { ...deployed('1.5.0', 'prod'), beside: true } as Fact], ['1.4.0']],
  ])('%s', (_, facts, expected) =>
    expect(
      liveHere(chainOf(...facts), 'orders', 'local')
        .map(({ version }) => version)
        .toSorted(),
    ).toEqual(expected),
  );

  test('what ran since a moment is what ran at it, and what came after', () => {
    // One minute an entry, from 12:00.
    const all = chainOf(deployed('1.3.0'), deployed('1.4.0'), good('1.4.0'), deployed('1.5.0'), rolledBack('1.5.0', '1.4.0'));
    const since = (time: string) => ranSince(all, 'orders', 'local', new Date(`2026-03-01T${time}Z`)).map(({ version }) => version);
    expect(since('12:04:30')).toEqual(['1.4.0']);
    expect(since('12:03:30')).toEqual(['1.5.0', '1.4.0']);
    expect(since('12:02:30')).toEqual(['1.4.0', '1.5.0']);
    expect(since('12:00:30')).toEqual(['1.3.0', '1.4.0', '1.5.0']);
  });
});
