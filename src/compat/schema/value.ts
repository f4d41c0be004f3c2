// JSON values as they are written, not as doubles hold them.

/** A number that no double holds as it is written, by its decimal text in plain or scientific notation, such as `10000000000000000000001`. */
export class Exact {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
  toString(): string {
    return this.text;
  }
  /** So that JSON.stringify writes the digits. */
  toJSON(): unknown {
    return (JSON as unknown as { rawJSON: (text: string) => unknown }).rawJSON(this.text);
  }
}

/** A JSON value. A number means the shortest decimal that its double prints (6.6 is 66/10); what a double cannot say so is an `Exact`. */
export type Value = null | boolean | number | Exact | string | readonly Value[] | { readonly [name: string]: Value };

/** One of the six types of JSON. */
export const types = ['null', 'boolean', 'number', 'string', 'array', 'object'] as const;
export type Type = (typeof types)[number];

export const typeOf = (value: Value): Type =>
  value === null
    ? 'null'
    : typeof value === 'boolean'
      ? 'boolean'
      : typeof value === 'number' || value instanceof Exact
        ? 'number'
        : typeof value === 'string'
          ? 'string'
          : Array.isArray(value)
            ? 'array'
            : 'object';
