import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';

// The one name server of an enclosure: it knows no name, and tells which ones it was asked for. (RFC 1035)

const header = 12;

/** The name that a query asks for; undefined: it is none. */
export const nameIn = (query: Buffer): string | undefined => {
  if (query.length < header || query.readUInt16BE(4) === 0) return undefined;
  const labels: string[] = [];
  let at = header;
  for (;;) {
    const length = query[at];
    if (length === undefined || length > 63 || at + 1 + length > query.length) return undefined;
    if (length === 0) return labels.join('.');
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
};

/** "There is no such name", with the question as it was asked. */
export const refusalOf = (query: Buffer): Buffer => {
  let end = header;
  while ((query[end] ?? 0) !== 0) end += 1 + (query[end] ?? 0);
  const answer = Buffer.from(query.subarray(0, end + 5));
  answer.writeUInt16BE(0x8183 | (query.readUInt16BE(2) & 0x0100), 2); // An answer, recursion is available, NXDOMAIN.
  answer.writeUInt16BE(1, 4);
  answer.fill(0, 6, header); // No answers, no authorities, nothing more.
  return answer;
};

/** Answers on port 53 of every address of the enclosure. */
export const serveNames = async (asked: (name: string) => void): Promise<void> => {
  const serve = async (socket: Socket, address: string): Promise<void> => {
    socket.on('message', (query: Buffer, from: RemoteInfo) => {
      const name = nameIn(query);
      if (name === undefined) return;
      asked(name);
      socket.send(refusalOf(query), from.port, from.address, () => {});
    });
    socket.on('error', () => {});
    socket.bind(53, address);
    await once(socket, 'listening');
  };
  await serve(createSocket('udp4'), '0.0.0.0');
  // A machine without IPv6 has nobody who asks by it.
  await serve(createSocket({ type: 'udp6', ipv6Only: true }), '::').catch(() => {});
};
