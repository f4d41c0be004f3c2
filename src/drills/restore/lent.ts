import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import type { Enclosure } from '../../core/enclosure/enclosure.ts';
import { relay } from '../../core/enclosure/relay.ts';
import type { Scratch } from '../../core/scratch/scratch.ts';

/** A socket in the run's folder that leads to a port. */
const socketTo = async (to: { readonly host: string; readonly port: number }, scratch: Scratch): Promise<string> => {
  const path = join(await scratch.inMemory(), `d${randomBytes(3).toString('hex')}`);
  const server = createServer({ allowHalfOpen: true }, (socket) => relay(socket, connect({ ...to, allowHalfOpen: true }))).listen(path);
  await once(server, 'listening');
  server.unref(); // It ends with the run: nobody is led anywhere once the database is gone.
  return path;
};

/** The connection URL by which a database outside is reached in an enclosure. */
export const lentUrl = async (url: string, inside: Enclosure, scratch: Scratch): Promise<string> => {
  const at = new URL(url.replace(/^postgres(?:ql)?:\/\/([^@/]*)@\//, 'postgres://$1@localhost/'));
  const folder = at.searchParams.get('host');
  const port = Number(at.searchParams.get('port') ?? (at.port || 5432));
  const path = folder?.startsWith('/') ? join(folder, `.s.PGSQL.${port}`) : await socketTo({ host: folder ?? at.hostname, port }, scratch);
  for (const given of ['host', 'port']) at.searchParams.delete(given);
  at.hostname = '127.0.0.1';
  at.port = String(await inside.lend(path));
  return at.href;
};
