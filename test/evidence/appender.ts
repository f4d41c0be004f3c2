// A writer of its own for the tests with several processes: node appender.ts <root> <name> <count>
// Prints the sequence number of each entry once it is acknowledged.
import { writeSync } from 'node:fs';
import { systemClock } from '../../src/core/clock.ts';
import { sha256 } from '../../src/core/hash.ts';
import { openLedger } from '../../src/evidence/ledger.ts';

const [root = '', name = '', count = '0'] = process.argv.slice(2);
const ledger = openLedger(root, systemClock, { waitMs: 60_000 });
for (let n = 0; n < Number(count); n++) {
  const version = `${name}.${n}`;
  const entry = await ledger.append({ kind: 'version', artifact: 'orders', version, digest: sha256(version) });
  writeSync(1, `${entry.seq} ${version}\n`);
}
