import { readFileSync, writeSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { refuse, unanswered, watchConnections } from './connections.ts';
import { serveNames } from './names.ts';
import { firstLine, relay } from './relay.ts';

// The program that keeps an enclosure open and stands at its one door, a socket in a folder: who asks there is led to a port inside, or
// has a port made inside that leads to a socket outside. All that it sees it writes down, a line each; `Seen` is their shape.

/** A line that it writes. */
export type Seen =
  | { readonly kind: 'open' }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'connection'; readonly where: string }
  /** At the end: how many nobody answered, without those of the gate's own. */
  | { readonly kind: 'counts'; readonly connections: number; readonly datagrams: number };

/** A line that is said to it first. */
export type Asked = { readonly to: number } | { readonly lend: string };

const say = (seen: Seen): void => void writeSync(1, `${JSON.stringify(seen)}\n`);

/** Connections of the gate's own that nobody took: a version that is not ready yet. */
let ownRefused = 0;

const lead = (socket: Socket, port: number): void => {
  const inside = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  inside.once('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'ECONNREFUSED') ownRefused++;
  });
  relay(socket, inside);
};

const lend = (socket: Socket, path: string): void => {
  const server = createServer({ allowHalfOpen: true }, (inside) => relay(inside, connect({ path, allowHalfOpen: true })));
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    socket.end(`${typeof address === 'object' && address ? address.port : 0}\n`);
  });
};

const answer = async (socket: Socket): Promise<void> => {
  socket.on('error', () => {});
  try {
    const asked = JSON.parse(await firstLine(socket)) as Asked;
    if ('to' in asked) lead(socket, asked.to);
    else lend(socket, asked.lend);
  } catch {
    socket.destroy();
  }
};

/** Name servers that programs in here will ask. */
const nameServers = (): readonly string[] => {
  try {
    return [...readFileSync('/etc/resolv.conf', 'utf8').matchAll(/^nameserver\s+([\d.:a-f]+)/gm)].map(([, address = '']) => address);
  } catch {
    return [];
  }
};

const door = process.argv[2] ?? '';
const look = watchConnections((where) => say({ kind: 'connection', where }));
for (const address of nameServers()) refuse(address); // They are here now.
await serveNames((name) => say({ kind: 'name', name }));
createServer({ allowHalfOpen: true }, (socket) => void answer(socket)).listen(door, () => say({ kind: 'open' }));
process.once('SIGTERM', () => {
  look();
  const { connections, datagrams } = unanswered();
  say({ kind: 'counts', connections: connections - ownRefused, datagrams });
  process.kill(process.pid, 'SIGTERM'); // As if nobody had held it up.
});
