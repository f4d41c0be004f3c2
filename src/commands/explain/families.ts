import type { CompatRule } from '../../compat/rule.ts';

/** Rules that are told together: those about one kind of schema by the first word of their name, the others about what is around schemas. */
export interface Family {
  readonly name: string;
  readonly title: string;
  readonly rules: readonly CompatRule[];
}

const titles: Readonly<Record<string, string>> = {
  operation: 'Around operations: paths, parameters, bodies, answers, headers, and the whole of an API',
  request: 'What requests carry',
  response: 'What answers carry',
  document: 'JSON Schema documents',
};

/** The rule's id without its room. */
export const nameOf = ({ id }: CompatRule): string => id.slice(id.indexOf('/') + 1);

const familyOf = (rule: CompatRule): string => {
  const first = nameOf(rule).split('-')[0] ?? '';
  return Object.hasOwn(titles, first) ? first : 'operation';
};

/** The rules by family, each family's in the order of their names. */
export const familiesOf = (rules: readonly CompatRule[]): readonly Family[] =>
  Object.entries(titles).map(([name, title]) => ({
    name,
    title,
    rules: rules.filter((rule) => familyOf(rule) === name).toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  }));
