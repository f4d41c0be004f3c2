/** The pointer of a reference inside its own document, or undefined for one that leads elsewhere or to an anchor. */
export const localPointer = (reference: string): string | undefined => {
  if (reference === '#') return '';
  if (!reference.startsWith('#/')) return undefined;
  if (!reference.includes('%')) return reference.slice(1);
  try {
    return decodeURIComponent(reference.slice(1));
  } catch {
    return reference.slice(1);
  }
};
