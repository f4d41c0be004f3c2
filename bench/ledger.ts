import { createHash } from 'node:crypto';
import { readChain } from '../src/evidence/chain.ts';
import { lineOf, noEntryBefore, seal } from '../src/evidence/entry.ts';
import { type Bench, medianMs } from './bench.ts';

const chainOf = (entries: number): Buffer => {
  const lines: string[] = [];
  let prev = noEntryBefore;
  for (let seq = 1; seq <= entries; seq++) {
    const entry = seal(
      { kind: 'good', artifact: 'orders', version: `1.${seq}.0`, digest: `sha256:${'0'.repeat(64)}`, environment: 'local' },
      seq,
      prev,
      new Date(seq),
    );
    lines.push(lineOf(entry));
    prev = entry.hash;
  }
  return Buffer.from(`${lines.join('\n')}\n`);
};

/** Reading and verifying the whole chain, beside JSON.parse and one SHA-256 over the same lines. */
export const ledger: Bench = {
  name: 'verifying the ledger',
  sizes: [1000, 100_000],
  unit: 'entries',
  run: async (size) => {
    const bytes = chainOf(size);
    const parseAndHash = (): void => {
      for (const line of bytes.toString('utf8').trimEnd().split('\n')) {
        JSON.parse(line);
        createHash('sha256').update(line).digest('hex');
      }
    };
    const { problems } = readChain(bytes, 'ledger');
    if (problems.length > 0) throw new Error('the chain that was made does not verify');
    return {
      yardstickMs: await medianMs(parseAndHash),
      oursMs: await medianMs(() => readChain(bytes, 'ledger')),
      yardstick: 'JSON.parse and SHA-256 of the same lines',
    };
  },
};
