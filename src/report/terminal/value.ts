/** More of a value than this many characters is cut off on a terminal. */
const most = 2000;

/** What nobody sees, or what changes how the text around it is shown: controls, directions, spaces that look like others, ends of lines. */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Co}\p{Cn}]|(?! )\p{Zs}/gu;

const escaped = (text: string): string =>
  Array.from({ length: text.length }, (_, i) => `\\u${text.charCodeAt(i).toString(16).padStart(4, '0')}`).join('');

/** A text on one line: characters that nobody sees are escaped as in JSON. */
export const visible = (text: string): string => text.replace(unseen, escaped);

/** A JSON value on one line, as JSON still. */
export const jsonText = (value: unknown): string => visible(JSON.stringify(value) ?? 'nothing');

/** A JSON value on one line; of a long one the beginning, and how long it is. */
export const valueText = (value: unknown): string => {
  const text = jsonText(value);
  return text.length > most ? `${text.slice(0, most)}… (${text.length} characters)` : text;
};
