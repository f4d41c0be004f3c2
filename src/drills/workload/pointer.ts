/** The value at a JSON pointer (RFC 6901); undefined where it leads nowhere. */
export const atPointer = (value: unknown, pointer: string): unknown => {
  let at = value;
  for (const token of pointer.split('/').slice(1)) {
    const name = token.replaceAll('~1', '/').replaceAll('~0', '~');
    if (Array.isArray(at)) at = /^(0|[1-9]\d*)$/.test(name) ? (at[Number(name)] as unknown) : undefined;
    else if (typeof at === 'object' && at !== null) at = Object.hasOwn(at, name) ? (at as Record<string, unknown>)[name] : undefined;
    else return undefined;
  }
  return at;
};
