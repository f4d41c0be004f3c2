import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startProxy } from '../src/drills/proxy.ts';
import { sender } from '../src/drills/workload/send.ts';
import { type Bench, medianMs } from './bench.ts';

const atOnce = 16;

const load = async (origin: string, requests: number): Promise<void> => {
  await using client = sender(origin, 10_000);
  let left = requests;
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (left-- > 0) await client.send('GET /', {});
    }),
  );
};

/** What the harness's own proxy costs: requests through it, beside the same requests straight to the service. */
export const proxy: Bench = {
  name: 'requests through the proxy',
  sizes: [500, 20_000],
  unit: 'requests',
  run: async (size) => {
    const server = createServer((_, response) => response.end('{"ok":true}'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      await using through = await startProxy(0);
      through.split([{ backend: { role: 'old', version: '1', origin }, share: 1 }]);
      const yardstickMs = await medianMs(() => load(origin, size), 3);
      const oursMs = await medianMs(() => load(through.origin, size), 3);
      return { oursMs, yardstickMs, yardstick: 'straight to the service' };
    } finally {
      server.closeAllConnections();
      server.close();
    }
  },
};
