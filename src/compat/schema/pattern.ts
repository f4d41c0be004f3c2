import { createContext, Script } from 'node:vm';
import { DrillError } from '../../core/error.ts';

const expressions = new Map<string, RegExp>();
const expressionOf = (pattern: string): RegExp => {
  let expression = expressions.get(pattern);
  if (!expression) expressions.set(pattern, (expression = new RegExp(pattern, 'u')));
  return expression;
};

/** A group that repeats may backtrack without end; only long texts give it room to. */
const mayRunAway = (pattern: string, text: string): boolean => text.length > 20 && /\)[*+{?]/.test(pattern);
const mostMs = 200;
const ranAway = new Set<string>();
const script = new Script('expression.test(text)');
const context = createContext({ expression: undefined, text: '' });

/** As ECMA-262 has it, unanchored, by code points; undefined where a stranger's pattern takes too long to look at the text. */
export const matchesInTime = (pattern: string, text: string): boolean | undefined => {
  if (!mayRunAway(pattern, text)) return expressionOf(pattern).test(text);
  if (ranAway.has(pattern)) return undefined;
  Object.assign(context, { expression: expressionOf(pattern), text });
  try {
    return script.runInContext(context, { timeout: mostMs }) as boolean;
  } catch {
    ranAway.add(pattern);
    return undefined;
  }
};

/**
 * The same for names of members, of which a comparison must know for certain.
 * @throws DrillError `contract/pattern-too-slow`: it backtracks without end, for whoever validates with it too
 */
export const matches = (pattern: string, name: string): boolean => {
  const answer = matchesInTime(pattern, name);
  if (answer !== undefined) return answer;
  throw new DrillError(
    'contract/pattern-too-slow',
    `the pattern ${JSON.stringify(pattern)} takes longer than ${mostMs} ms on the name ${JSON.stringify(name)}`,
    {
      why: 'It repeats a group that repeats itself, and tries every way of doing so; a service that validates with it hangs as well.',
      fix: 'Write the pattern without a repeated group inside a repeated group.',
    },
  );
};
