// `node test/real/fuzz.ts [count] [first seed]`: mutated documents by the hundred thousand. Prints what broke, by seed; exit code 1 then.
import { tryCase } from '../compat/fuzz/laws.ts';

const [count = 100_000, first = 1_000_000] = process.argv.slice(2).map(Number);
const start = performance.now();
let [compared, broken, slowest] = [0, 0, 0];
for (let seed = first; seed < first + count; seed++) {
  const result = tryCase(seed);
  if (result.compared) compared++;
  if (result.slowest > slowest) console.log(`slowest so far: seed ${seed}, ${Math.round((slowest = result.slowest))} ms`);
  for (const { law, what } of result.broken) {
    broken++;
    console.log(`seed ${seed}: ${law}: ${what}`);
  }
  if ((seed - first + 1) % 5000 === 0)
    console.log(`${seed - first + 1} done, ${compared} compared, ${broken} broken, ${Math.round((performance.now() - start) / 1000)} s`);
}
console.log(
  `${count} mutated documents, ${compared} compared, ${broken} broken, slowest comparison ${Math.round(slowest)} ms, ${Math.round((performance.now() - start) / 1000)} s`,
);
process.exitCode = broken > 0 ? 1 : 0;
