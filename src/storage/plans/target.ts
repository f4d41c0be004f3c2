import type { Catalog } from '../catalog.ts';

// What a plan takes away: a column, a table, or a value of an enum.

export interface Target {
  readonly kind: 'column' | 'table' | 'value';
  /** Its table, or its enum; of a table itself: `public.orders`. */
  readonly of: string;
  /** The column as SQL writes it, the label as it is. Of a table absent. */
  readonly part?: string;
}

/** `public.orders.email` */
export const targetName = ({ of, part }: Target): string => (part === undefined ? of : `${of}.${part}`);

/** `column public.orders.email` */
export const targetText = (target: Target): string => `${target.kind} ${targetName(target)}`;

const name = /"(?:[^"]|"")+"|[^".\s]+/y;

/** Names that are joined by dots, at most so many; what is left of the text after them. What is not quoted is folded as SQL does. */
const namesOf = (text: string, most: number): { readonly names: readonly string[]; readonly rest: string; readonly goesOn: boolean } => {
  const names: string[] = [];
  let [at, goesOn] = [0, false];
  while (names.length < most) {
    name.lastIndex = at;
    const [found] = name.exec(text) ?? [];
    if (found === undefined) break;
    names.push(found.startsWith('"') ? found.replace(/^"([a-z_][a-z0-9_$]*)"$/, '$1') : found.toLowerCase());
    at = name.lastIndex;
    goesOn = text[at] === '.';
    if (!goesOn) break;
    at++;
  }
  return { names, rest: text.slice(at), goesOn };
};

const qualified = (names: readonly string[]): string => (names.length === 1 ? `public.${names[0] ?? ''}` : names.join('.'));

/** What `column public.orders.email`, `table orders` or `value order_status.open` names; undefined: it names nothing. Without a schema it is in `public`. */
export const targetOf = (text: string): Target | undefined => {
  const [, kind, rest = ''] = /^(column|table|value) (.*)$/s.exec(text.trim()) ?? [];
  if (kind === 'table') {
    const { names, rest: more } = namesOf(rest, 2);
    return names.length > 0 && more === '' ? { kind, of: qualified(names) } : undefined;
  }
  if (kind === 'column') {
    const { names, rest: more } = namesOf(rest, 3);
    const column = names.at(-1);
    return names.length > 1 && more === '' && column !== undefined ? { kind, of: qualified(names.slice(0, -1)), part: column } : undefined;
  }
  if (kind !== 'value') return undefined;
  // A label may be any text, dots included.
  const two = namesOf(rest, 2);
  if (two.goesOn && two.rest !== '' && two.names.length === 2) return { kind, of: two.names.join('.'), part: two.rest };
  const { names, rest: label, goesOn } = namesOf(rest, 1);
  return goesOn && names.length === 1 && label !== '' ? { kind, of: qualified(names), part: label } : undefined;
};

const isTarget = (a: Target, b: Target): boolean => a.kind === b.kind && a.of === b.of && a.part === b.part;

/** Everything in a schema that a plan could take away. */
export const targetsIn = ({ objects }: Catalog): readonly Target[] =>
  objects.flatMap((object): Target[] => {
    if (object.kind === 'table' || object.kind === 'foreign table') return [{ kind: 'table', of: object.name }];
    if (object.kind === 'column') return [{ kind: 'column', of: object.table, part: object.column }];
    return object.kind === 'enum' ? object.labels.map((label): Target => ({ kind: 'value', of: object.name, part: label })) : [];
  });

/** Is it there? */
export const hasTarget = (catalog: Catalog, target: Target): boolean => targetsIn(catalog).some((one) => isTarget(one, target));

/** Every way in which people may name it without its kind: with the schema and, where that is `public`, without. */
export const spokenNames = (target: Target): readonly string[] => {
  const full = targetName(target);
  return full.startsWith('public.') ? [full, full.slice('public.'.length)] : [full];
};
