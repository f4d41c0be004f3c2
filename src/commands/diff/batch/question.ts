import { formats } from '../../../compat/formats/registry.ts';
import type { FormatName } from '../../../compat/formats/format.ts';
import { type Profile, profiles } from '../../../compat/profile.ts';
import type { Value } from '../../../compat/schema/value.ts';
import { suggestion } from '../../../core/nearest.ts';
import { type Migrate, migrates } from '../../../storage/rule.ts';

const roles = ['provider', 'consumer', 'both'] as const;
const members = ['id', 'old', 'new', 'as', 'profile', 'role', 'persisted', 'migrate'] as const;

/** A document of a line: its value, its text (JSON or YAML), or the path of its file. */
export type Given =
  | { readonly kind: 'value'; readonly value: Value }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'path'; readonly text: string };

/** One question of a batch: what becomes of those who meet the old contract and the new one? */
export interface Question {
  readonly old: Given;
  readonly new: Given;
  readonly options: {
    readonly as?: FormatName;
    readonly role?: (typeof roles)[number];
    readonly profile?: Profile;
    readonly persisted?: boolean;
    /** Of two snapshots. */
    readonly migrate?: Migrate;
  };
}

type Members = { readonly [name: string]: Value };

export const isMembers = (value: Value): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.getPrototypeOf(value) === Object.prototype;

/** A line that is no question; `pointer` says where in it. */
export class LineError extends Error {
  readonly code: string;
  readonly pointer: string | undefined;
  constructor(code: string, message: string, pointer?: string) {
    super(message);
    this.code = code;
    this.pointer = pointer;
  }
}

const said = (line: Members, name: string): Value | undefined => (Object.hasOwn(line, name) ? line[name] : undefined);

const choice = <T extends string>(line: Members, name: string, known: readonly T[]): T | undefined => {
  const value = said(line, name);
  if (value === undefined) return undefined;
  const found = known.find((one) => one === value);
  if (found !== undefined) return found;
  const shown = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing');
  throw new LineError(
    `batch/unknown-${name}`,
    `there is no ${name} ${JSON.stringify(shown.slice(0, 80))}; ${suggestion(shown, known)}`,
    `/${name}`,
  );
};

/** A text with a line break, or that begins as JSON does, is a document; any other is a path. */
const givenOf = (line: Members, name: 'old' | 'new'): Given => {
  const value = said(line, name);
  if (value === undefined)
    throw new LineError('batch/missing-document', `a question has two documents, "old" and "new"; ${JSON.stringify(name)} is missing`);
  if (isMembers(value) || typeof value === 'boolean') return { kind: 'value', value };
  if (typeof value === 'string' && value.trim() !== '') return { kind: /[\r\n]|^\s*[{[]/.test(value) ? 'text' : 'path', text: value };
  throw new LineError(
    'batch/bad-document',
    `${JSON.stringify(name)} must be a document: an object, the text of one in JSON or YAML, or the path of a file`,
    `/${name}`,
  );
};

/** Reads the question in a line. @throws LineError for what is missing, not known or not understood */
export const questionOf = (line: Members): Question => {
  const unknown = Object.keys(line).find((name) => !members.some((one) => one === name));
  if (unknown !== undefined)
    throw new LineError(
      'batch/unknown-member',
      `a question has no member ${JSON.stringify(unknown)}; ${suggestion(unknown, members)}`,
      `/${unknown.replaceAll('~', '~0').replaceAll('/', '~1')}`,
    );
  const [old, next] = [givenOf(line, 'old'), givenOf(line, 'new')];
  const as = choice(
    line,
    'as',
    formats.map(({ name }) => name),
  );
  const role = choice(line, 'role', roles);
  const profile = choice(line, 'profile', profiles);
  const migrate = choice(line, 'migrate', migrates);
  const persisted = said(line, 'persisted');
  if (persisted !== undefined && typeof persisted !== 'boolean')
    throw new LineError('batch/bad-option', '"persisted" must be true or false', '/persisted');
  return {
    old,
    new: next,
    options: {
      ...(as && { as }),
      ...(role && { role }),
      ...(profile && { profile }),
      ...(migrate && { migrate }),
      ...(persisted === undefined ? {} : { persisted }),
    },
  };
};
