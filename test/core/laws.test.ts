import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deadline, sleep, Stopped, within } from '../../src/core/deadline.ts';
import { formatDuration, parseDuration } from '../../src/core/duration.ts';
import { canonicalJson, sha256 } from '../../src/core/hash.ts';
import { nearest, suggestion } from '../../src/core/nearest.ts';

const shuffled = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(shuffled);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([name, inner]) => [name, shuffled(inner)]),
  );
};

describe('canonical JSON', () => {
  it('says the same as JSON, and the same whatever the order of members', () =>
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalJson(shuffled(value))).toBe(text);
        expect(canonicalJson(JSON.parse(text))).toBe(text);
      }),
    ));

  it('differs where values differ', () =>
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        expect(canonicalJson(a) === canonicalJson(b)).toBe(
          JSON.stringify(shuffled(a)) === JSON.stringify(shuffled(b)) || canonicalJson(shuffled(a)) === canonicalJson(shuffled(b)),
        );
      }),
    ));

  it.each([
    [
      'members by their UTF-16 units',
      { '\u20ac': 1, '\r': 2, '1': 3, '\ud83d\ude00': 4, '\u00f6': 5, '\ufb33': 6 },
      `{"\\r":2,"1":3,"\u00f6":5,"\u20ac":1,"\ud83d\ude00":4,"\ufb33":6}`,
    ],
    ['without undefined members', { b: undefined, a: 1 }, '{"a":1}'],
    ['undefined items as null', [undefined, 1], '[null,1]'],
    ['minus zero as zero', -0, '0'],
  ])('writes %s', (_, value, text) => expect(canonicalJson(value)).toBe(text));

  it('hashes as others do', () => expect(sha256('abc')).toBe('sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'));
});

describe('durations', () => {
  it.each([
    ['250ms', 250],
    ['1.5s', 1500],
    ['0s', 0],
    ['10m', 600_000],
    ['2h', 7_200_000],
    ['7d', 604_800_000],
    ['', undefined],
    ['5', undefined],
    ['5 s', undefined],
    ['-5s', undefined],
    ['.5s', undefined],
    ['5S', undefined],
    ['1m30s', undefined],
    ['5s\n', undefined],
  ])('%j is %s ms', (text, ms) => expect(parseDuration(text)).toBe(ms));

  it.each([
    [0, '0 ms'],
    [999.4, '999 ms'],
    [999.6, '1.00 s'],
    [1250, '1.25 s'],
    [9994, '9.99 s'],
    [9996, '10.0 s'],
    [59_949, '59.9 s'],
    [59_960, '1 m 0 s'],
    [125_000, '2 m 5 s'],
    [3_599_999, '59 m 59 s'],
    [3_600_000, '1 h 0 m'],
    [273_600_000, '3 d 4 h'],
  ])('%s ms reads %j', (ms, text) => expect(formatDuration(ms)).toBe(text));
});

describe('the nearest name', () => {
  const names = ['orders', 'payments', 'orders-rollback'];
  it.each([
    ['order', 'orders'],
    ['ORDERS', 'orders'],
    ['paiments', 'payments'],
    ['orders-rolback', 'orders-rollback'],
    ['x', undefined],
    ['shipping', undefined],
  ])('of %s is %s', (name, near) => expect(nearest(name, names)).toBe(near));

  it('is itself for every name there is', () =>
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, selector: (s) => s.toLowerCase() }), (known) =>
        known.forEach((name) => expect(nearest(name, known)).toBe(name)),
      ),
    ));

  it.each([
    ['oders', names, 'did you mean "orders"?'],
    ['zzzzz', names, 'there are: orders, payments, orders-rollback'],
    ['zzzzz', ['a-long-name'], 'there is: a-long-name'],
    ['zzzzz', [], 'there is none'],
  ])('suggests for %s', (name, known, text) => expect(suggestion(name, known)).toBe(text));
});

describe('deadlines: the first reason wins', () => {
  const never = new Promise<never>(() => {});
  const outerStop = new Stopped('interrupted', 'Ctrl-C');

  it('its own, when time runs out first', async () => {
    const outer = new AbortController();
    using limited = deadline(outer.signal, 10, 'the phase');
    await expect(within(limited.signal, never)).rejects.toThrow('the phase took longer than 10 ms');
    outer.abort(outerStop);
    expect((limited.signal.reason as Stopped).reason).toBe('timeout');
  });

  it('the outer one, when that comes first, or came before', async () => {
    const outer = new AbortController();
    using early = deadline(outer.signal, 60_000, 'the phase');
    outer.abort(outerStop);
    using late = deadline(outer.signal, 60_000, 'the phase');
    expect([early.signal.reason, late.signal.reason]).toEqual([outerStop, outerStop]);
    await expect(within(early.signal, never)).rejects.toBe(outerStop);
    await expect(sleep(60_000, late.signal)).rejects.toBe(outerStop);
  });

  it('none once it is disposed of, and none for a month', async () => {
    const outer = new AbortController();
    const disposed = deadline(outer.signal, 5, 'the phase');
    disposed[Symbol.dispose]();
    using month = deadline(outer.signal, 30 * 86_400_000, 'the phase');
    await sleep(30);
    outer.abort(outerStop);
    expect([disposed.signal.aborted, (month.signal.reason as Stopped).reason]).toEqual([false, 'interrupted']);
  });

  it('what came in time is given back, also what failed', async () => {
    const { signal } = new AbortController();
    expect(await within(signal, Promise.resolve(7))).toBe(7);
    await expect(within(signal, Promise.reject(new Error('its own')))).rejects.toThrow('its own');
  });
});
