// Templates of paths: `/orders/{id}`, also several in one segment: `/{name}.{format}`.

const template = /\{[^}]*\}/g;

/** A path as a URL has it: `/a%20b` for `/a b`, `/~a` for `/%7ea`. */
const asInUrl = (path: string): string =>
  path
    .replaceAll(/%([\da-f]{2})/gi, (written, code: string) => {
      const one = String.fromCodePoint(Number.parseInt(code, 16));
      return /[\w.~-]/.test(one) ? one : written.toUpperCase();
    })
    .replaceAll(/[^\w.~!$&'()*+,;=:@/%{}-]/gu, (one) => encodeURIComponent(one.toWellFormed()));

/** A path without the names of its parameters, which are nobody's business: `/orders/{}`. */
export const shapeOfPath = (path: string): string => asInUrl(path.replaceAll(template, '{}'));

/**
 * What is wrong with a path, after its name; undefined where nothing is. A brace delimits the name of a parameter and stands
 * nowhere else. What no path of a URL has is forbidden by the grammar of OpenAPI 3.2; before, nothing was said of it, and it is in use.
 */
export const notATemplate = (path: string, hasGrammar: boolean): string | undefined => {
  if (path.includes('{}')) return 'has a parameter without a name: {}';
  if (/[{}]/.test(path.replaceAll(/\{[^{}]+\}/g, '')))
    return /\{[^{}]*\{[^{}]*\}/.test(path) ? 'has a brace within braces' : 'has a brace that is not closed, or not opened';
  const other = hasGrammar ? outsidePath(path) : undefined;
  return other === undefined ? undefined : `holds ${JSON.stringify(other)}, which no path of a URL has`;
};

/** What ends the path of a URL, in the text around the parameters: `?` or `#`. */
export const outsidePath = (path: string): string | undefined => /[?#]/.exec(path.replaceAll(template, ''))?.[0];

/** Names of the parameters of a path, in order. */
export const pathParameters = (path: string): readonly string[] => [...path.matchAll(template)].map((match) => match[0].slice(1, -1));

/** What no URL has, so that it stands for any value of a parameter. */
const anyValue = '\0';

/** Does a segment take another? `{name}.{format}` takes `a.json` and `{base}.json`, and not `a`. */
const takesSegment = (segment: string, other: string): boolean => {
  if (!segment.includes('{')) return segment === other;
  if (segment.startsWith('{') && segment.indexOf('}') === segment.length - 1) return other !== '';
  const literal = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  const pattern = new RegExp(`^${segment.split(template).map(literal).join('.+')}$`, 'su');
  return pattern.test(other.replaceAll(template, anyValue));
};

/**
 * Does the template of a path, as its segments, take the calls of another path of as many? `/users/{id}` takes `/users/me`,
 * `/{kind}/{id}` takes `/users/{id}`, and `/{name}` takes `/{name}.{format}`; a server takes the one that says more first.
 */
export const takes = (path: readonly string[], other: readonly string[]): boolean =>
  path.every((segment, i) => takesSegment(segment, other[i] ?? ''));

/** Is there a path of as many segments that both of two templates take? */
export const meet = (path: readonly string[], other: readonly string[]): boolean =>
  path.every((segment, i) => takesSegment(segment, other[i] ?? '') || takesSegment(other[i] ?? '', segment));
