import { describe, expect, it } from 'vitest';
import type { ContractOptions } from '../../../src/compat/compare.ts';
import type { Finding } from '../../../src/model/finding.ts';
import { compareTexts } from '../contracts.ts';
import { done, whole } from './told.ts';

const info = (version: unknown): object => ({ info: { title: 'a', version } });
const many = (count: number): object => Object.fromEntries(Array.from({ length: count }, (_, i) => [`/a${i}`, { get: done() }]));
const noticesOf = (old: object, next: object): readonly string[] => compareTexts(whole(old), whole(next)).notices ?? [];

describe('documents that look swapped', () => {
  it.each<[string, object, object, string[]]>([
    [
      'an older version, with operations gone',
      { ...info('2.1.0'), paths: many(116) },
      { ...info('2.0.0'), paths: many(1) },
      [
        'the old document looks newer than the new one (info.version 2.1.0, then 2.0.0): 115 operations would be removed; were the two swapped?',
      ],
    ],
    [
      'an older version, with one gone and one come',
      { ...info('v10'), paths: { ...many(1), '/b': { get: done() } } },
      { ...info('v9'), paths: { ...many(1), '/c': { get: done() } } },
      [
        'the old document looks newer than the new one (info.version v10, then v9): 1 operation would be removed and 1 added; were the two swapped?',
      ],
    ],
    [
      'an older version, with the same operations',
      { ...info('1.0.0'), paths: many(1) },
      { ...info('1.0.0-rc.1'), paths: many(1) },
      ['the old document looks newer than the new one (info.version 1.0.0, then 1.0.0-rc.1); were the two swapped?'],
    ],
    [
      'an older date',
      { ...info('2022-11-28'), paths: many(1) },
      { ...info('2022-08-09'), paths: many(1) },
      ['the old document looks newer than the new one (info.version 2022-11-28, then 2022-08-09); were the two swapped?'],
    ],
    [
      'the same version, many operations gone and none come',
      { ...info('1'), paths: many(9) },
      { ...info('1'), paths: many(2) },
      ['the old document looks newer than the new one: 7 operations would be removed; were the two swapped?'],
    ],
    ['the same version, a few operations gone', { ...info('1'), paths: many(5) }, { ...info('1'), paths: many(1) }, []],
    ['a newer version, many operations gone', { ...info('1.9.0'), paths: many(9) }, { ...info('1.10.0'), paths: many(2) }, []],
    ['a date and a number', { ...info('2022-11-28'), paths: many(1) }, { ...info('1.0.0'), paths: many(1) }, []],
    ['words', { ...info('zebra'), paths: many(1) }, { ...info('apple'), paths: many(1) }, []],
  ])('%s', (_, old, next, expected) => {
    expect(noticesOf(old, next)).toEqual(expected);
  });

  it('are no finding', () => {
    const { findings, cells } = compareTexts(whole({ ...info('2'), paths: many(1) }), whole({ ...info('1'), paths: many(1) }));
    expect(findings).toEqual([]);
    expect(cells.rollout.state).toBe('holds');
  });
});

const needs = (...names: readonly string[]): object[] => names.map((name) => ({ name, in: 'query', required: true, schema: {} }));
const versioned = (version: unknown): object => ({ name: 'X-Api-Version', in: 'header', schema: { const: version } });
/** One operation at a path, that demands a parameter more in N. */
const breaking = (path: string, version: string, more: object = {}, parameters: object[] = []): object => ({
  ...info(version),
  paths: { [path]: { get: done({ parameters }) } },
  ...more,
});

const key = { key: { type: 'apiKey', in: 'header', name: 'X-Key' } };

const firstOf = (old: object, next: object, options: Partial<ContractOptions> = {}): Finding => {
  const finding = compareTexts(whole(old), whole(next), 'openapi', options).findings.find(({ severity }) => severity !== 'note');
  if (!finding) throw new Error('nothing was found');
  return finding;
};
const under = (version: string): string => `It happens under the same version (${version}).`;
const beside = (version: string): string => `Or bring the change as a new version (${version}) beside the old one.`;

describe('a break under the same version', () => {
  it.each<[string, object, object, string | undefined, string | undefined]>([
    ['in the path', breaking('/v1/a', '1.0.0'), breaking('/v1/a', '2.0.0', {}, needs('q')), under('/v1'), beside('/v2')],
    [
      'in the path of the server',
      breaking('/a', '1.0.0', { servers: [{ url: 'https://a.example.com/api/v3' }] }),
      breaking('/a', '2.0.0', { servers: [{ url: 'https://a.example.com/api/v3' }] }, needs('q')),
      under('/v3'),
      beside('/v4'),
    ],
    [
      'in a header',
      breaking('/a', '1.0.0', {}, [versioned(7)]),
      breaking('/a', '2.0.0', {}, [versioned(7), ...needs('q')]),
      under('header X-Api-Version: 7'),
      beside('a new value of X-Api-Version'),
    ],
    [
      'of the document, by its major number',
      breaking('/a', '1.4.0'),
      breaking('/a', '1.5.0', {}, needs('q')),
      under('info.version 1.4.0, then 1.5.0'),
      beside('version 2'),
    ],
    [
      'of the document, that did not change',
      breaking('/a', '1.4.0'),
      breaking('/a', '1.4.0', {}, needs('q')),
      under('info.version 1.4.0'),
      beside('version 2'),
    ],
    [
      'of the document, below 1 by its minor number',
      breaking('/a', '0.4.0'),
      breaking('/a', '0.4.1', {}, needs('q')),
      under('info.version 0.4.0, then 0.4.1'),
      beside('version 0.5'),
    ],
    [
      'in the path of all operations, for what is asked of all of them',
      breaking('/v1/a', '1.0.0', { components: { securitySchemes: key } }),
      breaking('/v1/a', '2.0.0', { components: { securitySchemes: key }, security: [{ key: [] }] }),
      under('/v1'),
      beside('/v2'),
    ],
    [
      'another version in a header',
      breaking('/a', '1.0.0', {}, [versioned(7)]),
      breaking('/a', '1.0.0', {}, [versioned(8), ...needs('q')]),
      undefined,
      undefined,
    ],
    ['another major number', breaking('/a', '1.4.0'), breaking('/a', '2.0.0', {}, needs('q')), undefined, undefined],
    ['another minor number below 1', breaking('/a', '0.4.0'), breaking('/a', '0.5.0', {}, needs('q')), undefined, undefined],
    ['a date', breaking('/a', '2022-11-28'), breaking('/a', '2022-11-28', {}, needs('q')), undefined, undefined],
    [
      'a removal under a version in the path that others still have',
      { ...info('1'), paths: { '/v1/a': { get: done() }, '/v1/b': { get: done() } } },
      { ...info('2'), paths: { '/v1/a': { get: done() } } },
      under('/v1'),
      beside('/v2'),
    ],
  ])('%s', (_, old, next, why, fix) => {
    const finding = firstOf(old, next);
    expect(/It happens under .*/.exec(finding.why)?.[0]).toBe(why);
    expect(/Or bring the change .*/.exec(finding.fix)?.[0]).toBe(fix);
  });

  it('is not said to a consumer, who does not choose the version', () => {
    const old = breaking('/a', '1.4.0', {}, needs('q'));
    const next = breaking('/a', '1.4.0');
    expect(firstOf(next, old, { role: 'consumer' }).why).not.toContain('same version');
  });

  it('is told of webhooks by the version of the document, for they are called elsewhere', () => {
    const hooked = (values: string[]): object => ({
      ...breaking('/v1/a', '1.4.0'),
      webhooks: { paid: { post: done({ requestBody: { content: { 'application/json': { schema: { enum: values } } } } }) } },
    });
    expect(firstOf(hooked(['a']), hooked(['a', 'b'])).why).toContain(under('info.version 1.4.0'));
  });

  it('is not said of names, for which a new version is no way out', () => {
    const named = (operationId: string): object => ({ ...info('1'), paths: { '/v1/a': { get: done({ operationId }) } } });
    expect(firstOf(named('a'), named('b'), { profile: 'codegen' }).why).not.toContain('same version');
  });

  it('is not said of what breaks the way back alone', () => {
    const answer = (type: string[]): object => ({
      ...info('1'),
      paths: { '/v1/a': { get: { responses: { 200: { description: '', content: { 'application/json': { schema: { type } } } } } } } },
    });
    expect(firstOf(answer(['string', 'null']), answer(['string'])).why).not.toContain('same version');
  });
});
