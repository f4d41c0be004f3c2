import type { Catalog, CatalogObject, ColumnObject, DomainObject } from '../catalog.ts';
import type { Change } from '../change.ts';
import { mentions } from '../diff/texts.ts';
import { implies, isAlwaysMet } from './checks.ts';
import { whenChanged } from './facet.ts';
import { lastPart } from './tokens.ts';
import { compareTypes } from './types.ts';

type Turn = 'tightened' | 'loosened' | 'changed' | undefined;

const turnOf = (isLooser: boolean, isTighter: boolean): Turn =>
  isLooser ? (isTighter ? undefined : 'loosened') : isTighter ? 'tightened' : 'changed';

const definitions = ({ checks }: DomainObject): readonly string[] =>
  checks.map((check) => check.slice(Math.max(check.indexOf('CHECK '), 0)));

/** Is each of these demanded by one of those? */
const areMet = (wanted: readonly string[], given: readonly string[]): boolean =>
  wanted.every((one) => isAlwaysMet(one) || given.some((other) => implies(other, one)));

const columnsOf = ({ name }: DomainObject, { objects }: Catalog): readonly ColumnObject[] =>
  objects.filter((one): one is ColumnObject => one.kind === 'column' && one.type === name);

/** Have all columns of the domain a default of their own, so that nobody gets the domain's? */
const isDefaultHidden = (was: DomainObject, old: Catalog): boolean => {
  const columns = columnsOf(was, old);
  return (
    columns.length > 0 && columns.every((one) => one.default !== undefined || one.identity !== undefined || one.generated !== undefined)
  );
};

/** What may give a domain a NULL that no column keeps: a function, a trigger that fills what was left out, a cast, an array, a composite. */
const mayPassNull = (one: CatalogObject, { name }: DomainObject, tables: ReadonlySet<string>): boolean => {
  if (one.kind === 'trigger' && tables.has(one.table)) return true;
  if (one.kind === 'grant' || (one.kind === 'domain' && one.name === name) || (one.kind === 'column' && one.type === name)) return false;
  if (one.kind === 'function' || one.kind === 'procedure' || one.kind === 'aggregate')
    return mentions(one.definition, lastPart(name)) || /%\s*(?:row)?type\b/i.test(one.definition);
  // The columns of a view have the types of what it reads.
  return JSON.stringify(one.kind === 'view' || one.kind === 'materialized view' ? one.definition : one).includes(name);
};

/** Is it in N-1 the type of columns alone that hold no NULL anyway, and in N of the same ones? */
const isNeverNull = (domain: DomainObject, old: Catalog, next: Catalog): boolean => {
  const columns = columnsOf(domain, old);
  const names = new Set(columns.map(({ name }) => name));
  const tables = new Set(columns.map(({ table }) => table));
  return (
    columns.length > 0 &&
    columns.every(({ notNull }) => notNull) &&
    columnsOf(domain, next).every(({ name }) => names.has(name)) &&
    ![...old.objects, ...next.objects].some((one) => mayPassNull(one, domain, tables))
  );
};

const turns: Readonly<Record<string, (was: DomainObject, is: DomainObject, catalogs: Pick<Change, 'old' | 'new'>) => Turn>> = {
  notNull: (was, is, { old, new: next }) => (is.notNull && isNeverNull(was, old, next) ? undefined : turnOf(!is.notNull, !was.notNull)),
  checks: (was, is) => turnOf(areMet(definitions(is), definitions(was)), areMet(definitions(was), definitions(is))),
  base: (was, is) => {
    const relation = compareTypes(was.base, is.base);
    return relation === 'other' ? 'changed' : turnOf(relation !== 'narrower', relation !== 'wider');
  },
  default: (was, _, { old }) => (isDefaultHidden(was, old) ? undefined : 'changed'),
  collation: () => 'changed',
};

const textOf = ({ base, notNull, default: given, checks, collation }: DomainObject): string =>
  [base, collation && `COLLATE ${collation}`, notNull && 'NOT NULL', given !== undefined && `DEFAULT ${given}`, ...checks]
    .filter(Boolean)
    .join(' ');

/** What is said of a domain of which this has become. */
export const domainText = (change: Change, turn: NonNullable<Turn>): string | undefined =>
  Object.entries(turns)
    .map(([field, judge]) =>
      whenChanged(change, ['domain'], field, (was, is) =>
        judge(was, is, change) === turn ? `it is ${textOf(is)}, and was ${textOf(was)}` : undefined,
      ),
    )
    .find((told) => told !== undefined);
