/** An element of XML: what it holds is text or elements, not both. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string | undefined>>;
  readonly holds?: string | readonly Element[];
}

// XML 1.0 has no way to write these, not even as references.
// oxlint-disable-next-line no-control-regex
const control = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;
const loneSurrogate = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

const codeOf = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0').toUpperCase()}`;
const visible = (text: string): string => text.replace(control, codeOf).replace(loneSurrogate, codeOf);

const inText = (text: string): string =>
  visible(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\r', '&#13;');

/** Line breaks and tabs would be read as spaces. */
const inAttribute = (text: string): string => inText(text).replaceAll('"', '&quot;').replaceAll('\n', '&#10;').replaceAll('\t', '&#9;');

const elementText = ({ name, attributes, holds }: Element, indent: string): string => {
  const begin = `${indent}<${name}${Object.entries(attributes)
    .flatMap(([key, value]) => (value === undefined ? [] : [` ${key}="${inAttribute(value)}"`]))
    .join('')}`;
  if (holds === undefined || holds.length === 0) return `${begin}/>\n`;
  if (typeof holds === 'string') return `${begin}>${inText(holds)}</${name}>\n`;
  return `${begin}>\n${holds.map((one) => elementText(one, `${indent}  `)).join('')}${indent}</${name}>\n`;
};

/** A whole document. Characters that XML cannot hold are shown as `\u0000`. */
export const xmlText = (root: Element): string => `<?xml version="1.0" encoding="UTF-8"?>\n${elementText(root, '')}`;
