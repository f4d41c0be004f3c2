import { describe, expect, it } from 'vitest';
import { targetOf } from '../../../../src/compat/exchange/replay/target.ts';

const declared = [
  { environment: 'staging', url: 'https://orders.staging.example/v1', synthetic: false },
  { environment: 'test', url: 'https://orders.test.example', synthetic: true },
  { environment: 'local', url: 'http://localhost:3000', synthetic: true },
  { environment: 'copy', url: 'https://both.example', synthetic: true },
  { environment: 'live', url: 'https://both.example', synthetic: false },
];

describe('requests may be sent', () => {
  it.each<[string, boolean]>([
    ['http://localhost:8080', false],
    ['http://localhost:3000', true],
    ['http://localhost:3000/v2', true],
    ['http://127.0.0.1:8080/v1/', false],
    ['http://127.1:8080', false],
    ['http://[::1]:8080', false],
    ['https://orders.staging.example/v1', false],
    ['https://orders.staging.example/v1/', false],
    ['https://orders.test.example/anything', true],
    // The same address is declared twice: the one that says less counts.
    ['https://both.example', false],
  ])('to %s, whose data is made up: %s', (url, synthetic) => expect(targetOf(url, declared).synthetic).toBe(synthetic));
});

describe('nothing is sent', () => {
  it.each([
    ['to what is no URL', 'localhost', '"localhost" is no URL'],
    ['to what is not HTTP', 'ftp://localhost', 'ftp: is not HTTP'],
    ['to a file', 'file:///etc/passwd', 'file: is not HTTP'],
    ['with a password in sight', 'http://me:secret@localhost', 'a URL with a password in it would be printed'],
    ['to an address with a query', 'http://localhost/?a=b', 'the address of a server has no query and no fragment'],
    [
      'to another machine',
      'https://example.org',
      'nothing is sent to https://example.org: it is not this machine, and no environment of drill.yaml declares it',
    ],
    [
      'to a name that begins like ours',
      'http://localhost.example.org',
      'nothing is sent to http://localhost.example.org: it is not this machine, and no environment of drill.yaml declares it',
    ],
    [
      'to every address of this machine',
      'http://0.0.0.0:1',
      'nothing is sent to http://0.0.0.0:1: it is not this machine, and no environment of drill.yaml declares it',
    ],
    [
      'beside the folder that is declared',
      'https://orders.staging.example/v10',
      'nothing is sent to https://orders.staging.example: it is not this machine, and no environment of drill.yaml declares it',
    ],
    [
      'to another port of it',
      'https://orders.test.example:444',
      'nothing is sent to https://orders.test.example:444: it is not this machine, and no environment of drill.yaml declares it',
    ],
    [
      'to it without encryption',
      'http://orders.test.example',
      'nothing is sent to http://orders.test.example: it is not this machine, and no environment of drill.yaml declares it',
    ],
  ])('%s', (_, url, what) => expect(() => targetOf(url, declared)).toThrow(expect.objectContaining({ kind: 'usage', message: what })));
});
