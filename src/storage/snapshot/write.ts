// JSON for people who read a pull request: a member a line, small objects on one, everything in one order.

const width = 140;

/** `indent` is what stands before the line, `behind` what comes after the text on it. */
type Written = (indent: string) => string;

const oneLine = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(oneLine).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([name, one]) => `${JSON.stringify(name)}: ${oneLine(one)}`);
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
};

/** A block of members, each on a line of its own. */
export const block =
  (members: readonly (readonly [name: string, value: Written])[]): Written =>
  (indent) =>
    members.length === 0
      ? '{}'
      : `{\n${members.map(([name, value]) => `${indent}  ${JSON.stringify(name)}: ${value(`${indent}  `)}`).join(',\n')}\n${indent}}`;

/** Texts of several lines stay several lines. */
export const lines =
  (texts: readonly string[]): Written =>
  (indent) =>
    texts.length === 0 ? '[]' : `[\n${texts.map((text) => `${indent}  ${JSON.stringify(text)}`).join(',\n')}\n${indent}]`;

/** A value on one line where it has room there. */
export const small =
  (value: unknown, name = ''): Written =>
  (indent) => {
    const text = oneLine(value);
    if (typeof value !== 'object' || value === null || indent.length + name.length + text.length + 5 <= width) return text;
    if (Array.isArray(value)) return lines(value as readonly string[])(indent);
    return block(Object.entries(value).map(([key, one]) => [key, small(one, key)] as const))(indent);
  };
