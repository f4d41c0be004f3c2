// Percent-encoding as RFC 6570 has it: what a simple expansion keeps, and what a reserved one keeps.

const unreserved = /[A-Za-z0-9\-._~]/;
const reserved = /[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=]/;
const encoder = new TextEncoder();

/**
 * Encodes a text for a URI.
 *
 * @param keepsReserved `allowReserved`: what delimits stays as it is, but for what would end the part that it stands in.
 */
export const encoded = (text: string, keepsReserved = false): string => {
  let out = '';
  for (const character of text) {
    const kept = keepsReserved ? reserved.test(character) && !'#&+[]'.includes(character) : unreserved.test(character);
    if (kept) out += character;
    else for (const byte of encoder.encode(character)) out += `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return out;
};

/** Decodes a part of a URI; what is not well formed stays as it is. */
export const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** Can a text be sent at all? A lone surrogate has no UTF-8. */
export const isWellFormed = (text: string): boolean => text.isWellFormed();
