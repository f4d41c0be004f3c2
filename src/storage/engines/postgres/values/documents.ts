import * as fc from 'fast-check';
import { noiseText } from './texts.ts';
import type { ValuesOf } from './value.ts';

const deep = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`;

/** Shapes that both kinds of JSON keep. */
const shapes = [
  '{"a":1}',
  '{}',
  'null',
  '{"a":null,"b":{"c":null}}',
  '[]',
  '""',
  '0',
  'true',
  '{"n":12345678901234567890.12345678901234567890}',
  '[1e400,-1e-400,9007199254740993]',
  '[[1,[2,null]],[],{}]',
  '"a"',
  '-1.5',
  'false',
  '{"":{"a b":[null,{"c":[[]]}]}}',
  '"\\u00e9\\ud83d\\ude00\\n\\"\\\\/"',
  '{"שלום":"e\u0301😀"}',
  deep(200),
  `{"long":"${noiseText(5000)}"}`,
];

const anyJson = fc.json({ maxDepth: 3, noUnicodeString: true });

/** `json` keeps its text: spaces, keys that come twice, escaped zeros. */
const json: ValuesOf = () => ({
  boundaries: [...shapes.slice(0, 3), '{"a":1,"a":2}', ...shapes.slice(3), ' { "b" : 1 , "a" : 2 } ', '"\\u0000"', '-0'],
  any: anyJson,
});

const jsonb: ValuesOf = () => ({ boundaries: [...shapes, '1.00', '{"b":1,"aa":2}'], any: anyJson });

const xml: ValuesOf = () => ({
  boundaries: ['<a/>', '', 'only text', '<a b="&quot;">é😀<!-- c --><![CDATA[<]]></a>', '<?xml version="1.0"?><a/>'],
  any: fc.stringMatching(/^[a-z]{1,8}$/).map((name) => `<${name}>${name.length}</${name}>`),
});

const uuid: ValuesOf = () => ({
  boundaries: [
    '6f1c9b1e-7f0d-4c39-9a36-0d9c6a3d2e01',
    '00000000-0000-0000-0000-000000000000',
    'ffffffff-ffff-ffff-ffff-ffffffffffff',
    '018f3c2e-9b7a-7cc1-8a11-5f3b9d2e4c10',
  ],
  any: fc.uuid(),
});

const byte = fc.nat(255).map((value) => value.toString(16).padStart(2, '0'));
const bytes = (count: number): fc.Arbitrary<string> => fc.array(byte, { minLength: count, maxLength: count }).map((all) => all.join(':'));

export const documents: Readonly<Record<string, ValuesOf>> = {
  json,
  jsonb,
  xml,
  uuid,
  jsonpath: () => ({
    boundaries: ['$', '$."a"?(@ > 1)', 'strict $[*]."é"'],
    any: fc.stringMatching(/^[a-z]{1,8}$/).map((name) => `$."${name}"`),
  }),
  inet: () => ({
    boundaries: ['192.168.0.1', '0.0.0.0/0', '255.255.255.255', '10.1.2.3/8', '::1', '::ffff:1.2.3.4', 'fe80::1/10', '::/0'],
    any: fc.oneof(fc.ipV4(), fc.ipV6()),
  }),
  cidr: () => ({
    boundaries: ['192.168.0.0/24', '0.0.0.0/0', '255.255.255.255/32', '::/0', '2001:db8::/32', '::1/128'],
    any: fc.oneof(fc.ipV4(), fc.ipV6()),
  }),
  macaddr: () => ({ boundaries: ['08:00:2b:01:02:03', '00:00:00:00:00:00', 'ff:ff:ff:ff:ff:ff'], any: bytes(6) }),
  macaddr8: () => ({ boundaries: ['08:00:2b:01:02:03:04:05', '00:00:00:00:00:00:00:00', 'ff:ff:ff:ff:ff:ff:ff:ff'], any: bytes(8) }),
  pg_snapshot: () => ({
    boundaries: ['10:20:10,14,15', '1:1:'],
    any: fc.integer({ min: 1, max: 10_000 }).map((id) => `${id}:${id + 5}:${id + 2}`),
  }),
  regtype: () => ({ boundaries: ['integer'], any: fc.constantFrom('integer', 'text', 'jsonb', 'numeric', 'uuid') }),
  regclass: () => ({ boundaries: ['pg_class'], any: fc.constantFrom('pg_class', 'pg_type', 'pg_proc', 'pg_attribute') }),
};
