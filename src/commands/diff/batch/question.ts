import { formats } from '../../../compat/formats/registry.ts';
import type { FormatName } from '../../../compat/formats/format.ts';
import { type Profile, profiles } from '../../../compat/profile.ts';
import type { Value } from '../../../compat/schema/value.ts';
import { type Migrate, migrates } from '../../../storage/rule.ts';
import { LineError } from '../../batch/line-error.ts';
import { choice, flag, isMembers, type Members, refuseStrangers, said } from '../../batch/members.ts';

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
  refuseStrangers(line, members);
  const [old, next] = [givenOf(line, 'old'), givenOf(line, 'new')];
  const as = choice(
    line,
    'as',
    formats.map(({ name }) => name),
  );
  const role = choice(line, 'role', roles);
  const profile = choice(line, 'profile', profiles);
  const migrate = choice(line, 'migrate', migrates);
  const persisted = flag(line, 'persisted');
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
