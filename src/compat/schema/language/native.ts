import { type Context, createContext, Script } from 'node:vm';
import { Undecided } from '../undecided.ts';
import { flagsOf, shown } from './syntax.ts';

// For what is not regular: the regular expressions of the engine, which may backtrack without end.

const mostMs = 200;
const script = new Script('expression.test(text)');
let made: Context | undefined;
/** A context takes milliseconds to make, and few documents need it. */
const contextOf = (): Context => (made ??= createContext({ expression: undefined, text: '' }));
const tooSlow = new Set<string>();
const mostSlow = 1000;

/** @throws Undecided for what is no regular expression, and for one that takes too long */
export const matchesNatively = (pattern: string, text: string): boolean => {
  const late = `the pattern ${shown(pattern)} is not regular and takes longer than ${mostMs} ms on a text`;
  if (tooSlow.has(pattern)) throw new Undecided(late);
  const context = contextOf();
  Object.assign(context, { expression: new RegExp(pattern, flagsOf(pattern)), text });
  try {
    return script.runInContext(context, { timeout: mostMs }) as boolean;
  } catch {
    if (tooSlow.size >= mostSlow) tooSlow.clear();
    tooSlow.add(pattern);
    throw new Undecided(late);
  }
};
