/** A text of N-1 as it reads where things have their names of N. */
export type Texts = (text: string) => string;

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/**
 * Replaces names where they stand as whole words. The result is only ever compared with what N says, so that a word which is no
 * name does no harm.
 * @param qualified names with their schema
 * @param bare names of columns, which also stand behind a table's or an alias's
 */
export const replacing = (
  qualified: readonly (readonly [from: string, to: string])[],
  bare: readonly (readonly [from: string, to: string])[] = [],
): Texts => {
  const to = new Map([...bare, ...qualified]);
  if (to.size === 0) return (text) => text;
  const longestFirst = (names: readonly (readonly [string, string])[]): string =>
    names
      .map(([from]) => escaped(from))
      .sort((a, b) => b.length - a.length)
      .join('|') || '(?!)';
  const pattern = new RegExp(
    `(?<![\\w$".])(?:${longestFirst(qualified)})(?![\\w$"])|(?<![\\w$"])(?:${longestFirst(bare)})(?![\\w$"])`,
    'g',
  );
  return (text) => text.replaceAll(pattern, (name) => to.get(name) ?? name);
};

/** The same value with every text in it replaced. */
export const mapTexts = <T>(value: T, texts: Texts): T => {
  if (typeof value === 'string') return texts(value) as T;
  if (Array.isArray(value)) return value.map((one: unknown) => mapTexts(one, texts)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, mapTexts(one, texts)])) as T;
};

/** Does a name stand in a text as a word of its own? */
export const mentions = (text: string, name: string): boolean => new RegExp(`(?<![\\w$"])${escaped(name)}(?![\\w$"])`).test(text);
