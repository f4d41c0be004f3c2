// Regular sets of texts over Unicode's code points: how they are made, and what can be asked of them.

export { anything, both, either, includes, matching, not, nothing, oneOf } from './sets.ts';
export type { Language } from './sets.ts';
export { isEmpty, sizeOf, wordsOf } from './search.ts';
