import { compareContracts } from '../src/compat/compare.ts';
import { parseDocument } from '../src/compat/document.ts';
import { type Bench, medianMs } from './bench.ts';
import { api } from './openapi/synthetic.ts';

const bytesOf = (operations: number, isNew: boolean): Buffer => Buffer.from(JSON.stringify(api(operations, isNew)));

/** Comparing two OpenAPI documents from their bytes on, beside JSON.parse of both. */
export const diff: Bench = {
  name: 'comparing two OpenAPI documents',
  sizes: [100, 5000],
  unit: 'operations',
  run: async (size) => {
    const [old, next] = [bytesOf(size, false), bytesOf(size, true)];
    const compare = (): void => {
      const { compared } = compareContracts(parseDocument('old.json', old), parseDocument('new.json', next), {
        name: 'bench',
        format: 'openapi',
      });
      if (compared.count !== size) throw new Error(`${compared.count} of ${size} operations were compared`);
    };
    return {
      yardstickMs: await medianMs(() => [JSON.parse(old.toString('utf8')), JSON.parse(next.toString('utf8'))]),
      oursMs: await medianMs(compare, 3),
      yardstick: 'JSON.parse of both',
    };
  },
};
