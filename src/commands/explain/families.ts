import { type AnyRule, isAboutStores, isObserved, nameOf } from './rules.ts';

/** Rules that are told together: those about one kind of schema, or of a store's objects, by the first word of their name, the others about what is around these. */
export interface Family {
  readonly name: string;
  readonly title: string;
  readonly rules: readonly AnyRule[];
}

const titles: Readonly<Record<string, string>> = {
  operation: 'Around operations: paths, parameters, bodies, answers, headers, and the whole of an API',
  request: 'What requests carry',
  response: 'What answers carry',
  document: 'JSON Schema documents',
  'store-columns': 'Stores: columns',
  'store-tables': 'Stores: tables, partitions, row security',
  'store-constraints': 'Stores: constraints and indexes',
  'store-types': 'Stores: types',
  'store-others': 'Stores: views, functions, triggers, sequences, rights, and what is around them',
  'store-observed': 'Stores: what is seen when a migration is run',
  'store-restores': 'Backups: what a restore shows',
  'store-plans': 'Stores: what several releases or artifacts have to do with them',
};

const firstWord = (rule: AnyRule): string => nameOf(rule).split('-')[0] ?? '';

/** Of a rule about stores, by the first word of its name. */
const storeFamilies: Readonly<Record<string, readonly string[]>> = {
  'store-columns': ['column', 'required', 'columns'],
  'store-tables': ['table', 'partition', 'partitioning', 'inheritance', 'row', 'replica', 'policy'],
  'store-constraints': ['check', 'unique', 'primary', 'foreign', 'reference', 'cascade', 'exclusion', 'constraint', 'index'],
  'store-types': ['enum', 'type', 'domain', 'composite', 'definition', 'object'],
};

const familyOf = (rule: AnyRule): string => {
  const first = firstWord(rule);
  if (isObserved(rule)) return { plans: 'store-plans', restores: 'store-restores', running: 'store-observed' }[rule.by];
  if (isAboutStores(rule)) return Object.entries(storeFamilies).find(([, words]) => words.includes(first))?.[0] ?? 'store-others';
  return Object.hasOwn(titles, first) ? first : 'operation';
};

/** The rules by family, each family's in the order of their names. */
export const familiesOf = (rules: readonly AnyRule[]): readonly Family[] =>
  Object.entries(titles).map(([name, title]) => ({
    name,
    title,
    rules: rules.filter((rule) => familyOf(rule) === name).toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  }));
