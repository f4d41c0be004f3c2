// Since OpenAPI 3.2 what an operation asks for may name a security scheme by its URI, where the same text is the name of none: a reference that is a key.

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Is it a document in which keys may be such references? */
export const hasUriKeys = (root: unknown): boolean => isRecord(root) && /^3\.(?:[2-9]|\d\d)/.test(String(root['openapi']));

/** Is this the text of a file or a place, and not a name? */
export const isReference = (text: unknown): text is string => typeof text === 'string' && /[#/]|\.(json|ya?ml)$/i.test(text);

/** A reference to a document by the address that it gives itself, as one within it; others as they are. @param root of the document */
export const withinSelf = (root: unknown, text: string): string => {
  const self = isRecord(root) ? root['$self'] : undefined;
  if (typeof self !== 'string' || self === '' || !text.startsWith(self)) return text;
  const rest = text.slice(self.length);
  return rest.startsWith('#') ? rest : text;
};

/** Gives a member another name; where there is one of that name, it holds what both held. */
export const renameKey = (object: Record<string, unknown>, name: string, to: string): void => {
  if (!Object.hasOwn(object, name) || name === to) return;
  const [mine, other] = [object[name], object[to]];
  delete object[name];
  object[to] = Array.isArray(mine) && Array.isArray(other) ? [...new Set([...other, ...mine])] : mine;
};
