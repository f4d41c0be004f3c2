// JSON pointers (RFC 6901).

/** One segment as it stands in a pointer. */
const escapeSegment = (segment: string): string =>
  segment.includes('~') || segment.includes('/') ? segment.replaceAll('~', '~0').replaceAll('/', '~1') : segment;

/** A pointer some segments further down. */
export const below = (pointer: string, ...segments: readonly (string | number)[]): string => {
  let path = pointer;
  for (const segment of segments) path += `/${typeof segment === 'string' ? escapeSegment(segment) : segment}`;
  return path;
};

const unescaped = (segment: string): string => (segment.includes('~') ? segment.replaceAll('~1', '/').replaceAll('~0', '~') : segment);

/** The segments of a pointer, unescaped. */
export const segmentsOf = (pointer: string): readonly string[] => (pointer === '' ? [] : pointer.slice(1).split('/').map(unescaped));

/** The value that a pointer leads to, or undefined where it leads nowhere. */
export const valueAt = (root: unknown, pointer: string): unknown => {
  let value = root;
  // Without a list of segments: large documents are asked for hundreds of thousands of places.
  for (let from = pointer === '' ? 0 : 1; from > 0;) {
    const end = pointer.indexOf('/', from);
    const segment = unescaped(end === -1 ? pointer.slice(from) : pointer.slice(from, end));
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, segment)) return undefined;
    value = (value as Record<string, unknown>)[segment];
    from = end + 1;
  }
  return value;
};

/** A pointer as it stands behind `#` in a URI. */
export const fragmentOf = (pointer: string): string => pointer.split('/').map(encodeURIComponent).join('/');
