// URIs as JSON Schema uses them: a resource's name without fragment, and a fragment that is a JSON pointer or an anchor.

/** Where a document has no name: hierarchical, so that relative references inside it can be resolved. */
export const nameless = 'schema:///';

/**
 * A reference taken apart, against a base without fragment; undefined where it is no URI, or where the base has no
 * hierarchy to resolve it in (`foo` against `urn:example`). The fragment stays as it is written.
 */
export const resolveUri = (reference: string, base: string): { readonly uri: string; readonly fragment: string } | undefined => {
  const mark = reference.indexOf('#');
  const name = mark < 0 ? reference : reference.slice(0, mark);
  const fragment = mark < 0 ? '' : reference.slice(mark + 1);
  if (name === '') return { uri: base, fragment };
  try {
    return { uri: new URL(name, base).href, fragment };
  } catch {
    return undefined;
  }
};

/** A fragment's text without percent-encoding; as it stands where the percent signs stand for no text. */
export const decoded = (fragment: string): string => {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
};
