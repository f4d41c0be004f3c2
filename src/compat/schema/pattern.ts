import { createContext, Script } from 'node:vm';

const expressions = new Map<string, RegExp>();
const expressionOf = (pattern: string): RegExp => {
  let expression = expressions.get(pattern);
  if (!expression) expressions.set(pattern, (expression = new RegExp(pattern, 'u')));
  return expression;
};

/** As ECMA-262 has it, unanchored, by code points. */
export const matches = (pattern: string, text: string): boolean => expressionOf(pattern).test(text);

/** A group that repeats may backtrack without end; only long texts give it room to. */
const mayRunAway = (pattern: string, text: string): boolean => text.length > 20 && /\)[*+{?]/.test(pattern);
const mostMs = 200;
const ranAway = new Set<string>();
const script = new Script('expression.test(text)');
const context = createContext({ expression: undefined, text: '' });

/** The same for values, which a stranger's pattern may take for ever to look at; undefined where it takes too long. */
export const matchesInTime = (pattern: string, text: string): boolean | undefined => {
  if (!mayRunAway(pattern, text)) return matches(pattern, text);
  if (ranAway.has(pattern)) return undefined;
  Object.assign(context, { expression: expressionOf(pattern), text });
  try {
    return script.runInContext(context, { timeout: mostMs }) as boolean;
  } catch {
    ranAway.add(pattern);
    return undefined;
  }
};
