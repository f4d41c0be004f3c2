import { once } from 'node:events';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Enclosure, isEnclosure, openEnclosure } from '../../../src/core/enclosure/enclosure.ts';
import { freePort } from '../../../src/core/port.ts';
import { runChild, startChild } from '../../../src/core/scratch/child.ts';
import { openScratch, type Scratch } from '../../../src/core/scratch/scratch.ts';
import { noEnclosure } from './here.ts';

const never = new AbortController().signal;
let scratch: Scratch;
beforeAll(async () => {
  scratch = await openScratch(`enclosure${process.pid}`);
});
afterAll(async () => {
  await scratch[Symbol.asyncDispose]();
});

const opened = async (): Promise<Enclosure> => {
  const found = await openEnclosure(scratch, [], never);
  if (!isEnclosure(found)) throw new Error(found.why);
  return found;
};

let runs = 0;
const commandOf = (program: string): readonly string[] => [process.execPath, '--input-type=module', '-e', program];
const ranIn = async (inside: Enclosure, program: string): Promise<readonly string[]> =>
  (
    await runChild(
      {
        scratch,
        command: commandOf(program),
        cwd: '/',
        env: { PATH: process.env['PATH'] ?? '' },
        logFile: join(scratch.folder, `in-${++runs}.log`),
        inside,
      },
      never,
    )
  ).tail;

const connecting = (port: number, host: string): string =>
  `import { connect } from 'node:net'; connect(${port}, '${host}').on('error', (e) => console.log(e.code)).on('connect', () => console.log('connected'));`;

describe.skipIf(noEnclosure !== undefined)('what runs in a network of its own', () => {
  const cases: readonly {
    readonly name: string;
    readonly program: string;
    readonly said: readonly string[];
    readonly tried: readonly string[];
  }[] = [
    { name: 'does nothing, and nothing is told', program: "console.log('well')", said: ['well'], tried: [] },
    {
      name: 'asks for a name: it is told, and not known',
      program: connecting(25, 'smtp.example.org'),
      said: ['ENOTFOUND'],
      tried: ['smtp.example.org'],
    },
    {
      name: 'connects to an address: where to is told, and it is refused',
      program: connecting(8443, '192.0.2.7'),
      said: ['ECONNREFUSED'],
      tried: ['192.0.2.7:8443'],
    },
    {
      name: 'tries three places at once: each is told',
      program: `import { connect } from 'node:net'; for (const [port, host] of [[25, '192.0.2.1'], [80, '192.0.2.2'], [443, 'a.example']]) connect(port, host).on('error', () => {});`,
      said: [],
      tried: ['192.0.2.1:25', '192.0.2.2:80', 'a.example'],
    },
    {
      name: 'gives up as soon as it was begun to connect: it is told all the same, or counted',
      program: `import { connect } from 'node:net'; const s = connect(25, '192.0.2.1'); s.on('error', () => {}); setTimeout(() => s.destroy(), 40);`,
      said: [],
      tried: ['192.0.2.1:25'],
    },
    {
      name: 'asks a port of this machine: nobody is there, and it is counted',
      program: connecting(6379, '127.0.0.1'),
      said: ['ECONNREFUSED'],
      tried: ['1 connection that nobody took'],
    },
    {
      name: 'sends a datagram: it is counted',
      program: `import { createSocket } from 'node:dgram'; const s = createSocket('udp4'); s.send('x', 8125, '192.0.2.9', () => s.close());`,
      said: [],
      tried: ['1 datagram that nobody got'],
    },
    {
      name: 'talks to itself: nothing is told',
      program: `import { connect, createServer } from 'node:net'; const s = createServer((c) => c.end('hi')).listen(0, '127.0.0.1', () => connect(s.address().port, '127.0.0.1').on('data', (d) => (console.log(String(d)), s.close())));`,
      said: ['hi'],
      tried: [],
    },
    {
      name: 'finds none of the machine’s own daemons in folders',
      program: `import { readFileSync } from 'node:fs'; console.log(readFileSync('/proc/self/mounts', 'utf8').includes('none /run tmpfs'));`,
      said: ['true'],
      tried: [],
    },
  ];
  it.each(cases)('$name', async ({ program, said, tried }) => {
    const inside = await opened();
    expect({ said: await ranIn(inside, program), tried: await inside.close() }).toEqual({ said, tried });
  });

  it('does not reach what listens on this machine, unless it was lent', async () => {
    const server = createServer((socket) => socket.end('from outside')).listen(0, '127.0.0.1');
    const path = join(scratch.folder, 'lent');
    const lent = createServer((socket) => socket.end('lent')).listen(path);
    await once(lent, 'listening');
    const inside = await opened();
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const reading = (to: number): string =>
      `import { connect } from 'node:net'; connect(${to}, '127.0.0.1').on('error', (e) => console.log(e.code)).on('data', (d) => console.log(String(d)));`;
    expect(await ranIn(inside, reading(port))).toEqual(['ECONNREFUSED']);
    expect(await ranIn(inside, reading(await inside.lend(path)))).toEqual(['lent']);
    expect(await inside.close()).toEqual(['1 connection that nobody took']);
    server.close();
    lent.close();
  });

  it('is asked from outside on the same port, also a megabyte both ways; waiting until it listens is nothing that it tried', async () => {
    const inside = await opened();
    const port = await freePort();
    await using shown = await inside.show(port);
    const asked = (): Promise<number> =>
      new Promise((resolve, reject) => {
        let length = 0;
        const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
        socket
          .on('data', (data: Buffer) => (length += data.length))
          .on('end', () => resolve(length))
          .on('error', reject);
        socket.on('close', () => resolve(length));
        socket.end(Buffer.alloc(1 << 20));
      });
    expect(await asked().catch(() => 0)).toBe(0); // Nobody listens yet.
    const child = await startChild({
      scratch,
      command: commandOf(
        `import { createServer } from 'node:net'; createServer({ allowHalfOpen: true }, (s) => s.pipe(s)).listen(${port}, '127.0.0.1', () => console.log('listens'));`,
      ),
      cwd: '/',
      env: {},
      logFile: join(scratch.folder, 'echo.log'),
      inside,
    });
    while (!(await child.tail(1)).includes('listens')) await new Promise((resolve) => void setTimeout(resolve, 20));
    expect(await asked()).toBe(1 << 20);
    await child.stop(500);
    expect([await inside.close(), shown !== undefined]).toEqual([[], true]);
    await expect(inside.show(port)).rejects.toThrow('EADDRINUSE');
  });

  it('is gone with its run, also when nobody closed it', async () => {
    const own = await openScratch(`enclosuregone${process.pid}`);
    const found = await openEnclosure(own, [], never);
    expect(isEnclosure(found)).toBe(true);
    const networks = (): readonly string[] =>
      readdirSync('/proc').flatMap((pid) => {
        try {
          return readFileSync(`/proc/${pid}/environ`, 'latin1').includes(`DRILL_SCRATCH=${own.id}`)
            ? [readlinkSync(`/proc/${pid}/ns/net`)]
            : [];
        } catch {
          return [];
        }
      });
    expect(networks()).toHaveLength(1);
    expect(networks()).not.toContain(readlinkSync('/proc/self/ns/net'));
    await own[Symbol.asyncDispose]();
    expect(networks()).toEqual([]);
  });
});
