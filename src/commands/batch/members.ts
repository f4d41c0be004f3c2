import { below } from '../../compat/pointer.ts';
import { typeOf, type Value } from '../../compat/schema/value.ts';
import { suggestion } from '../../core/nearest.ts';
import { LineError } from './line-error.ts';

/** A question as it stands in its line. */
export type Members = { readonly [name: string]: Value };

export const isMembers = (value: Value): value is Members => typeOf(value) === 'object';

export const said = (line: Members, name: string): Value | undefined => (Object.hasOwn(line, name) ? line[name] : undefined);

/** What is asked beside the subject: null is what many writers put for nothing. */
export const option = (line: Members, name: string): Value | undefined => said(line, name) ?? undefined;

/** One of a few names; `what` they are, in words. @throws LineError for any other */
export const choice = <T extends string>(line: Members, name: string, names: readonly T[], what: string = name): T | undefined => {
  const value = option(line, name);
  if (value === undefined) return undefined;
  const found = names.find((one) => one === value);
  if (found !== undefined) return found;
  const shown = (typeof value === 'string' ? value : JSON.stringify(value)).slice(0, 80);
  throw new LineError(`batch/unknown-${what}`, `there is no ${what} ${JSON.stringify(shown)}; ${suggestion(shown, names)}`, `/${name}`);
};

/** @throws LineError where it is neither true nor false */
export const flag = (line: Members, name: string): boolean | undefined => {
  const value = option(line, name);
  if (value === undefined || typeof value === 'boolean') return value;
  throw new LineError('batch/bad-option', `${JSON.stringify(name)} must be true or false`, `/${name}`);
};

/** @throws LineError for a member that no question has */
export const refuseStrangers = (line: Members, known: readonly string[]): void => {
  const stranger = Object.keys(line).find((name) => !known.includes(name));
  if (stranger === undefined) return;
  const message = `a question has no member ${JSON.stringify(stranger)}; ${suggestion(stranger, known)}`;
  throw new LineError('batch/unknown-member', message, below('', stranger));
};
