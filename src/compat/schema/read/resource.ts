import { Undecided } from '../undecided.ts';
import { identifierOf, schemaOf } from './identifier.ts';
import { type Place, type Resource, SchemaError } from './place.ts';
import { scanOf } from './scan.ts';
import type { Reading, Spot } from './spot.ts';
import { resolveUri } from './uri.ts';

// What `$id` and `$schema` make of the place where they stand.

const none: ReadonlyMap<string, Place> = new Map();

export const resourceOf = (uri: string, reading: Reading, root: Spot): Resource => ({
  uri,
  ...reading,
  root,
  anchors: () => scanOf(root.tree).anchors.get(uri) ?? none,
  dynamicAnchors: () => scanOf(root.tree).dynamicAnchors.get(uri) ?? none,
});

/** The resource that a schema is in, or begins, when it stands below a given one. */
export const resourceAt = (location: Spot, around: Resource): Resource => {
  const schema = schemaOf(location.value);
  const { library } = location;
  if (schema === undefined) {
    const id = identifierOf(location.value, around);
    return id === undefined ? around : begun(id, location, around, around);
  }
  let reading: Reading;
  try {
    reading = library.readingOf(schema);
  } catch (error) {
    // It counts only where a resource begins.
    if (error instanceof Undecided && identifierOf(location.value, around) === undefined) return around;
    throw error;
  }
  const id = identifierOf(location.value, reading);
  if (id !== undefined) return begun(id, location, around, reading);
  // In an OpenAPI document a Schema Object may name its dialect without having an identifier of its own.
  return library.isOpenApi ? { ...around, ...reading } : around;
};

const begun = (id: string, location: Spot, around: Resource, reading: Reading): Resource => {
  const target = resolveUri(id, around.uri);
  if (!target) throw new SchemaError('schema/identifier', `the identifier "${id}" cannot be resolved against ${around.uri}`, location);
  // A fragment alone names the place and begins nothing.
  if (target.uri === around.uri) return around;
  const { dialect, silent, formatAssertion } = reading;
  return resourceOf(target.uri, { dialect, silent, formatAssertion }, location);
};
