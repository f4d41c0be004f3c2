import { sizeOf } from '../text.ts';
import { type Budget, Undecided } from '../undecided.ts';
import { type Value } from '../value.ts';

// A witness shows a difference best when it holds nothing else.

type Members = Readonly<Record<string, Value>>;
const isObject = (value: Value): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !('text' in value && 'toJSON' in value);

/** The values that lie one step below a value: a part left out, or a part made smaller. */
const smaller = function* (value: Value): Generator<Value> {
  if (Array.isArray(value)) {
    const items = value as readonly Value[];
    for (const at of items.keys()) yield items.filter((_, i) => i !== at);
    for (const [at, item] of items.entries()) for (const less of smaller(item)) yield items.with(at, less);
  } else if (isObject(value)) {
    const entries = Object.entries(value);
    for (const [name] of entries) yield Object.fromEntries(entries.filter(([other]) => other !== name));
    for (const [name, member] of entries)
      for (const less of smaller(member)) yield Object.fromEntries(entries.map(([other, old]) => [other, other === name ? less : old]));
  } else if (typeof value === 'string' && value.length > 1) yield value.slice(0, Math.ceil(value.length / 2));
};

/**
 * The least value, by leaving out and shortening, that still shows what the given one shows.
 *
 * @param tries how many smaller values may be looked at
 */
export const shrink = (value: Value, shows: (value: Value) => boolean, budget: Budget, tries = 400): Value => {
  let best = value;
  const size = sizeOf(best);
  // What is found is small by the way it is found; a large one is large because it has to be.
  let left = Math.min(tries, Math.floor((tries * 100) / size));
  try {
    for (let improved = true; improved && left > 0;) {
      improved = false;
      for (const less of smaller(best)) {
        if (--left < 0) break;
        budget.spend(1);
        if (shows(less)) {
          best = less;
          improved = true;
          break;
        }
      }
    }
  } catch (error) {
    // What was found so far shows the difference too.
    if (!(error instanceof Undecided)) throw error;
  }
  return best;
};
