import { describe, expect, it } from 'vitest';
import { writtenBody } from '../../../src/compat/exchange/wire/body.ts';
import { readings, writingOf, written } from '../../../src/compat/exchange/wire/parameter.ts';
import type { Value } from '../../../src/compat/schema/value.ts';

// The table "Style Examples" of OpenAPI 3.1 (4.8.12.4), which are expansions of RFC 6570.
const blue = 'blue';
const colours = ['blue', 'black', 'brown'];
const rgb = { R: 100, G: 200, B: 150 };

const text = (parameter: object, value: Value): string | undefined =>
  written(writingOf({ name: 'color', ...parameter }), value)
    ?.map(([name, piece]) => (name === '' ? piece : `${name}=${piece}`))
    .join('&');

describe('a parameter is written', () => {
  it.each<[string, object, Value, string | undefined]>([
    ['simple, a string', { in: 'path' }, blue, 'blue'],
    ['simple, a list', { in: 'path' }, colours, 'blue,black,brown'],
    ['simple, an object', { in: 'path' }, rgb, 'R,100,G,200,B,150'],
    ['simple, an object exploded', { in: 'path', explode: true }, rgb, 'R=100,G=200,B=150'],
    ['label, a string', { in: 'path', style: 'label' }, blue, '.blue'],
    ['label, a list', { in: 'path', style: 'label' }, colours, '.blue,black,brown'],
    ['label, a list exploded', { in: 'path', style: 'label', explode: true }, colours, '.blue.black.brown'],
    ['label, an object exploded', { in: 'path', style: 'label', explode: true }, rgb, '.R=100.G=200.B=150'],
    ['matrix, a string', { in: 'path', style: 'matrix' }, blue, ';color=blue'],
    ['matrix, a list', { in: 'path', style: 'matrix' }, colours, ';color=blue,black,brown'],
    ['matrix, a list exploded', { in: 'path', style: 'matrix', explode: true }, colours, ';color=blue;color=black;color=brown'],
    ['matrix, an object', { in: 'path', style: 'matrix' }, rgb, ';color=R,100,G,200,B,150'],
    ['matrix, an object exploded', { in: 'path', style: 'matrix', explode: true }, rgb, ';R=100;G=200;B=150'],
    ['form, a string', { in: 'query' }, blue, 'color=blue'],
    ['form, a list, which is exploded by default', { in: 'query' }, colours, 'color=blue&color=black&color=brown'],
    ['form, a list not exploded', { in: 'query', explode: false }, colours, 'color=blue,black,brown'],
    ['form, an object', { in: 'query' }, rgb, 'R=100&G=200&B=150'],
    ['form, an object not exploded', { in: 'query', explode: false }, rgb, 'color=R,100,G,200,B,150'],
    ['spaceDelimited, a list', { in: 'query', style: 'spaceDelimited' }, colours, 'color=blue%20black%20brown'],
    ['pipeDelimited, a list', { in: 'query', style: 'pipeDelimited' }, colours, 'color=blue%7Cblack%7Cbrown'],
    ['deepObject', { in: 'query', style: 'deepObject', explode: true }, rgb, 'color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150'],
    ['a cookie', { in: 'cookie' }, 'a b', 'color=a%20b'],
    ['a header as it stands', { in: 'header' }, ['a b', 'c'], 'a b,c'],
    ['what delimits, encoded', { in: 'query' }, 'a&b=c/d?e#f+ü', 'color=a%26b%3Dc%2Fd%3Fe%23f%2B%C3%BC'],
    ['what delimits, with allowReserved', { in: 'query', allowReserved: true }, 'a/b?c:d@e&f#g', 'color=a/b?c:d@e%26f%23g'],
    ['a step up in a path, encoded', { in: 'path' }, '../x', '..%2Fx'],
    ['JSON', { in: 'query', content: { 'application/json': {} } }, { a: ['ü'] }, 'color=%7B%22a%22%3A%5B%22%5Cu00fc%22%5D%7D'],
    ['not at all: null', { in: 'query' }, null, undefined],
    ['not at all: an empty list', { in: 'query' }, [], undefined],
    ['not at all: what nests', { in: 'query' }, [[1]], undefined],
    ['not at all: a list as deepObject', { in: 'query', style: 'deepObject' }, ['a'], undefined],
    ['not at all: half a character', { in: 'query' }, '\ud800', undefined],
  ])('%s', (_, parameter, value, expected) => expect(text(parameter, value)).toBe(expected));
});

describe('what was written is among what a receiver may read', () => {
  const placed = [
    ...['simple', 'label', 'matrix'].map((style) => ({ in: 'path', style })),
    { in: 'query', style: 'form' },
    { in: 'query', style: 'spaceDelimited' },
    { in: 'query', style: 'pipeDelimited' },
    { in: 'query', style: 'deepObject' },
    { in: 'header', style: 'simple' },
    { in: 'cookie', style: 'form' },
  ];
  const cases = placed.flatMap((parameter) =>
    [true, false].flatMap((explode) =>
      (parameter.style === 'deepObject' ? [rgb] : [blue, 5, true, colours, [1, 2], rgb]).map((value) => ({ ...parameter, explode, value })),
    ),
  );
  it.each(cases)('$in $style explode $explode: $value', ({ value, ...parameter }) => {
    const writing = writingOf({ name: 'color', ...parameter });
    const pieces = written(writing, value);
    expect(readings(writing, pieces ?? [])).toContainEqual(value);
  });
});

describe('a body is written', () => {
  it.each<[string, string, Value, unknown, string | undefined]>([
    ['as JSON', 'application/json', { a: 'ü' }, undefined, '{"a":"ü"}'],
    ['as JSON by another name', 'application/vnd.a+json; version=2', [1], undefined, '[1]'],
    ['as JSON where everything is taken', '*/*', null, undefined, 'null'],
    ['as a form', 'application/x-www-form-urlencoded', { a: 'x y&', b: [1, 2] }, undefined, 'a=x%20y%26&b=1&b=2'],
    ['as a form with a list in one', 'application/x-www-form-urlencoded', { b: [1, 2] }, { b: { style: 'form', explode: false } }, 'b=1,2'],
    [
      'in parts',
      'multipart/form-data',
      { a: 'x', b: { c: 1 } },
      undefined,
      '--drill-boundary\r\ncontent-disposition: form-data; name="a"\r\n\r\nx\r\n--drill-boundary\r\ncontent-disposition: form-data; name="b"\r\ncontent-type: application/json\r\n\r\n{"c":1}\r\n--drill-boundary--\r\n',
    ],
    ['as text', 'text/plain', 'x\ny', undefined, 'x\ny'],
    ['not as XML', 'application/xml', 'x', undefined, undefined],
    ['not as text, when it is a list', 'text/plain', ['x'], undefined, undefined],
    ['not as a form, when it nests', 'application/x-www-form-urlencoded', { a: { b: { c: 1 } } }, undefined, undefined],
    ['not in parts whose name ends a header', 'multipart/form-data', { 'a"\r\nx': 'y' }, undefined, undefined],
  ])('%s', (_, media, value, encoding, expected) => expect(writtenBody(media, value, { encoding })?.text).toBe(expected));

  it('and each form may be read as what it was', () => {
    const value = { a: 'x', b: [1, 2], c: true };
    for (const media of ['application/x-www-form-urlencoded', 'multipart/form-data'])
      expect(writtenBody(media, value)?.readings).toContainEqual(value);
  });
});
