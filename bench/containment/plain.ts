import { coveredAt } from '../../src/compat/second-opinion/covered.ts';
import { canonicalJson } from '../../src/core/hash.ts';
import { generated } from '../../test/compat/schema/generated/generated.ts';
import type { Family, Pair } from './pair.ts';

// Pairs for json-schema-diff: of most real schemas it passes over some keyword (enum, pattern, nullable …), so these are
// taken out, on both sides, and what is left is asked of both tools.

const dropped: ReadonlySet<string> = new Set(
  `enum const pattern multipleOf uniqueItems patternProperties format if then else
  description example examples default title x-kubernetes-int-or-string`.split(/\s+/),
);
const names: ReadonlySet<string> = new Set(['properties', '$defs', 'definitions', 'schemas']);

/** The schema in draft-07, without what the other tool does not know. */
const plain = (value: unknown, isNames = false): unknown => {
  if (Array.isArray(value)) return value.map((item) => plain(item));
  if (typeof value !== 'object' || value === null) return value;
  const { nullable, ...rest } = value as Readonly<Record<string, unknown>>;
  const members = isNames ? value : rest;
  const out: Record<string, unknown> = {};
  for (const [name, child] of Object.entries(members))
    if (isNames || !dropped.has(name)) out[name] = plain(child, !isNames && names.has(name));
  if (!isNames && nullable === true && typeof out['type'] === 'string') out['type'] = [out['type'], 'null'];
  return out;
};

/** Up to so many of a family's pairs, those that still differ. */
export const plainFamily = ({ name, pairs }: Family, count: number): Family => ({
  name: `${name}, without what json-schema-diff does not know`,
  pairs: pairs
    .map((pair): Pair => ({ ...pair, dialect: 'draft-07', a: plain(pair.a), b: plain(pair.b) }))
    .filter(({ a, b }) => canonicalJson(a) !== canonicalJson(b))
    .slice(0, count),
});

const isCovered = (root: unknown): boolean => coveredAt({ root, dialect: 'draft-07', formatAssertion: false }, '').kind === 'covered';

/** So many small pairs whose answer is known by construction, in draft-07, of keywords that it knows. */
export const small = (count: number): Family => {
  const pairs: Pair[] = [];
  for (let seed = 20_000_000; pairs.length < count; seed += 1) {
    const { a, b, dialect, made } = generated(seed);
    if (dialect.a === 'draft-07' && dialect.b === 'draft-07' && isCovered(a) && isCovered(b))
      pairs.push({ name: `seed ${seed} (${made})`, dialect: 'draft-07', a, b });
  }
  return { name: 'small schemas', pairs };
};
