// URIs as JSON Schema uses them: a resource's name without fragment, and a fragment that is a JSON pointer or an anchor.

/** Where a document has no name: hierarchical, so that relative references inside it can be resolved. */
export const nameless = 'schema:///';

/** What RFC 3986 (5.2) makes of a relative reference where the base has no hierarchy for `URL` to see, such as `urn:a:b`. */
const merged = (name: string, base: string): string => {
  const scheme = base.slice(0, base.indexOf(':') + 1);
  const path = base.slice(scheme.length).replace(/\?.*$/s, '');
  if (name.startsWith('?')) return scheme + path + name;
  return scheme + (name.startsWith('/') ? '' : path.slice(0, path.lastIndexOf('/') + 1)) + name;
};

const absolute = (name: string, base?: string): string | undefined => (URL.canParse(name, base) ? new URL(name, base).href : undefined);

/** A reference taken apart, against a base without fragment; undefined where it is no URI. The fragment stays as it is written. */
export const resolveUri = (reference: string, base: string): { readonly uri: string; readonly fragment: string } | undefined => {
  const mark = reference.indexOf('#');
  const name = mark < 0 ? reference : reference.slice(0, mark);
  const fragment = mark < 0 ? '' : reference.slice(mark + 1);
  if (name === '') return { uri: base, fragment };
  const uri = absolute(name, base) ?? (/^[a-z][\w+.-]*:/i.test(name) ? undefined : absolute(merged(name, base)));
  return uri === undefined ? undefined : { uri, fragment };
};

/** A fragment's text without percent-encoding; as it stands where the percent signs stand for no text. */
export const decoded = (fragment: string): string => {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
};
