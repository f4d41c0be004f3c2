import type { Language } from './sets.ts';
import { anything, both } from './sets.ts';

/** A language as one without finitely many words, which are all in it: they are left out one by one, not by an automaton. */
export const split = (language: Language): { readonly rest: Language; readonly except: ReadonlySet<string> } => {
  if (language.kind === 'others') return { rest: anything, except: language.words };
  if (language.kind !== 'both') return { rest: language, except: new Set() };
  const except = language.parts.find((part) => part.kind === 'others');
  if (except?.kind !== 'others') return { rest: language, except: new Set() };
  return { rest: language.parts.filter((part) => part !== except).reduce(both), except: except.words };
};
