import type { Bench } from './bench.ts';
import { containment } from './containment.ts';
import { diff } from './diff.ts';
import { digest } from './digest.ts';
import { ledger } from './ledger.ts';
import { migrationBatch } from './migration-batch.ts';
import { openapi } from './openapi.ts';
import { proxy } from './proxy.ts';
import { restoreFaults } from './restore-faults.ts';

const benches: readonly Bench[] = [proxy, ledger, diff, ...digest, migrationBatch, ...openapi, ...containment, restoreFaults];

// `npm run bench` measures at every size; `npm run bench -- --smallest` only proves that each still runs.
const smallest = process.argv.includes('--smallest');
let failed = 0;
let passed = 0;
for (const bench of benches)
  for (const size of smallest ? bench.sizes.slice(0, 1) : bench.sizes)
    try {
      const measured = await bench.run(size);
      const about = `${bench.name}, ${size} ${bench.unit}:`;
      if ('figures' in measured) console.log([about, ...measured.figures].join('\n  '));
      else {
        const { oursMs, yardstickMs, yardstick } = measured;
        const ratio = oursMs / yardstickMs;
        console.log(`${about} ${oursMs.toFixed(1)} ms; ${yardstick}: ${yardstickMs.toFixed(1)} ms; ratio ${ratio.toFixed(2)}`);
      }
      passed++;
    } catch (error) {
      console.error(`${bench.name}, ${size} ${bench.unit}:`, error);
      failed++;
    }
console.log(`${passed} passed, ${failed} failed`);
if (failed > 0) process.exitCode = 1;
