import { segmentsOf } from '../pointer.ts';

// Where a `$ref` is a reference, and where it is a name or a value that only looks like one.

/** Below these stand values. */
export const notSchemas: ReadonlySet<string> = new Set(['example', 'examples', 'default', 'enum', 'const']);

/** Members of these are named by people, so that no name among them is a keyword. */
export const named: ReadonlySet<string> = new Set([
  'properties',
  'patternProperties',
  'dependentSchemas',
  'dependencies',
  '$defs',
  'definitions',
  'schemas',
  'parameters',
  'responses',
  'headers',
  'content',
  'callbacks',
  'links',
  'encoding',
  'mapping',
  'scopes',
  'variables',
  'paths',
  'requestBodies',
  'securitySchemes',
  'pathItems',
  'webhooks',
  'dependentRequired',
]);

/** The member of the root under which hangs what a document refers to in other files, by file and pointer: one text as a name. */
export const hungIn = 'x-drill-files';

/** A reference as it stands in the file that was read: what was hung in is called by its own file again. */
export const asWritten = (reference: string): string => {
  if (!reference.startsWith(`#/${hungIn}/`)) return reference;
  const [, , name = '', ...rest] = reference.split('/');
  const target = segmentsOf(`/${decodeURIComponent(name)}`).join('');
  return [target.includes('#') || rest.length === 0 ? target : `${target}#`, ...rest].join('/');
};
