/** Deeper than any contract made by people; what is deeper is refused before it can exhaust a stack. */
export const maxDepth = 256;
