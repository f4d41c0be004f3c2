import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import type { Exchange } from '../../../src/model/exchange.ts';
import { curlOf } from '../../../src/report/phrases/curl.ts';

const exchangeOf = (request: Partial<Exchange['request']>): Exchange => ({
  request: { method: 'GET', target: '/a', headers: {}, ...request },
  acceptedBy: 'client N-1',
  refusedBy: 'server N',
  refused: { part: 'body', because: '' },
});

/** The words that a POSIX shell hands to curl. */
const wordsOf = (line: string): string[] =>
  execFileSync('sh', ['-c', `curl() { printf '%s\\0' "$@"; }\n${line}`], {
    env: { BASE_URL: 'http://localhost:1', PATH: process.env['PATH'] ?? '' },
    encoding: 'utf8',
  })
    .split('\0')
    .slice(0, -1);

const nasty = [
  `'`,
  `''`,
  `"`,
  '\\',
  `\\'`,
  '$(touch /tmp/x)',
  '`id`',
  '${HOME}',
  '$HOME',
  'a\nb',
  '\n',
  '\r\n',
  '; id',
  '| id',
  '&& id',
  '!!',
  '~',
  '*',
  '@/etc/passwd',
  '-o /tmp/x',
  '--config x',
  '# no',
  '\u001b[31m',
  '日本',
  '\u2028',
  `'; id #`,
];

describe('an exchange as a curl command', () => {
  it('is read by curl as it is meant', () => {
    const line = curlOf(
      exchangeOf({ method: 'POST', target: '/a?b=c', headers: { 'x-tag': '1' }, body: { media: 'application/json', text: '{"a":1}' } }),
    );
    expect(line).toBe(
      `curl -i -g -X POST -H 'x-tag: 1' -H 'content-type: application/json' --data-raw '{"a":1}' --url "$BASE_URL"'/a?b=c'`,
    );
  });

  it('does not wait for the body of an answer that has none', () =>
    expect(curlOf(exchangeOf({ method: 'HEAD' }))).toBe(`curl -i -g --head --url "$BASE_URL"'/a'`));

  it.each(nasty)('keeps %j one word wherever it stands', (text) => {
    const request = { method: 'PATCH', target: `/${text}`, headers: { 'x-a': text }, body: { media: text, text } };
    expect(wordsOf(curlOf(exchangeOf(request)) ?? '')).toEqual([
      '-i',
      '-g',
      '-X',
      'PATCH',
      '-H',
      `x-a: ${text}`,
      '-H',
      `content-type: ${text}`,
      '--data-raw',
      text,
      '--url',
      `http://localhost:1/${text}`,
    ]);
  });

  it('is none where a NUL would end an argument', () =>
    expect(curlOf(exchangeOf({ method: 'POST', body: { media: 'text/plain', text: 'a\0b' } }))).toBeUndefined());
});
