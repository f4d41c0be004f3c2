import type { ReadScript } from './script.ts';

/** Can it rename something? What nobody renamed is not renamed, however alike the two are. What a statement does by dynamic SQL cannot be seen. */
export const mayRename = (...scripts: readonly ReadScript[]): boolean =>
  scripts.some(({ statements }) => statements.some(({ text }) => /\b(?:rename|set\s+schema|do|call|select|execute)\b/i.test(text)));
