// A schema and a value in the words of people: what was expected, what was found.

/** The part of a JSON Schema that drill.yaml's definition uses. */
export interface Shape {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly anyOf?: readonly Shape[];
  readonly enum?: readonly string[];
  readonly const?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly description?: string;
  readonly patternErrorMessage?: string;
}

/** `a, b or c` */
export const either = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`;

/** `a, b and c` */
export const all = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;

const bounds = (shape: Shape): string => {
  const parts = [
    shape.minimum === undefined ? undefined : `at least ${shape.minimum}`,
    shape.exclusiveMinimum === undefined ? undefined : `more than ${shape.exclusiveMinimum}`,
    shape.maximum === undefined ? undefined : `at most ${shape.maximum}`,
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? '' : ` (${all(parts)})`;
};

const kinds: Readonly<Record<string, string>> = {
  object: 'a mapping',
  array: 'a list',
  string: 'text',
  boolean: 'true or false',
  integer: 'a whole number',
  number: 'a number',
};

/** What a value of this shape looks like: `a list`, `true or false`, `a whole number, at least 1`. */
export const expected = (shape: Shape): string => {
  if (shape.const !== undefined) return JSON.stringify(shape.const);
  if (shape.enum) return either(shape.enum);
  if (shape.patternErrorMessage) return shape.patternErrorMessage;
  if (shape.anyOf) return either([...new Set(shape.anyOf.map(expected))]);
  if (shape.type === 'object' && shape.required?.length) return `a mapping with ${all(shape.required.map((name) => JSON.stringify(name)))}`;
  return `${kinds[shape.type ?? ''] ?? 'something else'}${bounds(shape)}`;
};

const short = (text: string): string => (text.length > 60 ? `${text.slice(0, 59)}…` : text);

/** What is there, in a few words: `the number 5`, `"abc"`, `a list`, `nothing`. */
export const found = (value: unknown): string => {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'string') return JSON.stringify(short(value));
  if (typeof value === 'number' || typeof value === 'bigint') return `the number ${String(value)}`;
  if (typeof value === 'object') return Object.keys(value).length === 0 ? 'an empty mapping' : 'a mapping';
  return `${value as boolean}`;
};

/** Is the value of the kind that the shape asks for, whatever is in it? */
export const fits = (shape: Shape, value: unknown): boolean => {
  if (shape.type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value);
  if (shape.type === 'array') return Array.isArray(value);
  if (shape.type === 'integer') return Number.isInteger(value);
  return shape.type === undefined || typeof value === shape.type;
};
