import { contains } from '../../src/compat/schema/relation.ts';
import { canonicalJson, sha256 } from '../../src/core/hash.ts';
import { type Measured, medianMs } from '../bench.ts';

const member = (at: number): object => ({
  type: 'object',
  description: `The part of number ${at}, which says what it is in a sentence of ordinary length.`,
  properties: {
    id: { type: 'integer', minimum: 1 },
    name: { type: 'string', minLength: 1, maxLength: 40 + (at % 200), pattern: `^[a-z]{1,${1 + (at % 50)}}$` },
    kind: { enum: [`kind-${at}`, 'other', null] },
    tags: { type: 'array', items: { type: 'string' }, uniqueItems: true, maxItems: at % 30 },
    next: { $ref: `#/$defs/part${Math.floor(at / 2)}` },
  },
  required: ['id', 'kind'],
});

/** About so many megabytes of schema; the last of its parts says another maximum in the second version. */
const schema = (megabytes: number, isNew: boolean): object => {
  const count = Math.round(megabytes * 2060);
  const parts = Array.from({ length: count }, (_, at): [string, object] => [`part${at}`, member(at)]);
  const changed = { ...member(count), properties: { id: { type: 'integer', minimum: isNew ? 2 : 1 } } };
  return {
    type: 'object',
    properties: { ...Object.fromEntries(parts.map(([name]) => [name, { $ref: `#/$defs/${name}` }])), changed },
    $defs: Object.fromEntries(parts),
  };
};

/** One change in a large schema, beside the hash of both by their canonical text. From parsed values on. */
export const growth = async (megabytes: number): Promise<Measured> => {
  const [a, b] = [schema(megabytes, false), schema(megabytes, true)];
  const size = JSON.stringify(a).length / 1e6;
  if (Math.abs(size / megabytes - 1) > 0.1) throw new Error(`the schema has ${size.toFixed(2)} MB`);
  const ask = (): void => {
    const [narrower, wider] = [contains(b, a), contains(a, b)];
    if (narrower.kind !== 'contained' || wider.kind !== 'not-contained')
      throw new Error(`${JSON.stringify(narrower)}, ${JSON.stringify(wider)}`);
  };
  return {
    // Two questions.
    oursMs: (await medianMs(ask, 5)) / 2,
    yardstickMs: await medianMs(() => [sha256(canonicalJson(a)), sha256(canonicalJson(b))], 5),
    yardstick: 'hashing both',
  };
};
