import type { Values } from '../../../dialect.ts';

export type { Values };

/** Values of a type by its modifiers: `[10, 2]` of `numeric(10,2)`; `server` is the major version. */
export type ValuesOf = (modifiers: readonly number[], server: number) => Values;
