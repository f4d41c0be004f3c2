import { describe, expect, it } from 'vitest';
import { remotesIn } from '../../../src/core/enclosure/connections.ts';
import { nameIn, refusalOf } from '../../../src/core/enclosure/names.ts';
import { triedIn } from '../../../src/core/enclosure/tried.ts';

describe('what was tried in an enclosure', () => {
  const name = (asked: string) => ({ kind: 'name', name: asked }) as const;
  const counts = { kind: 'counts', connections: 2, datagrams: 1 } as const;
  it.each([
    ['nothing', [], []],
    ['names in any case, each once', [name('A.example'), name('a.example')], ['a.example']],
    ['a name that is asked for with each suffix', [name('mail'), name('mail.svc.local'), name('mail.local')], ['mail']],
    ['a name that ends so by itself', [name('db.svc.local')], ['db.svc.local']],
    ['addresses; then counts tell nothing more', [{ kind: 'connection', where: '192.0.2.1:25' } as const, counts], ['192.0.2.1:25']],
    ['counts alone', [counts], ['2 connections that nobody took', '1 datagram that nobody got']],
    ['counts of nothing', [{ kind: 'counts', connections: 0, datagrams: 0 } as const], []],
  ])('%s', (_, seen, tried) => expect(triedIn(seen, ['svc.local', 'local'])).toEqual(tried));
});

describe('the kernel’s table of connections', () => {
  const table = (remote: string, state: string): string =>
    `  sl  local_address rem_address   st\n   0: 010012C6:9BA2 ${remote} ${state} 0:0`;
  it.each([
    ['an address', '22D8B85D:20FB', '02', ['93.184.216.34:8443']],
    ['one of IPv6', 'B80D0120000000000000000005000000:01BB', '02', ['2001:db8::5:443']],
    ['one of IPv4 written as IPv6', '0000000000000000FFFF000022D8B85D:0050', '02', ['93.184.216.34:80']],
    ['the machine itself', '0100007F:20FB', '02', []],
    ['the machine itself by IPv6', '00000000000000000000000001000000:20FB', '02', []],
    ['one that is connected', '22D8B85D:20FB', '01', []],
  ])('%s', (_, remote, state, found) =>
    expect(remotesIn(table(remote, state), ['02']).map(({ address, port }) => `${address}:${port}`)).toEqual(found),
  );
});

describe('the name server of an enclosure', () => {
  const query = Buffer.from('123401000001000000000001046d61696c076578616d706c65000001000100002904d0000000000000', 'hex');
  it('reads the name, and answers that there is none, to the question as it was asked', () => {
    expect(nameIn(query)).toBe('mail.example');
    expect(refusalOf(query).toString('hex')).toBe('123481830001000000000000046d61696c076578616d706c650000010001');
  });
  it.each([
    ['nothing', ''],
    ['half a name', '1234010000010000000000000a6d61'],
    ['a pointer', '123401000001000000000000c00c00010001'],
  ])('takes %s for no query', (_, hex) => expect(nameIn(Buffer.from(hex, 'hex'))).toBe(undefined));
});
