import { type More, type Row, text } from './row.ts';

const as = (format: string): object => ({ type: 'string', format });
const asserted: More = { formatAssertion: true };

/** Formats as annotations: they say nothing. */
export const annotations: readonly Row[] = [
  ['a format that is not asserted is any string', as('date'), 'equivalent', text],
  ['two formats that are not asserted are the same', as('email'), 'equivalent', as('uri')],
  ['an unknown format', as('no-such-format'), 'equivalent', text],
  ['what is no date, where dates are not asserted', { const: 'x' }, 'narrower', as('date')],
];

/** Formats as assertions. */
export const formats: readonly Row[] = [
  ['an asserted format is narrower than any string', as('date'), 'narrower', text, { ...asserted, bNotA: '' }],
  ['a format leaves numbers alone', { format: 'date' }, 'wider', as('date'), { ...asserted, aNotB: null }],
  ['the same format', as('email'), 'equivalent', as('email'), { ...asserted, shows: { both: 'a@example.org' } }],
  ['a date has ten characters', as('date'), 'narrower', { type: 'string', minLength: 10, maxLength: 10 }, asserted],
  [
    'a date is digits and hyphens',
    as('date'),
    'narrower',
    { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' },
    { ...asserted, shows: { a: '2024-01-31', b: '2024-00-00' } },
  ],
  [
    'a date is no identifier',
    as('date'),
    'disjoint',
    as('uuid'),
    { ...asserted, shows: { a: '2024-01-31', b: '6ba7b810-9dad-11d1-80b4-00c04fd430c8' } },
  ],
  ['a date is no moment', as('date'), 'disjoint', as('date-time'), { ...asserted, shows: { a: '2024-01-31', b: '2024-02-29T12:00:00Z' } }],
  ['the 29th of February of a leap year', { const: '2024-02-29' }, 'narrower', as('date'), { ...asserted, shows: { b: '2024-01-31' } }],
  ['the 29th of February of another year', { const: '2023-02-29' }, 'disjoint', as('date'), { ...asserted, shows: { b: '2024-01-31' } }],
  ['a thirteenth month', { const: '2023-13-01' }, 'disjoint', as('date'), { ...asserted, shows: { b: '2024-01-31' } }],
  [
    'a moment in universal time',
    { const: '2024-02-29T12:00:00Z' },
    'narrower',
    as('date-time'),
    { ...asserted, shows: { b: '2024-03-01T12:00:00Z' } },
  ],
  [
    'a moment without its zone',
    { const: '2024-02-29T12:00:00' },
    'disjoint',
    as('date-time'),
    { ...asserted, shows: { b: '2024-03-01T12:00:00Z' } },
  ],
  [
    'a listed moment and a listed word',
    { enum: ['2024-02-29T12:00:00Z', 'soon'] },
    'overlapping',
    as('date-time'),
    { ...asserted, aNotB: 'soon', shows: { b: '2024-03-01T12:00:00Z' } },
  ],
  ['an identifier has 36 characters', as('uuid'), 'narrower', { maxLength: 36, pattern: '-' }, asserted],
  ['an address of IPv4 is short', as('ipv4'), 'narrower', { type: 'string', minLength: 7, maxLength: 15 }, asserted],
  ['an address of IPv4 is none of IPv6', as('ipv4'), 'disjoint', as('ipv6'), { ...asserted, shows: { a: '10.0.0.1', b: '::1' } }],
  ['an address of IPv4 beyond 255', { const: '256.0.0.1' }, 'disjoint', as('ipv4'), { ...asserted, shows: { b: '10.0.0.1' } }],
  ['an address of IPv6 holds a colon', as('ipv6'), 'narrower', { pattern: ':' }, asserted],
  ['an address of mail holds an at sign', as('email'), 'narrower', { type: 'string', pattern: '@' }, asserted],
  ['a word is no address of mail', { const: 'x' }, 'disjoint', as('email'), { ...asserted, notByAjv: 'it asks for a dot in the domain' }],
  ['an absolute URI holds a colon', as('uri'), 'narrower', { type: 'string', pattern: ':' }, asserted],
  ['a URI is a reference too', as('uri'), 'narrower', as('uri-reference'), asserted],
  ['a pointer begins with a slash', as('json-pointer'), 'narrower', { pattern: '^(/|$)' }, asserted],
  ['a format and a pattern together', { type: 'string', format: 'date', pattern: '^2024-02-3' }, 'equivalent', false, asserted],
  ['a format and a length that it never has', { type: 'string', format: 'uuid', maxLength: 10 }, 'equivalent', false, asserted],
  ['two formats that no string meets', { allOf: [as('ipv4'), as('uuid')] }, 'equivalent', false, asserted],
  ['a time with its zone', { const: '12:00:00Z' }, 'narrower', as('time'), { ...asserted, shows: { b: '13:00:00Z' } }],
  ['a host name', { const: 'example.org' }, 'narrower', as('hostname'), asserted],
  ['a host name with a space', { const: 'a b' }, 'disjoint', as('hostname'), asserted],
  ['an unknown format is not asserted', as('no-such-format'), 'equivalent', text, asserted],
  ['a word that is no regular expression', { const: '[' }, 'disjoint', as('regex'), { ...asserted, shows: { b: 'a' } }],
];
