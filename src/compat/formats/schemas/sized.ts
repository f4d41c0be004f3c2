// `--profile codegen`: whoever was generated holds an `int32` in 32 bits, and neither reads nor sends more. By the letter of OpenAPI a
// tool may pass over a format, so that for everybody else it demands nothing.

const least = -2_147_483_648;
const most = 2_147_483_647;

/** Values, not schemas. */
const verbatim: ReadonlySet<string> = new Set(['enum', 'const', 'default', 'example', 'examples']);

type Members = Readonly<Record<string, unknown>>;
const isRecord = (value: object): value is Members => !Array.isArray(value);

const known = new WeakMap<object, object>();

/** A document with the bounds of its `int32` written out. Equal parts stay the same objects, and what two versions share becomes one. */
export const withSizes = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null || 'toJSON' in value) return value;
  let found = known.get(value);
  if (!found) known.set(value, (found = sized(value)));
  return found;
};

const sized = (value: object): object => {
  if (!isRecord(value)) {
    const items = (value as unknown[]).map(withSizes);
    return items.some((item, i) => item !== (value as unknown[])[i]) ? items : value;
  }
  const children = Object.entries(value).map(([name, child]): [string, unknown] => [name, verbatim.has(name) ? child : withSizes(child)]);
  const bounds = boundsOf(value);
  return bounds.length > 0 || children.some(([name, child]) => child !== value[name])
    ? Object.fromEntries([...children, ...bounds])
    : value;
};

/** What is not said as narrowly already. */
const boundsOf = ({ format, minimum, maximum }: Members): [string, unknown][] =>
  format !== 'int32'
    ? []
    : [
        ...(minimum === undefined || Number(minimum) < least ? [['minimum', least] as [string, unknown]] : []),
        ...(maximum === undefined || Number(maximum) > most ? [['maximum', most] as [string, unknown]] : []),
      ];
