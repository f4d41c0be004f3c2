import type { CompatExample } from '../../compat/rule.ts';
import { yaml } from '../../core/yaml.ts';
import type { StorageExample } from '../../storage/rule.ts';
import { type AnyRule, isAboutStores, isObserved } from './rules.ts';

/** A case of a rule as a person would write it. */
export interface Shown {
  /** What the two sides are: `the schema of a request`. */
  readonly setting: string;
  readonly language: 'yaml' | 'sql';
  /** In as many lines as it takes. */
  readonly old: string;
  readonly new: string;
  /** The same in one line. */
  readonly line: { readonly old: string; readonly new: string };
}

/** `undefined` members are left out, as in JSON. */
const yamlOf = (value: unknown): string =>
  yaml()
    .stringify(JSON.parse(JSON.stringify(value ?? null)), { lineWidth: 110, aliasDuplicateObjects: false })
    .trimEnd();

const lineOf = (value: unknown): string =>
  yaml()
    .stringify(JSON.parse(JSON.stringify(value ?? null)), { collectionStyle: 'flow', lineWidth: 0, aliasDuplicateObjects: false })
    .replaceAll(/\s+/g, ' ')
    .trim();

const documentsOf = ({ side, whole, profile }: CompatExample): string => {
  const what =
    side === 'document'
      ? 'a JSON Schema of documents'
      : side === undefined
        ? whole
          ? 'an OpenAPI document'
          : 'the paths of an OpenAPI document'
        : `the schema of a ${side}`;
  return profile ? `${what}, by the profile ${profile}` : what;
};

const contract = (example: CompatExample): Shown => ({
  setting: documentsOf(example),
  language: 'yaml',
  old: yamlOf(example.old),
  new: yamlOf(example.new),
  line: { old: lineOf(example.old), new: lineOf(example.new) },
});

/** An empty schema is made by a statement that makes nothing. */
const sqlOf = (sql: string): string => (sql === 'SELECT 1' ? '-- nothing' : sql);

const lines = (sql: string): string =>
  sql
    .split(/; (?=[A-Z])(?=(?:[^']*'[^']*')*[^']*$)(?=(?:(?:(?!\$\$).)*\$\$(?:(?!\$\$).)*\$\$)*(?:(?!\$\$).)*$)/)
    .map((statement) => (statement.startsWith('--') ? statement : `${statement};`))
    .join('\n');

const store = ({ old, new: next, migrate }: StorageExample): Shown => ({
  setting: migrate === undefined ? 'a schema' : `a schema, its migration ${migrate === 'after' ? 'after the code' : 'in the background'}`,
  language: 'sql',
  old: lines(sqlOf(old)),
  new: lines(sqlOf(next)),
  line: { old: sqlOf(old), new: sqlOf(next) },
});

/** The cases of a rule, those that it finds and those that it does not. */
export const examplesOf = (rule: AnyRule): { readonly breaks: readonly Shown[]; readonly holds: readonly Shown[] } =>
  isObserved(rule)
    ? { breaks: [], holds: [] }
    : isAboutStores(rule)
      ? { breaks: rule.examples.breaks.map(store), holds: rule.examples.holds.map(store) }
      : { breaks: rule.examples.breaks.map(contract), holds: rule.examples.holds.map(contract) };
