const isSpace = (byte: number | undefined): boolean => byte === 32 || byte === 10 || byte === 13 || byte === 9;
const isQuote = (byte: number | undefined): boolean => byte === 34 || byte === 39;

/** Escapes that could spell `$ref` in other letters. */
const escapes = ['\\u00', '\\x', '\\U00'];

/** Does a text say that it is of a version of OpenAPI in which what is asked of callers may be named by URI (`uri-keys.ts`)? */
const namesByUri = (text: Buffer): boolean => {
  for (let i = text.indexOf('openapi'); i !== -1; i = text.indexOf('openapi', i + 7))
    if (/^openapi["']?\s*:\s*["']?3\.(?:[2-9]|\d\d)/.test(text.toString('latin1', i, i + 40))) return text.includes('security');
  return false;
};

/**
 * May a file, JSON or YAML, refer to another? False only where every `$ref` in its text is followed by `#`, and no name can be one. Far cheaper than a walk
 * over the value: most contracts are one file, and some have many megabytes.
 */
export const mayLeadElsewhere = (bytes: Uint8Array): boolean => {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let i = text.indexOf('$ref'); i !== -1; i = text.indexOf('$ref', i)) {
    i += 4;
    if (isQuote(text[i])) i++;
    while (isSpace(text[i])) i++;
    if (text[i] !== 58) return true;
    i++;
    while (isSpace(text[i])) i++;
    if (!isQuote(text[i]) || text[i + 1] !== 35) return true;
  }
  if (namesByUri(text)) return true;
  return escapes.some((escape) => text.includes(escape)) && /\\(u00|x|U000000)(24|72|65|66)/i.test(text.toString('latin1'));
};
