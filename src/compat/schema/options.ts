import { DrillError } from '../../core/error.ts';
import { suggestion } from '../../core/nearest.ts';
import { profiles } from './question.ts';
import { dialects } from './read/place.ts';
import { isRecord } from './read/shape.ts';

// What a program says beside its two schemas is looked at before anything else: a name that nobody knows would be passed over
// in silence, and a budget that is no number would never end.

/** @throws DrillError (usage) for what is none */
export type Check = (value: unknown, name: string) => void;

const shown = (value: unknown): string => {
  if (typeof value === 'string') return JSON.stringify(value);
  if (Array.isArray(value)) return 'a list';
  return (typeof value === 'object' && value !== null) || typeof value === 'function'
    ? `${typeof value === 'object' ? 'an' : 'a'} ${typeof value}`
    : String(value);
};

const bad = (name: string, value: unknown, wanted: string): DrillError => {
  const what = name === '' ? 'what is given as options' : `the option ${JSON.stringify(name)}`;
  return new DrillError('schema/bad-option', `${what} is ${shown(value)}; it must be ${wanted}`);
};

const oneOf =
  (what: string, allowed: readonly string[]): Check =>
  (value) => {
    if (typeof value === 'string' && allowed.includes(value)) return;
    const fix = suggestion(typeof value === 'string' ? value : '', allowed);
    throw new DrillError('schema/unknown-option', `${shown(value)} is no ${what}`, { fix });
  };

export const text: Check = (value, name) => {
  if (typeof value !== 'string') throw bad(name, value, 'a string');
};
export const flag: Check = (value, name) => {
  if (typeof value !== 'boolean') throw bad(name, value, 'true or false');
};
const schemas: Check = (value, name) => {
  if (!isRecord(value)) throw bad(name, value, 'an object of schemas by absolute URI');
  const relative = Object.keys(value).find((uri) => !URL.canParse(uri));
  if (relative !== undefined)
    throw new DrillError('schema/bad-option', `the option "${name}" has ${JSON.stringify(relative)}, which is no absolute URI`);
};
const amount: Check = (value, name) => {
  if (typeof value !== 'number' || !(value >= 0)) throw bad(name, value, 'a number from 0 up');
};
export const whole: Check = (value, name) => {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) throw bad(name, value, 'a whole number from 0 up');
};

/** An object of which every member is known. What is undefined is absent. */
export const members =
  (known: Readonly<Record<string, Check>>): Check =>
  (value, name) => {
    if (!isRecord(value)) throw bad(name, value, 'an object');
    for (const [key, one] of Object.entries(value)) {
      const check = Object.hasOwn(known, key) ? known[key] : undefined;
      if (check === undefined)
        throw new DrillError('schema/unknown-option', `there is no option ${JSON.stringify(name === '' ? key : `${name}.${key}`)}`, {
          fix: suggestion(key, Object.keys(known)),
        });
      if (one !== undefined) check(one, name === '' ? key : `${name}.${key}`);
    }
  };

export const dialect: Check = oneOf('dialect', dialects);

/** A word for both schemas, or one for each. */
const each = (check: Check): Check => members({ a: check, b: check });

/** Options that the library's questions have in common, by name. */
export const shared = {
  profile: oneOf('profile', profiles),
  formatAssertion: flag,
  schemas,
  budget: members({ steps: amount, ms: amount }),
} satisfies Record<string, Check>;

const eachDialect = each(dialect);

/** The options of `contains` and `relation`. */
export const questionOptions: Check = members({
  ...shared,
  dialect: (value, name) => (isRecord(value) ? eachDialect(value, name) : dialect(value, name)),
  at: each(text),
  uri: each(text),
});
