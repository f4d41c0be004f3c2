import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';

// In an enclosure every way out leads to the loopback device, where a packet for somebody else is dropped without a word: whoever
// connects waits, and as long as he does the kernel's table of connections says where to. Once that is read the address is made one of
// the enclosure itself, and the next packet is refused: so he does not wait for minutes, as he would not where the network says no.

/** How often the table is read, ms. Whoever gives up sooner is only counted. */
const lookMs = 20;

/** `22D8B85D` or 32 digits as /proc/net/tcp writes an address: words of 4 bytes in the machine's order, here little-endian. */
const addressOf = (hex: string): string => {
  const bytes = (hex.match(/.{8}/g) ?? []).flatMap((word) => (word.match(/../g) ?? []).reverse());
  if (bytes.length === 4) return bytes.map((byte) => Number.parseInt(byte, 16)).join('.');
  if (bytes.slice(0, 12).join('') === '00000000000000000000FFFF')
    return bytes
      .slice(12)
      .map((byte) => Number.parseInt(byte, 16))
      .join('.');
  const groups = Array.from({ length: 8 }, (_, index) => Number.parseInt(`${bytes[2 * index]}${bytes[2 * index + 1]}`, 16).toString(16));
  return new URL(`http://[${groups.join(':')}]`).hostname.slice(1, -1); // In its shortest form.
};

const isOwn = (address: string): boolean => address.startsWith('127.') || address === '::1' || address === '0.0.0.0' || address === '::';

/** Remote ends of a table's lines whose state is one of `states`, the enclosure's own left out. */
export const remotesIn = (table: string, states: readonly string[]): readonly { readonly address: string; readonly port: number }[] =>
  table
    .split('\n')
    .slice(1)
    .flatMap((line) => {
      const [, , remote = '', state = ''] = line.trim().split(/\s+/);
      const [hex = '', port = ''] = remote.split(':');
      if (!states.includes(state) || hex === '') return [];
      const address = addressOf(hex);
      return isOwn(address) ? [] : [{ address, port: Number.parseInt(port, 16) }];
    });

const table = (name: string): string => {
  try {
    return readFileSync(`/proc/net/${name}`, 'utf8');
  } catch {
    return ''; // A machine without IPv6.
  }
};

/** Makes an address one of the enclosure's own: what is sent there is refused at once. */
export const refuse = (address: string): void => {
  execFile('ip', [...(address.includes(':') ? ['-6'] : []), 'route', 'add', 'local', address, 'dev', 'lo'], () => {});
};

const asked = '02'; // SYN_SENT
const connected = '01'; // Of UDP: somebody said where to.

/** Looks at once, and from then on; tells each end once. */
export const watchConnections = (tried: (where: string) => void): (() => void) => {
  const known = new Set<string>();
  const tell = (where: string, address: string): void => {
    if (known.has(where)) return;
    known.add(where);
    tried(where);
    if (!known.has(address)) refuse(address);
    known.add(address);
  };
  const look = (): void => {
    for (const name of ['tcp', 'tcp6'])
      for (const { address, port } of remotesIn(table(name), [asked]))
        tell(address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`, address);
    for (const name of ['udp', 'udp6'])
      for (const { address, port } of remotesIn(table(name), [connected]))
        if (port !== 53) tell(`${address.includes(':') ? `[${address}]` : address}:${port} (UDP)`, address);
  };
  setInterval(look, lookMs);
  return look;
};

/** The kernel's counters of a protocol in /proc/net/snmp: a line of names and one of numbers. */
const counters = (protocol: string): Readonly<Record<string, number>> => {
  const [names = '', numbers = ''] = table('snmp')
    .split('\n')
    .filter((line) => line.startsWith(`${protocol}: `));
  const values = numbers.split(' ');
  return Object.fromEntries(names.split(' ').map((name, index) => [name, Number(values[index])]));
};

/** Connections that nobody took, and datagrams that nobody got. */
export const unanswered = (): { readonly connections: number; readonly datagrams: number } => {
  const [tcp, udp] = [counters('Tcp'), counters('Udp')];
  return {
    connections: (tcp['ActiveOpens'] ?? 0) - (tcp['PassiveOpens'] ?? 0),
    datagrams: (udp['OutDatagrams'] ?? 0) - (udp['InDatagrams'] ?? 0),
  };
};
