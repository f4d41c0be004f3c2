import * as fc from 'fast-check';
import type { Condition } from './condition.ts';
import { dayMicros, instantText, microsOf } from './instant.ts';
import { patternOf } from './truth.ts';

/** What a condition asks of its subject in any case, as far as random values can be made for it. */
interface Wanted {
  low?: string;
  high?: string;
  pattern?: RegExp;
}

const gather = (condition: Condition, isSubject: (condition: Condition | undefined) => boolean, wanted: Wanted): void => {
  if (condition.kind !== 'call') return;
  const { name, args } = condition;
  if (name === 'and') {
    for (const arg of args) gather(arg, isSubject, wanted);
    return;
  }
  const [left, right] = args;
  const [subject, constant, turned] = isSubject(left) ? [left, right, false] : [right, left, true];
  if (!isSubject(subject) || constant?.kind !== 'constant' || constant.value === null) return;
  if (name === '~') {
    const pattern = patternOf(constant.value);
    if (pattern) wanted.pattern = pattern;
  }
  if (/^[<>]=?$/.test(name)) wanted[name.startsWith('>') === turned ? 'high' : 'low'] = constant.value;
};

/** Beyond a bound that is open, so far and no farther. */
const span = 1_000_000n;

/** Random values between the bounds that conditions set, or of the expression that they ask for; undefined where there is none. */
export const between = (
  conditions: readonly Condition[],
  type: string,
  isSubject: (condition: Condition | undefined) => boolean,
): fc.Arbitrary<string> | undefined => {
  const wanted: Wanted = {};
  for (const condition of conditions) gather(condition, isSubject, wanted);
  const { low, high, pattern } = wanted;
  if (pattern) {
    try {
      const matching = fc.stringMatching(pattern, { size: 'small' });
      fc.sample(matching, { numRuns: 1, seed: 1 });
      return matching;
    } catch {
      return undefined; // fast-check does not make texts for every expression.
    }
  }
  if (low === undefined && high === undefined) return undefined;
  const isDay = type === 'date';
  if (isDay || type.startsWith('timestamp')) {
    const [from, to] = [low, high].map((text) => (text === undefined ? undefined : microsOf(text)));
    if (from === undefined && to === undefined) return undefined;
    const unit = isDay ? dayMicros : 1n;
    const first = from ?? (to ?? 0n) - 1000n * dayMicros;
    const count = ((to ?? first + 1000n * dayMicros) - first) / unit;
    if (count < 1n) return undefined;
    return fc
      .bigInt({ min: 0n, max: count - 1n })
      .map((by) => instantText(first + by * unit, isDay, type.endsWith('with time zone') ? '+00' : ''));
  }
  if (!/^(?:smallint|integer|bigint|numeric|real|double precision)/.test(type)) return undefined;
  const whole = (text: string | undefined): bigint | undefined =>
    text === undefined || !Number.isFinite(Number(text)) ? undefined : BigInt(Math.trunc(Number(text)));
  const [min, max] = [whole(low), whole(high)];
  const limit = type === 'smallint' ? 32_767n : type === 'integer' ? 2_147_483_647n : 2n ** 53n;
  const [first, last] = [min ?? (max ?? 0n) - span, max ?? (min ?? 0n) + span].map((value) =>
    value > limit ? limit : value < -limit ? -limit : value,
  );
  return first === undefined || last === undefined || first > last ? undefined : fc.bigInt({ min: first, max: last }).map(String);
};
