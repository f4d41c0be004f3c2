// Steps over JSON text. The text is known to be JSON, or they go as far as it is.

export const quote = 34;
export const isSpace = (code: number): boolean => code === 32 || code === 10 || code === 13 || code === 9;

export const skipSpace = (text: string, from: number): number => {
  let i = from;
  while (isSpace(text.charCodeAt(i))) i++;
  return i;
};

/** The offset behind a string that begins at `from`. */
export const skipString = (text: string, from: number): number => {
  for (let end = text.indexOf('"', from + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let slashes = 0;
    while (text.charCodeAt(end - 1 - slashes) === 92) slashes++;
    if (slashes % 2 === 0) return end + 1;
  }
  return text.length;
};

/** The offset behind a value that begins at `from`. */
export const skipValue = (text: string, from: number): number => {
  let depth = 0;
  for (let i = from; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === quote) i = skipString(text, i) - 1;
    else if (code === 123 || code === 91) depth++;
    else if (code === 125 || code === 93) {
      if (depth === 0) return i;
      depth--;
    } else if (depth > 0 || (code !== 44 && !isSpace(code))) continue;
    else return i;
    if (depth === 0) return i + 1;
  }
  return text.length;
};

/** The name that a string of a text is. */
export const nameIn = (text: string, from: number, end: number): string => {
  const name = text.slice(from + 1, end - 1);
  return name.includes('\\') ? (JSON.parse(text.slice(from, end)) as string) : name;
};
