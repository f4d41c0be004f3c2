import { compareContracts } from '../src/compat/compare.ts';
import { parseDocument } from '../src/compat/document.ts';
import { type Bench, medianMs } from './bench.ts';

const operation = (n: number, extra: object): object => ({
  get: {
    parameters: [{ name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 100 + n } }],
    responses: {
      200: {
        description: 'ok',
        content: {
          'application/json': {
            schema: { type: 'object', required: ['id'], properties: { id: { type: 'integer' }, name: { type: 'string' }, ...extra } },
          },
        },
      },
    },
  },
});

/** An API of `operations` operations; every tenth has a property more in its second version. */
const api = (operations: number, isNew: boolean): Buffer =>
  Buffer.from(
    JSON.stringify({
      openapi: '3.1.0',
      info: { title: 'bench', version: isNew ? '2' : '1' },
      paths: Object.fromEntries(
        Array.from({ length: operations }, (_, n) => [`/r${n}`, operation(n, isNew && n % 10 === 0 ? { added: { type: 'string' } } : {})]),
      ),
    }),
  );

/** Comparing two OpenAPI documents from their bytes on, beside JSON.parse of both. */
export const diff: Bench = {
  name: 'comparing two OpenAPI documents',
  sizes: [100, 5000],
  unit: 'operations',
  run: async (size) => {
    const [old, next] = [api(size, false), api(size, true)];
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
