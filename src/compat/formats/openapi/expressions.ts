import { pathParameters } from './templates.ts';

// Runtime expressions (OpenAPI 3.1, 4.8.20.4), such as `$request.path.id` in the key of a callback or in a link.

/** An expression, or a text around some, by what it stands for: a parameter of the path by its position, headers in lower case, no whitespace. */
export const meantBy = (text: string, path: string): string => {
  const names = pathParameters(path);
  return text
    .replaceAll(/\s/g, '')
    .replaceAll(/\$request\.path\.([^}]*)/g, (written, name: string) => {
      const position = names.indexOf(name);
      return position === -1 ? written : `$request.path.${position}`;
    })
    .replaceAll(/\$(request|response)\.header\.[^}]*/g, (written) => written.toLowerCase());
};
