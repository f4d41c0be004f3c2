// JSON pointers (RFC 6901).

/** One segment as it stands in a pointer. */
const escapeSegment = (segment: string): string =>
  segment.includes('~') || segment.includes('/') ? segment.replaceAll('~', '~0').replaceAll('/', '~1') : segment;

/** A pointer some segments further down. */
export const below = (pointer: string, ...segments: readonly (string | number)[]): string =>
  segments.reduce<string>((path, segment) => `${path}/${escapeSegment(String(segment))}`, pointer);

/** The segments of a pointer, unescaped. */
export const segmentsOf = (pointer: string): readonly string[] =>
  pointer === ''
    ? []
    : pointer
        .slice(1)
        .split('/')
        .map((segment) => (segment.includes('~') ? segment.replaceAll('~1', '/').replaceAll('~0', '~') : segment));

/** The value that a pointer leads to, or undefined where it leads nowhere. */
export const valueAt = (root: unknown, pointer: string): unknown => {
  let value = root;
  for (const segment of segmentsOf(pointer)) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, segment)) return undefined;
    value = (value as Record<string, unknown>)[segment];
  }
  return value;
};

/** A pointer as it stands behind `#` in a URI. */
export const fragmentOf = (pointer: string): string => pointer.split('/').map(encodeURIComponent).join('/');
