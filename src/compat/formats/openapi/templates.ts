// Templates of paths: `/orders/{id}`, also several in one segment: `/{name}.{format}`.

const template = /\{[^}]*\}/g;

/** A path without the names of its parameters, which are nobody's business: `/orders/{}`. */
export const shapeOfPath = (path: string): string => path.replaceAll(template, '{}');

/** Names of the parameters of a path, in order. */
export const pathParameters = (path: string): readonly string[] => [...path.matchAll(template)].map((match) => match[0].slice(1, -1));

/** What no URL has, so that it stands for any value of a parameter. */
const anyValue = '\0';

/**
 * Does every call of a path fit the template of another path too? `/users/me` fits `/users/{id}`, and so does `/users/{key}`;
 * a server takes the path with fewer templates first.
 */
export const fits = (path: string, other: string): boolean => {
  const literal = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  const pattern = other.split(template).map(literal).join('[^/]+');
  return new RegExp(`^${pattern}$`, 'u').test(path.replaceAll(template, anyValue));
};

/** Is a path one of those that its template takes by the way, though it is written out: fewer templates, and it fits? */
export const isWithin = (path: string, other: string): boolean =>
  pathParameters(path).length < pathParameters(other).length && fits(path, other);
