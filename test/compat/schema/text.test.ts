import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonical, equal, parseValue, sizeOf, writeValue } from '../../../src/compat/schema/text.ts';
import { Undecided } from '../../../src/compat/schema/undecided.ts';
import { Exact, type Value } from '../../../src/compat/schema/value.ts';
import { DrillError } from '../../../src/core/error.ts';

const exactly = (text: string): Exact => new Exact(text);

describe('reading', () => {
  it.each<[string, Value]>([
    ['1.0', 1],
    ['1e2', 100],
    ['-0', 0],
    ['[-0,-0.0,-0e5,-0.5]', [0, 0, 0, -0.5]],
    ['-0.00000000000000000000', 0],
    ['9007199254740992', 9007199254740992],
    ['9007199254740993', exactly('9007199254740993')],
    ['1e400', exactly('1e400')],
    ['-1e-400', exactly('-1e-400')],
    ['1.00000000000000000000', 1],
    ['100000000000000000000000', 1e23],
    ['0.1000000000000000055511151231257827', exactly('0.1000000000000000055511151231257827')],
    ['"9007199254740993"', '9007199254740993'],
    [String.raw`"\"9007199254740993"`, '"9007199254740993'],
    ['{"a":[9007199254740993,{"b":1e999}]}', { a: [exactly('9007199254740993'), { b: exactly('1e999') }] }],
    ['{"exact":"9007199254740993","b":9007199254740993}', { exact: '9007199254740993', b: exactly('9007199254740993') }],
    ['{"a":1,"a":9007199254740993}', { a: exactly('9007199254740993') }],
    ['{"a":9007199254740993,"a":2}', { a: 2 }],
  ])('%s', (text, value) => {
    expect(parseValue(text)).toStrictEqual(value);
  });

  it.each(['{"__proto__":1}', '{"__proto__":9007199254740993}', '{"__proto__":{"x":9007199254740993}}'])('%s keeps its name', (text) => {
    const value = parseValue(text);
    expect(Object.keys(value as object)).toEqual(['__proto__']);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(writeValue(value)).toBe(text);
  });

  it.each(['', '{', '01', '[1,]', '{"a":9007199254740993,}', 'NaN', '9007199254740993 9007199254740993'])('%j is not JSON', (text) => {
    expect(() => parseValue(text)).toThrow(SyntaxError);
  });
});

describe('writing', () => {
  it('keeps all digits, and indents', () => {
    const value = { a: exactly('10000000000000000000001'), b: [1] };
    expect(writeValue(value)).toBe('{"a":10000000000000000000001,"b":[1]}');
    expect(writeValue(value, 2)).toBe('{\n  "a": 10000000000000000000001,\n  "b": [\n    1\n  ]\n}');
  });
});

describe('equal values', () => {
  it.each<[string, Value, Value, boolean]>([
    ['numbers written otherwise', exactly('1e1'), 10, true],
    ['exact numbers written otherwise', exactly('10000000000000000000001'), exactly('1.0000000000000000000001e22'), true],
    ['neighbours beyond 2^53', exactly('9007199254740993'), 9007199254740992, false],
    ['neighbours, both exact', exactly('9007199254740993'), exactly('9007199254740995'), false],
    ['a number and its text', exactly('9007199254740993'), '9007199254740993', false],
    ['zeros', 0, -0, true],
    ['names in another order', { a: 1, b: 2 }, { b: 2, a: 1 }, true],
    ['a name more', { a: 1 }, { a: 1, b: 2 }, false],
    ['other names', { a: 1 }, { b: 1 }, false],
    ['an inherited name', { a: 1, toString: 1 }, { a: 1, b: 1 }, false],
    ['lists in another order', [1, 2], [2, 1], false],
    ['a list and an object', [], {}, false],
    ['nothing and an object', null, {}, false],
    ['false and 0', false, 0, false],
    ['texts', '1', '1', true],
    ['a text and a number', '1', 1, false],
  ])('%s', (_, a, b, answer) => {
    expect([equal(a, b), equal(b, a), canonical(a) === canonical(b)]).toEqual([answer, answer, answer]);
  });

  it.each<[Value, string]>([
    [{ b: [1, null, true], a: 'x"' }, String.raw`{"a":"x\"","b":[1,null,true]}`],
    [-0, '0'],
    [exactly('1.50e400'), '1.5e400'],
    [exactly('12.50'), '12.5'],
    [exactly('0.00000012345678901234567890'), '1.234567890123456789e-7'],
    [exactly('0.000001234567890123456789'), '0.000001234567890123456789'],
  ])('%j is %s', (value, text) => {
    expect(canonical(value)).toBe(text);
  });
});

describe('laws', () => {
  const value = fc.jsonValue() as fc.Arbitrary<Value>;
  it('what is written is read back, and has its size', () => {
    fc.assert(
      fc.property(value, (written) => {
        const text = writeValue(written);
        expect(equal(parseValue(text), written)).toBe(true);
        expect(sizeOf(written)).toBe(text.length);
      }),
    );
  });

  it('two values are equal just when they have one text', () => {
    fc.assert(
      fc.property(value, value, (a, b) => {
        expect(equal(a, b)).toBe(canonical(a) === canonical(b));
        expect(equal(a, parseValue(canonical(a)))).toBe(true);
      }),
    );
  });

  it('numbers of any length are read without loss', () => {
    const number = fc.tuple(fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }), fc.integer({ min: -400, max: 400 }));
    fc.assert(
      fc.property(number, ([digits, exponent]) => {
        const text = `${digits}e${exponent}`;
        const read = parseValue(`{"a":[${text}]}`);
        expect(canonical(read)).toBe(`{"a":[${canonical(exactly(text))}]}`);
        expect(equal(read, { a: [exactly(text)] })).toBe(true);
      }),
    );
  });
});

describe('deep nesting', () => {
  const deep = (number: string): string => '['.repeat(100_000) + number + ']'.repeat(100_000);
  it('is read, also with exact numbers', () => {
    for (const number of ['1', '9007199254740993']) {
      let value = parseValue(deep(number));
      for (let level = 0; level < 100_000; level += 1) value = (value as readonly Value[])[0] as Value;
      expect(writeValue(value)).toBe(number);
    }
  });

  it('is an error that says so where it cannot be written or compared', () => {
    const [a, b] = [parseValue(deep('1')), parseValue(deep('1'))];
    expect(() => writeValue(a)).toThrow(DrillError);
    expect(() => canonical(a)).toThrow(Undecided);
    expect(() => equal(a, b)).toThrow(Undecided);
    expect(() => sizeOf(a)).toThrow(Undecided);
  });
});
