import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DrillError } from '../../../src/core/error.ts';
import { ackedList } from '../../../src/drills/workload/acked.ts';
import { declaredWorkload } from '../../../src/drills/workload/declared.ts';
import { mismatch, mismatchText } from '../../../src/drills/workload/match.ts';
import { atPointer } from '../../../src/drills/workload/pointer.ts';
import { availabilityOf, errorRateBackAt, sumUp } from '../../../src/drills/workload/samples.ts';
import { fill, fillText, namesIn } from '../../../src/drills/workload/template.ts';
import { judgeAnswer } from '../../../src/drills/workload/verify.ts';
import type { ReadBack } from '../../../src/drills/workload/acked.ts';

const json = fc.jsonValue();

describe('an expectation', () => {
  it('is met by the value itself', () =>
    fc.assert(
      fc.property(json, (value) => {
        expect(mismatch(value, structuredClone(value))).toBeUndefined();
      }),
    ));

  it('does not look at members that it does not name', () =>
    fc.assert(
      fc.property(fc.dictionary(fc.string(), json), fc.dictionary(fc.string(), json), (expected, more) => {
        expect(mismatch(expected, { ...more, ...expected })).toBeUndefined();
      }),
    ));

  it.each<[string, unknown, unknown, string | undefined]>([
    ['of nothing is always met', undefined, { a: 1 }, undefined],
    ['leaves a member open with undefined, but wants it to be there', { a: undefined }, {}, '/a is missing, expected undefined'],
    ['sees a missing member', { a: { b: 1 } }, { a: {} }, '/a/b is missing, expected 1'],
    ['sees another value', { a: [1, { b: 'x' }] }, { a: [1, { b: 'y' }] }, '/a/1/b is "y", expected "x"'],
    ['sees a longer list', [1], [1, 2], 'the answer is [1,2], expected [1]'],
    ['sees a shorter list', [1, 2], [1], 'the answer is [1], expected [1,2]'],
    ['tells null from nothing', { a: null }, {}, '/a is missing, expected null'],
    ['tells a number from its text', { a: 1 }, { a: '1' }, '/a is "1", expected 1'],
    ['tells a list from a record', { a: 1 }, [1], 'the answer is [1], expected {"a":1}'],
    ['does not take inherited members', { toString: 1 }, {}, '/toString is missing, expected 1'],
    ['escapes names in its pointer', { 'a/b~c': 1 }, { 'a/b~c': 2 }, '/a~1b~0c is 2, expected 1'],
  ])('%s', (_, expected, value, text) => {
    const found = mismatch(expected, value);
    expect(found && mismatchText(found)).toBe(text);
  });
});

describe('a JSON pointer', () => {
  const document = { foo: ['bar', 'baz'], '': 0, 'a/b': 1, 'm~n': 8, o: { constructor: 5 } };
  it.each<[string, unknown]>([
    ['', document],
    ['/foo/0', 'bar'],
    ['/foo/', undefined],
    ['/foo/01', undefined],
    ['/foo/-', undefined],
    ['/foo/2', undefined],
    ['/', 0],
    ['/a~1b', 1],
    ['/m~0n', 8],
    ['/o/constructor', 5],
    ['/foo/length', undefined],
    ['/toString', undefined],
    ['/foo/0/x', undefined],
  ])('%j leads to %j', (pointer, value) => expect(atPointer(document, pointer)).toEqual(value));
});

describe('a template', () => {
  const values = new Map<string, unknown>([
    ['id', 17],
    ['name', 'a b/c'],
    ['list', [1]],
  ]);
  it.each<[string, unknown, unknown]>([
    ['a text that is one name alone takes the value with its type', '${id}', 17],
    ['a name inside a text is written as text', 'no ${id}', 'no 17'],
    ['it goes into lists and records', { a: ['${list}', { b: '${name}' }] }, { a: [[1], { b: 'a b/c' }] }],
    ['what is no placeholder stays', ['$id', '${', '${a-b}', 1, null], ['$id', '${', '${a-b}', 1, null]],
  ])('%s', (_, template, filled) => expect(fill(template, values)).toEqual(filled));

  it('in a URL values are made safe', () =>
    expect(fillText('GET /x/${name}?a=${id}', values, encodeURIComponent)).toBe('GET /x/a%20b%2Fc?a=17'));
  it('names what it uses', () => expect(namesIn({ a: '${x} ${y}', b: ['${x}'] })).toEqual(['x', 'y', 'x']));
});

describe('a declared workload', () => {
  it('tells every name that nobody has captured, with the nearest that is known', () => {
    const declare = (): unknown =>
      declaredWorkload(
        {
          journeys: [
            {
              name: 'j',
              steps: [
                { request: 'POST /a/${kay}', capture: { id: '/id' }, write: { read: 'GET /a/${id}', expect: { x: '${later}' } } },
                { request: 'GET /a/${idd}', capture: { later: '/x' } },
              ],
            },
          ],
        },
        'w.yaml',
      );
    let told: DrillError | undefined;
    try {
      declare();
    } catch (error) {
      told = error as DrillError;
    }
    expect(told?.problems.map(({ code, what, fix }) => [code, what, fix])).toEqual([
      ['workload/unknown-name', 'journey "j", POST /a/${kay}: ${kay} is not known there', 'did you mean "key"?'],
      ['workload/unknown-name', 'journey "j", POST /a/${kay}: ${later} is not known there', 'there are: key, n, id'],
      ['workload/unknown-name', 'journey "j", GET /a/${idd}: ${idd} is not known there', 'did you mean "id"?'],
    ]);
  });
});

describe('what an answer says about a write', () => {
  const wanted = (more: Partial<ReadBack>): ReadBack => ({ read: 'GET /x', expect: { name: 'a' }, gone: false, ...more });
  const a = { name: 'a', id: 1 };
  it.each<[string, Partial<ReadBack>, number, unknown, string]>([
    ['the value itself', {}, 200, a, 'present'],
    ['another value', {}, 200, { name: 'b' }, 'changed'],
    ['a member too few', {}, 200, {}, 'changed'],
    ['no expectation, any value', { expect: undefined }, 200, a, 'present'],
    ['not found', {}, 404, {}, 'lost'],
    ['gone', {}, 410, {}, 'lost'],
    ['an error of the server', {}, 500, {}, 'unreadable'],
    ['a refusal', {}, 403, {}, 'unreadable'],
    ['a redirection', {}, 302, '', 'unreadable'],
    ['too many requests', {}, 429, {}, 'unknown'],
    ['a time-out', {}, 408, {}, 'unknown'],
    ['a list of one', { at: '/items' }, 200, { items: [a] }, 'present'],
    ['a list of one, no expectation', { at: '/items', expect: undefined }, 200, { items: [a] }, 'present'],
    ['a list of another', { at: '/items' }, 200, { items: [{ name: 'b' }] }, 'changed'],
    ['an empty list', { at: '/items' }, 200, { items: [] }, 'lost'],
    ['a list of two that match', { at: '/items' }, 200, { items: [a, a] }, 'duplicated'],
    ['a list of it and another', { at: '/items' }, 200, { items: [a, { name: 'b' }] }, 'duplicated'],
    ['among others, once', { at: '/items', among: true }, 200, { items: [{ name: 'b' }, a] }, 'present'],
    ['among others, twice', { at: '/items', among: true }, 200, { items: [a, { name: 'b' }, a] }, 'duplicated'],
    ['among others, not', { at: '/items', among: true }, 200, { items: [{ name: 'b' }] }, 'lost'],
    ['deleted, and others are there', { at: '/items', among: true, gone: true }, 200, { items: [{ name: 'b' }] }, 'present'],
    ['deleted, and there among others', { at: '/items', among: true, gone: true }, 200, { items: [{ name: 'b' }, a] }, 'changed'],
    ['a pointer that leads nowhere', { at: '/itms', expect: undefined }, 200, { items: [a] }, 'lost'],
    ['no list at all', { at: '/items' }, 200, {}, 'lost'],
    ['a list that is wanted as a whole', { at: '/tags', expect: ['x', 'y'] }, 200, { tags: ['x', 'y'] }, 'present'],
    ['a list that is wanted as a whole, shorter', { at: '/tags', expect: ['x', 'y'] }, 200, { tags: ['x'] }, 'changed'],
    ['deleted and not found', { gone: true }, 404, {}, 'present'],
    ['deleted and there', { gone: true }, 200, a, 'changed'],
    ['deleted and an empty list', { gone: true, at: '/items' }, 200, { items: [] }, 'present'],
    ['deleted and in a list', { gone: true, at: '/items' }, 200, { items: [a] }, 'changed'],
    ['deleted and an error', { gone: true }, 500, {}, 'unreadable'],
  ])('%s', (_, more, status, body, state) => expect(judgeAnswer(wanted(more), { status, headers: {}, body }).state).toBe(state));
});

describe('the acked-write list', () => {
  const sent = (at: number, serving: 'old' | 'mixed' = 'old') => ({ at, serving });
  const about = (key: string, request = 'POST /x') => ({ key, journey: 'j', by: '1.0.0', phase: 'baseline' as const, at: 1, request });
  const write = (name: string, resource?: string) => ({ read: 'GET /x', expect: name, ...(resource === undefined ? {} : { resource }) });

  it('a later write of a resource takes the place of the earlier one, and both count', () => {
    const list = ackedList();
    list.add(about('k1'), write('first'), sent(0));
    list.add(about('k1', 'PUT /x'), write('second'), sent(2, 'mixed'));
    list.add(about('k2'), write('other', 'r'), sent(2, 'mixed'));
    expect(list.all().map(({ about: { resource, request }, wanted }) => [resource, request, wanted.expect])).toEqual([
      ['k1', 'PUT /x', 'second'],
      ['r', 'POST /x', 'other'],
    ]);
    expect(list.count()).toEqual({ byVersion: new Map([['1.0.0', 3]]), mixed: 2 });
  });

  it('an unclear write is owed nothing, but may have taken the place of an acknowledged one', () => {
    const list = ackedList();
    list.unclear('k1', write('never promised'));
    list.add(about('k2'), write('first'), sent(0));
    list.unclear('k2', write('perhaps'));
    expect(list.all().map(({ wanted, or }) => [wanted.expect, or.map(({ expect: e }) => e)])).toEqual([['first', ['perhaps']]]);
    list.add(about('k2'), write('clear again'), sent(2));
    expect(list.all().map(({ wanted, or }) => [wanted.expect, or])).toEqual([['clear again', []]]);
  });
});

describe('two writes of one errand', () => {
  const about = (at: number) => ({ key: 'k', journey: 'j', by: '1.0.0', phase: 'baseline' as const, at, request: 'POST /x' });

  it('that are read back in different ways are both owed', () => {
    const list = ackedList();
    list.add(about(1), { read: 'GET /things', expect: 1 }, { at: 0, serving: 'old' });
    list.add(about(2), { read: 'GET /pays', expect: 2 }, { at: 1, serving: 'old' });
    expect(list.all().map(({ wanted }) => wanted.read)).toEqual(['GET /things', 'GET /pays']);
  });

  it.each([
    ['one after the other: the later one is owed', 1, [[2, []]]],
    ['at the same time: either may have been applied last', 0.5, [[2, [1]]]],
  ])('of one resource, %s', (_, sentAt, owed) => {
    const list = ackedList();
    list.add(about(1), { resource: 'r', read: 'GET /r', expect: 1 }, { at: 0, serving: 'old' });
    list.add(about(2), { resource: 'r', read: 'GET /r', expect: 2 }, { at: sentAt, serving: 'old' });
    expect(list.all().map(({ wanted, or }) => [wanted.expect, or.map(({ expect: value }) => value)])).toEqual(owed);
  });
});

describe('samples', () => {
  const sample = (endedMs: number, ok: boolean, latencyMs = 5) => ({ phase: 'rollback' as const, endedMs, latencyMs, ok });

  it.each<[string, [number, boolean][], number, number | undefined]>([
    ['none at all', [], 1, undefined],
    [
      'all well',
      [
        [1010, true],
        [1300, true],
      ],
      1,
      undefined,
    ],
    [
      'an error before the decision does not count',
      [
        [990, false],
        [1300, true],
      ],
      1,
      undefined,
    ],
    [
      'back at the end of the last bad window',
      [
        [1010, false],
        [1300, true],
        [1600, false],
        [1900, true],
      ],
      1,
      1750,
    ],
    [
      'as many errors as the objective allows',
      [...Array.from({ length: 9 }, (_, n): [number, boolean] => [1000 + n, true]), [1010, false]],
      0.9,
      undefined,
    ],
    [
      'one more than it allows',
      [...Array.from({ length: 8 }, (_, n): [number, boolean] => [1000 + n, true]), [1010, false], [1011, false]],
      0.9,
      1250,
    ],
  ])('error rate back: %s', (_, samples, availability, at) =>
    expect(
      errorRateBackAt(
        samples.map(([ms, ok]) => sample(ms, ok)),
        1000,
        availability,
      ),
    ).toBe(at),
  );

  it('k failures of n are exactly the objective (n - k) / n', () =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), fc.nat(1000), (n, k) => {
        expect(availabilityOf({ requests: n, failed: Math.min(n, k) })).toBe((n - Math.min(n, k)) / n);
      }),
    ));

  it('are summed up with their latencies; none have none', () => {
    expect(sumUp([])).toEqual({ requests: 0, failed: 0 });
    const { latency, ...counts } = sumUp(Array.from({ length: 100 }, (_, n) => sample(n, n % 10 !== 0, n + 1)));
    expect(counts).toEqual({ requests: 100, failed: 10 });
    for (const [quantile, ms] of [
      ['p50', 50],
      ['p99', 99],
      ['max', 100],
    ] as const)
      expect(Math.abs((latency?.[quantile] ?? 0) - ms)).toBeLessThanOrEqual(ms / 1000 + 0.01);
  });
});
