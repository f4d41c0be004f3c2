import type { LineCounter } from 'yaml';
import type { Place } from '../../core/error.ts';

/** Offsets of one value in the text: its own, and its key's where it has one. */
export interface Spot {
  readonly key?: number;
  readonly value: number;
}

/** Where the parts of a YAML file stand, by JSON pointer. What has no place of its own has its nearest parent's. */
export interface Places {
  /** The key itself: for what should not be there. */
  readonly key: (pointer: string) => Place;
  /** The value itself: for what is of the wrong kind. */
  readonly value: (pointer: string) => Place;
  /** Where a reader looks for it: the value where it begins on its key's line, else the key. */
  readonly of: (pointer: string) => Place;
}

/** A name as one segment of a JSON pointer (RFC 6901). */
export const segment = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');

/** The names along a JSON pointer. */
const segmentsOf = (pointer: string): readonly string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));

/** A JSON pointer from names. */
export const pointerOf = (...names: readonly string[]): string => names.map((name) => `/${segment(name)}`).join('');

/** `drills.orders-rollback.routes[1]`, `artifacts.orders.versions["1.5.0"]`: a pointer for people. */
export const pathText = (pointer: string): string =>
  segmentsOf(pointer)
    .map((name) => (/^\d+$/.test(name) ? `[${name}]` : /^[\w-]+$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`))
    .join('')
    .replace(/^\./, '');

export const placesOf = (file: string, lines: LineCounter, spots: ReadonlyMap<string, Spot>): Places => {
  const found = (pointer: string): Spot => {
    for (let at = pointer; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) {
      const spot = spots.get(at);
      if (spot) return spot;
    }
    return spots.get('') ?? { value: 0 };
  };
  const place = (pointer: string, offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(1, line), column: Math.max(1, col), pointer };
  };
  const sameLine = (a: number, b: number): boolean => lines.linePos(a).line === lines.linePos(b).line;
  return {
    key: (pointer) => {
      const spot = found(pointer);
      return place(pointer, spot.key ?? spot.value);
    },
    value: (pointer) => place(pointer, found(pointer).value),
    of: (pointer) => {
      const { key, value } = found(pointer);
      return place(pointer, key === undefined || sameLine(key, value) ? value : key);
    },
  };
};
