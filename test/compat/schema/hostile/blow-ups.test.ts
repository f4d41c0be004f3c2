import { describe, expect, it } from 'vitest';
import { accepts } from '../../../../src/compat/schema/interpret/interpret.ts';
import { readSchema } from '../../../../src/compat/schema/read/read.ts';
import { bothWays, contains } from '../../../../src/compat/schema/relation.ts';
import { asked, isHonest, kindOf } from './ask.ts';

const text = { type: 'string' };
const number = { type: 'number' };

describe('patterns that backtrack, or blow up as automata', () => {
  it.each([
    ['^(a+)+$', '^a+$', 'equivalent'],
    ['^(a|a)*$', '^a*$', 'equivalent'],
    ['^(a|aa)+$', '^a+$', 'equivalent'],
    ['^(.*)*x$', 'x$', 'narrower'],
    ['^([a-zA-Z0-9])(([\\-.]|[_]+)?([a-zA-Z0-9]+))*(@){1}[a-z0-9]+[.]{1}(([a-z]{2,3})|([a-z]{2,3}[.]{1}[a-z]{2,3}))$', '@', 'narrower'],
    ['(.*a){25}', '(.*a){24}', 'narrower'],
    ['^(.*a){25}$', 'a', 'narrower'],
    ['^[ab]*a[ab]{24}$', '^[ab]{25,}$', 'narrower'],
    ['^(?=.*a)(?=.*b)(?=.*c)(?=.*d)(?=.*e)(?=.*f).*$', 'a', 'narrower'],
    ['^(\\w+\\s?)*$', '^[\\w\\s]*$', 'narrower'],
    ['^((((((((((a*)*)*)*)*)*)*)*)*)*)$', '^a*$', 'equivalent'],
    ['^(x+x+)+y$', '^x+y$', 'narrower'],
    ['^(a{0,500}){0,500}$', '^a*$', 'narrower'],
    ['^(a|b)\\1$', '^[ab]{2}$', 'narrower'],
  ] as const)('%s against %s', (a, b, right) =>
    expect(asked({ type: 'string', pattern: a }, { type: 'string', pattern: b })).toSatisfy(isHonest(right)),
  );

  it('tests a long string by a pattern that backtracks', () => {
    expect(asked({ const: 'a'.repeat(60) }, { type: 'string', pattern: '^(a|a)*b$' })).toSatisfy(isHonest('disjoint'));
    expect(asked({ enum: ['a'.repeat(50_000)] }, { pattern: '^(a+)+$' })).toSatisfy(isHonest('narrower'));
  });
});

describe('choices that multiply', () => {
  const branches = (count: number, properties: number, kind: 'oneOf' | 'anyOf', value: (i: number, j: number) => unknown): object => ({
    [kind]: Array.from({ length: count }, (_, i) => ({
      type: 'object',
      properties: Object.fromEntries(Array.from({ length: properties }, (_, j) => [`p${j}`, value(i, j)])),
    })),
  });
  const bounded =
    (more: number) =>
    (i: number, j: number): object => ({ type: 'integer', minimum: (i * 7 + j * 3) % 11, maximum: 20 + ((i * 5 + j) % 13) + more });
  it.each(['oneOf', 'anyOf'] as const)('30 branches of %s over 30 members', (kind) => {
    expect(asked(branches(30, 30, kind, bounded(0)), branches(30, 30, kind, bounded(0)))).toSatisfy(isHonest('equivalent'));
    const wider = asked(branches(30, 30, kind, bounded(0)), branches(30, 30, kind, bounded(1)));
    // Which one is right for oneOf, where more in each branch may be less in all, is not for this test.
    expect(kind === 'anyOf' ? ['narrower', 'unknown'] : ['narrower', 'overlapping', 'unknown']).toContain(kindOf(wider));
  });
  it('12 levels of a choice of two', () => {
    const nested = (depth: number, leaf: unknown): unknown =>
      depth === 0
        ? leaf
        : {
            oneOf: [
              { type: 'object', required: ['a'], properties: { a: nested(depth - 1, leaf) } },
              { type: 'object', required: ['b'], properties: { b: nested(depth - 1, leaf) } },
            ],
          };
    expect(asked(nested(12, text), nested(12, text))).toSatisfy(isHonest('equivalent'));
    expect(asked(nested(12, { const: 'x' }), nested(12, text))).toSatisfy(isHonest('overlapping'));
    const flat = (depth: number, leaf: unknown): unknown =>
      depth === 0 ? leaf : { oneOf: [flat(depth - 1, leaf), { allOf: [flat(depth - 1, leaf), { minimum: depth }] }] };
    expect(kindOf(asked(flat(12, number), text))).not.toBe('usage');
  });
  it('three clauses over 20 members that have no solution', () => {
    const clauses = Array.from({ length: 90 }, (_, i) => ({
      anyOf: [0, 1, 2].map((j) => ({ properties: { [`p${(i * 7 + j * 5 + (i >> 3)) % 20}`]: { const: ((i >> j) & 1) === 1 } } })),
    }));
    const schema = {
      type: 'object',
      required: Array.from({ length: 20 }, (_, i) => `p${i}`),
      properties: Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`p${i}`, { type: 'boolean' }])),
      allOf: clauses,
    };
    expect(['equivalent', 'wider', 'unknown']).toContain(kindOf(asked(schema, false)));
  });
  it('pigeons: six members, five values, none alike', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const alike = names.flatMap((one, i) =>
      names
        .slice(i + 1)
        .flatMap((two) =>
          [1, 2, 3, 4, 5].map((value) => ({ required: [one, two], properties: { [one]: { const: value }, [two]: { const: value } } })),
        ),
    );
    expect(
      asked(
        {
          type: 'object',
          required: names,
          properties: Object.fromEntries(names.map((name) => [name, { enum: [1, 2, 3, 4, 5] }])),
          not: { anyOf: alike },
        },
        false,
      ),
    ).toSatisfy(isHonest('equivalent'));
  });
  it('a hundred items contained, each of its kind', () => {
    const kinds = Array.from({ length: 100 }, (_, i) => ({ contains: { const: i } }));
    expect(asked({ type: 'array', allOf: kinds }, { type: 'array', minItems: 100 })).toSatisfy(isHonest('narrower'));
    expect(asked({ type: 'array', allOf: kinds, maxItems: 99 }, false)).toSatisfy(isHonest('equivalent'));
  });
});

describe('the budget', () => {
  const hard = (value: number): object => ({
    type: 'object',
    required: Array.from({ length: 40 }, (_, i) => `p${i}`),
    properties: Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`p${i}`, { enum: [1, 2, 3] }])),
    allOf: Array.from({ length: 150 }, (_, i) => ({
      oneOf: [0, 1, 2].map((j) => ({ properties: { [`p${(i * 11 + j * 17) % 40}`]: { const: ((i + j * value) % 3) + 1 } } })),
    })),
  });
  it('of milliseconds is kept, give or take', () => {
    const started = performance.now();
    const answer = contains(hard(1), hard(2), { budget: { ms: 300 } });
    expect(performance.now() - started).toBeLessThan(300 * 10 + 2000);
    expect(answer.kind === 'unknown' ? answer.reason : 'the budget was enough').toContain('budget');
  });
  it('of milliseconds is that of the pair, in both directions, and covers what automata take', () => {
    const text = (inside: readonly string[], outside: readonly string[]): object => ({
      type: 'string',
      allOf: [...inside.map((pattern) => ({ pattern })), ...outside.map((pattern) => ({ not: { pattern } }))],
    });
    const [one, two, three, four] = [
      '^(a|b|ab)*c{1,50}(x|y){3,40}$',
      '^((a|b){1,20}c){1,20}(x|y){3,40}$',
      '(a.*b.*c.*d.*){3,8}',
      '^[ab]*a[ab]{14}(x|y){3,40}$',
    ] as const;
    const started = performance.now();
    bothWays(text([one, three], [two]), text([four], ['^(.*a){12}$']), { budget: { ms: 400 } });
    // The rest is for a machine that is busy with other things.
    expect(performance.now() - started).toBeLessThan(400 + 600);
  });
  it('of steps is looked at, however little a step costs', () => {
    const answer = contains({ enum: Array.from({ length: 500 }, (_, i) => i) }, { maximum: 600 }, { budget: { steps: 100, ms: 60_000 } });
    expect(answer).toMatchObject({ kind: 'unknown', reason: 'the budget of 100 steps is used up' });
  });
  it('of steps is looked at while a long enum is read, by the engine and by the interpreter, which read it once', () => {
    const values = (from: number): object => ({ enum: Array.from({ length: 100_000 }, (_, i) => `v${i + from}`) });
    expect(contains(values(0), values(1), { budget: { steps: 10_000, ms: 60_000 } })).toMatchObject({
      kind: 'unknown',
      reason: 'the budget of 10000 steps is used up',
    });
    const place = readSchema(values(0));
    const spent: number[] = [];
    for (const value of ['v1', 'v2']) {
      let sum = 0;
      accepts(place, value, { budget: { spend: (steps) => void (sum += steps) } });
      spent.push(sum);
    }
    expect(spent).toEqual([2 + 64 * 195, 2]);
  });
  it('of steps is looked at while multiples are joined, and what they are joined to has an end', () => {
    const primes: number[] = [];
    for (let i = 2; primes.length < 3000; i++) if (primes.every((prime) => prime * prime > i || i % prime !== 0)) primes.push(i);
    const all = { allOf: primes.map((prime) => ({ type: 'number', multipleOf: prime })) };
    const reasonOf = (steps: number): string => {
      const answer = contains(all, { multipleOf: 27_457 }, { budget: { steps, ms: 60_000 } });
      return answer.kind === 'unknown' ? answer.reason : answer.kind;
    };
    expect(reasonOf(100_000)).toBe('the budget of 100000 steps is used up');
    expect(reasonOf(Infinity)).toBe('a number of more than 10000 digits');
  });
  it('of steps gives the same answer every time', () => {
    const answers = [1, 2].map(() => contains(hard(1), hard(2), { budget: { steps: 2_000, ms: 60_000 } }));
    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]).toMatchObject({ kind: 'unknown', reason: 'the budget of 2000 steps is used up' });
  });
  it('of nothing answers nothing, and does not fail', () => {
    expect(['unknown', 'narrower']).toContain(kindOf(asked({ type: 'integer' }, number, 0)));
  });
});
