const placeholder = /\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g;

/** The names that a template uses, in all strings of a JSON value (member names excepted). */
export const namesIn = (template: unknown): string[] => {
  if (typeof template === 'string') return [...template.matchAll(placeholder)].map((match) => match[1] ?? '');
  if (typeof template === 'object' && template !== null) return Object.values(template).flatMap(namesIn);
  return [];
};

/** Fills `${name}` in every string of a JSON value; a string that is one placeholder alone takes the value with its type. */
export const fill = (template: unknown, values: ReadonlyMap<string, unknown>): unknown => {
  if (typeof template === 'string') {
    const whole = /^\$\{([A-Za-z_][A-Za-z0-9_]*)\}$/.exec(template)?.[1];
    return whole === undefined ? fillText(template, values) : values.get(whole);
  }
  if (Array.isArray(template)) return template.map((item) => fill(item, values));
  if (typeof template === 'object' && template !== null)
    return Object.fromEntries(Object.entries(template).map(([name, inner]) => [name, fill(inner, values)]));
  return template;
};

/** Fills `${name}` in one text; values are written as text, and with `encode` made safe for a URL. */
export const fillText = (
  template: string,
  values: ReadonlyMap<string, unknown>,
  encode: (text: string) => string = (text) => text,
): string =>
  template.replaceAll(placeholder, (_, name: string) => {
    const value = values.get(name);
    return encode(typeof value === 'string' ? value : JSON.stringify(value ?? null));
  });
