/** More of a value than this many characters is cut off on a terminal. */
const most = 2000;

/** A JSON value on one line; of a long one the beginning, and how long it is. */
export const valueText = (value: unknown): string => {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > most ? `${text.slice(0, most)}… (${text.length} characters)` : text;
};
