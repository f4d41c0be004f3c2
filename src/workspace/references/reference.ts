import type { Problem } from '../../core/error.ts';
import { suggestion } from '../../core/nearest.ts';
import { type Places, pathText, pointerOf } from '../reading/places.ts';

/** What the references of a file are checked against. The data may be misshapen in places: those have been told already. */
export interface Subject {
  /** Absolute path of the folder that all paths in the file are relative to. */
  readonly root: string;
  readonly data: unknown;
  readonly places: Places;
}

/** One rule about what drill.yaml refers to. */
export interface ReferenceRule {
  readonly name: string;
  readonly check: (subject: Subject) => readonly Problem[];
}

/** A member of a value, or undefined where there is none. */
export const member = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;

/** A member that is text. */
export const textAt = (value: unknown, name: string): string | undefined => {
  const found = member(value, name);
  return typeof found === 'string' && found !== '' ? found : undefined;
};

/** The members of a mapping; none of anything else. */
export const membersOf = (value: unknown): readonly (readonly [name: string, value: unknown])[] =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];

/** The items of a list; none of anything else. */
export const itemsOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

export const namesOf = (value: unknown): readonly string[] => membersOf(value).map(([name]) => name);

/** A name that leads nowhere. */
export const unknownName = (
  { places }: Subject,
  path: readonly string[],
  name: string,
  what: { readonly kind: string; readonly of?: string },
  known: readonly string[],
  at: 'key' | 'value' = 'value',
): Problem => {
  const pointer = pointerOf(...path);
  return {
    code: `config/unknown-${what.kind.replaceAll(' ', '-')}`,
    what: `${at === 'key' ? 'there is' : `${pathText(pointer)}: there is`} no ${what.kind} ${JSON.stringify(name)}${what.of ? ` ${what.of}` : ''}`,
    fix: known.length === 0 ? 'none is declared' : suggestion(name, known),
    at: places[at](pointer),
  };
};
