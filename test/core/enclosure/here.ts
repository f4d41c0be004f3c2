import { isEnclosure, openEnclosure } from '../../../src/core/enclosure/enclosure.ts';
import { openScratch } from '../../../src/core/scratch/scratch.ts';

/** Why this machine makes no enclosures: tests that need one are skipped, and say so; undefined where it makes them. */
export const noEnclosure: string | undefined = await (async () => {
  await using scratch = await openScratch(`enclosed${process.pid}`);
  const found = await openEnclosure(scratch, [], new AbortController().signal);
  if (isEnclosure(found)) return void (await found.close());
  console.warn(`skipped: what needs a network of its own: ${found.why}`);
  return found.why;
})();
