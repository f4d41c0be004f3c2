import { fullFormats } from 'ajv-formats/dist/formats.js';
import { describe, expect, it, test } from 'vitest';
import {
  acceptsFormat,
  familiar,
  formatNames,
  isKnownFormat,
  languageOfFormat,
  loosened,
} from '../../../../src/compat/schema/language/formats.ts';
import { both, isEmpty, not } from '../../../../src/compat/schema/language/language.ts';
import { pickStrings } from '../../../../src/compat/schema/language/strings.ts';
import { unlimited } from './budget.ts';

const label = 'a'.repeat(63);

const cases: readonly (readonly [format: string, texts: readonly string[], others: readonly string[]])[] = [
  [
    'date',
    ['2024-02-29', '2000-02-29', '1999-12-31'],
    ['2023-02-29', '1900-02-29', '2024-04-31', '2024-13-01', '2024-1-01', '٢024-01-01', ''],
  ],
  [
    'time',
    [
      '08:30:06Z',
      '08:30:06.283185z',
      '08:30:06-08:00',
      '23:59:60Z',
      '15:59:60-08:00',
      '01:29:60+01:30',
      '23:29:60+23:30',
      '00:29:60+00:30',
      '22:59:60+23:00',
    ],
    [
      '08:30:06',
      '24:00:00Z',
      '08:60:00Z',
      '08:30:60Z',
      '22:59:60Z',
      '23:59:60+01:00',
      '23:59:61Z',
      '08:30:06+24:00',
      '08:30:06+0100',
      '08:30:06.Z',
    ],
  ],
  [
    'date-time',
    [
      '1963-06-19T08:30:06.283185Z',
      '1963-06-19t08:30:06z',
      '1990-12-31T15:59:60-08:00',
      '1998-12-31T23:59:60.123Z',
      '2024-02-29T00:00:00+00:00',
    ],
    [
      '1963-06-19 08:30:06Z',
      '1990-02-31T15:59:59Z',
      '1998-12-31T23:58:60Z',
      '1998-12-31T22:59:60Z',
      '1963-06-19T08:30:06',
      '2013-350T01:01:01Z',
      'T08:30:06Z',
    ],
  ],
  [
    'duration',
    ['P4DT12H30M5S', 'P4Y', 'PT0S', 'P1M', 'PT36H', 'P2W', 'P1Y2M3D'],
    ['P', 'PT', 'P1D2H', 'P2D1Y', 'P1Y2W', 'P1Y2D', 'PT1H2S', '1D', 'P1', 'P1DT', 'p1d'],
  ],
  ['ipv4', ['192.168.0.1', '0.0.0.0', '255.255.255.255'], ['127.0.0.0.1', '256.1.1.1', '127.0.1', '01.2.3.4', '1.2.3.4/24', '1.2.3.٤']],
  [
    'ipv6',
    ['::', '::1', '1::', 'a:b::c', '1:2:3:4:5:6:7:8', '::42:ff:1', '1::d6:192.168.0.1', '1:2:3:4:5:6:1.2.3.4', '1:2:3:4:5:6:7::'],
    [
      '12345::',
      '1:2:3:4:5:6:7',
      '1:2:3:4:5:6:7:8:9',
      ':1',
      '1:',
      '1::2::3',
      '::1.2.3',
      '::1.2.3.256',
      'fe80::a%eth1',
      '1:2:3:4:5:6:7:8::',
      '::/64',
    ],
  ],
  [
    'uuid',
    ['2EB8AA08-aa98-11ea-B4AA-73B441D16380', '00000000-0000-0000-0000-000000000000'],
    ['2eb8aa08-aa98-11ea-b4aa-73b441d1638', '2eb8aa08aa9811eab4aa73b441d16380', 'urn:uuid:2eb8aa08-aa98-11ea-b4aa-73b441d16380'],
  ],
  [
    'hostname',
    ['www.example.com', 'a', '1host', 'xn--4gbwdl.xn--wgbh1c', `${label}.com`, [label, label, label, 'a'.repeat(61)].join('.')],
    ['', '-a', 'a-', 'a_b', `${label}a.com`, [label, label, label, 'a'.repeat(62)].join('.'), 'a..b', '.a', 'a.'],
  ],
  [
    'email',
    ['joe.bloggs@example.com', 'te~st@example.com', '"joe \\" bloggs"@example.com', 'joe@[127.0.0.1]', 'joe@[IPv6:::1]', 'joe@localhost'],
    [
      '2962',
      '.test@example.com',
      'test.@example.com',
      'te..st@example.com',
      'joe@[127.0.0.300]',
      'joe@inv=alid',
      'joe@',
      '@a.b',
      'a b@c.d',
    ],
  ],
  [
    'uri',
    [
      'http://foo.bar/?baz=qux#quux',
      'urn:oasis:names:tc:entity:xmlns:xml:catalog',
      'tel:+1-816-555-1212',
      'a:',
      'http://[2001:db8::7]:80/',
      'ldap://[v1.x]/?c',
      "http://-.~_!$&'()*+,;=:%40:80%2f::@x",
    ],
    [
      '//foo.bar/',
      '/abc',
      'abc',
      'http:// x',
      '\\\\WINDOWS\\fileshare',
      ':// fail',
      'http://a/%zz',
      'http://[1::2::3]/',
      'bar,baz:foo',
      'http://a/é',
      'http://a"b',
    ],
  ],
  [
    'uri-reference',
    ['http://a/b', '//a/b', '/abc', 'abc', '', '#frag', '?q', './a:b', 'a/b:c'],
    ['\\\\a', '#fr\\ag', 'a b', ':a', '1:a', '%g0'],
  ],
  ['iri', ['http://ƒøø.ßår/?∂éœ=πîx#πîüx', 'http://a/'], ['/abc', 'http://a b', 'âππ', 'http://2001:0db8::7x:y']],
  ['iri-reference', ['âππ', '#ƒrägmênt', '//ƒøø.ßår/', ''], ['\\\\WINDOWS', '#ƒräg\\mênt', 'a b']],
  [
    'uri-template',
    ['http://example.com/dictionary/{term:1}/{term}', 'dictionary/{+a.b,c*}', '', '%20{?x}'],
    ['http://example.com/{term', '{}', '{a:0}', '{a:12345}', 'a}', '%2', '{-a}', 'a b'],
  ],
  ['json-pointer', ['', '/', '/foo/bar~0/baz~1/%a', '/foo//bar', '/\u{1f600}\n'], ['a', '/~', '/~2', '#', '/~0~']],
  [
    'relative-json-pointer',
    ['0', '1', '120/foo/bar', '0#', '2/0/baz/1/zip'],
    ['', '/foo', '-1/foo', '+1/foo', '0##', '01/a', '01#', '0+1'],
  ],
  ['byte', ['', 'YQ==', 'YWI=', 'YWJj'], ['YQ', 'YQ=', 'Y===', 'YW-_', 'YQ==\n']],
  ['password', ['', 'any'], []],
  ['regex', ['', '^[a-z]+$', '\\p{L}', '\\-'], ['[', '^(abc]', '\\Z', '\\a']],
];

/** What ajv-formats takes or refuses against the RFC. */
const departures: readonly (readonly [reason: string, format: string, text: string, isOne: boolean])[] = [
  ['a date and a time with a space between them', 'date-time', '1963-06-19 08:30:06Z', false],
  ['an offset without a colon', 'time', '08:30:06+0100', false],
  ['an offset of hours only', 'time', '00:00:00+01', false],
  ['a unit that is not followed by the next smaller one', 'duration', 'P1Y2D', false],
  ['an hour that is followed by a second', 'duration', 'PT1H2S', false],
  ['a UUID as a URN', 'uuid', 'urn:uuid:2eb8aa08-aa98-11ea-b4aa-73b441d16380', false],
  ['a host name that ends with a dot', 'hostname', 'a.', false],
  ['a mail address without a dot', 'email', 'joe@localhost', true],
  ['a mail address with a quoted name', 'email', '"joe \\" bloggs"@example.com', true],
  ['a mail address at a number', 'email', 'joe@[127.0.0.1]', true],
  ['a mail address at a longer number', 'email', 'joe@[IPv6:::1]', true],
  ['a URI with nothing after its scheme', 'uri', 'a:', true],
  ['a URI with one slash before its host', 'uri', 'http:/[::1]/', false],
  ['a quotation mark in a reference', 'uri-reference', '"', false],
  ['a reference that begins with a colon', 'uri-reference', ':a', false],
  ['a colon in the first segment of a reference', 'uri-reference', '1:a', false],
  ['a name with a dot in a template', 'uri-template', 'dictionary/{+a.b,c*}', true],
  ['base64 in lines', 'byte', 'YQ==\n', false],
];

const acceptedByAjv = (name: string, text: string): boolean => {
  const format: unknown = (fullFormats as Record<string, unknown>)[name];
  const check = typeof format === 'object' && format !== null && 'validate' in format ? format.validate : format;
  if (check instanceof RegExp) return new RegExp(check.source, check.flags).test(text);
  return typeof check === 'function' ? (check as (text: string) => boolean)(text) : true;
};

describe('formats', () => {
  test.each(cases)('%s', (name, texts, others) => {
    expect(texts.filter((text) => acceptsFormat(name, text) !== true)).toEqual([]);
    expect(others.filter((text) => acceptsFormat(name, text) !== false)).toEqual([]);
  });

  test.each(cases.filter(([name]) => name in fullFormats && name !== 'regex'))(
    '%s: ajv says the same, but for its departures',
    (name, texts, others) => {
      const isKnown = (text: string): boolean => departures.some(([, format, sample]) => format === name && sample === text);
      const differ = [...texts, ...others].filter((text) => acceptedByAjv(name, text) !== acceptsFormat(name, text) && !isKnown(text));
      expect(differ).toEqual([]);
    },
  );

  test.each(departures)('ajv departs from the RFC: %s', (_, name, text, isOne) => {
    expect(acceptsFormat(name, text)).toBe(isOne);
    expect(acceptedByAjv(name, text)).toBe(!isOne);
  });

  test.each(formatNames)('%s: what is usual is a part of it, and it is a part of what is loose', (name) => {
    const language = languageOfFormat(name)!;
    expect(isEmpty(both(familiar(language), not(language)), unlimited)).toBe(true);
    expect(isEmpty(both(language, not(loosened(language))), unlimited)).toBe(true);
  });

  test.each(formatNames)('%s: ajv agrees about the texts that are picked, in it and out of it', (name) => {
    const demand = { min: 0, max: Infinity, in: [], notIn: [], not: new Set<string>() };
    const language = languageOfFormat(name)!;
    const inside = pickStrings({ ...demand, in: [language] }, 20, unlimited);
    const outside = pickStrings({ ...demand, notIn: [language] }, 20, unlimited);
    expect(inside.filter((text) => acceptsFormat(name, text) !== true || !acceptedByAjv(name, text))).toEqual([]);
    expect(outside.filter((text) => acceptsFormat(name, text) !== false || (name in fullFormats && acceptedByAjv(name, text)))).toEqual([]);
  });

  test.each(formatNames)('%s: a long text that nearly is one takes no time', (name) => {
    const parts = ['a', '0', '/a', 'a.', 'a-', '{a}', 'a/', '1D', '00:', 'A=', 'a@a.', '%20', 'http://a'];
    const begun = performance.now();
    for (const part of parts) for (const end of ['', '\u0001', '!', '{']) acceptsFormat(name, part.repeat(2000) + end);
    expect(performance.now() - begun).toBeLessThan(5000);
  });

  it('a format is known by its name alone', () => {
    expect([...formatNames, 'regex'].filter((name) => !isKnownFormat(name))).toEqual([]);
    expect(['idn-email', 'int32', 'colour', ''].filter(isKnownFormat)).toEqual([]);
  });

  it('what is no regular language, or unknown, is none', () => {
    expect(['regex', 'idn-email', 'idn-hostname', 'int32', 'colour'].map(languageOfFormat)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect(acceptsFormat('colour', 'red')).toBeUndefined();
  });
});
