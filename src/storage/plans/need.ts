import type { Catalog } from '../catalog.ts';
import type { Statement } from '../statements/statement.ts';
import type { Asked } from './facts.ts';
import { computesLabel, isIn, saysLabel, typesOf } from './says.ts';
import { type Target, targetName } from './target.ts';

/** Does a statement need what goes? `unknown`: it cannot be told. */
export type Need = 'needs' | 'free' | 'unknown';

const quoted = (label: string): string => `'${label.replaceAll("'", "''")}'`;

/** The columns of an enum, of domains over it, and of arrays of them. */
const columnsOf = (catalog: Catalog, target: Target) => {
  const types = typesOf(catalog, target);
  return catalog.objects.filter((object) => object.kind === 'column').filter(({ type }) => types.has(type));
};

/** A value that is left out of an insert comes from the default, and functions and triggers may say it. */
const saysByItself = (catalog: Catalog, target: Target, { touches, kind }: Statement, label = quoted(target.part ?? '')): boolean =>
  (kind === 'insert' || kind === 'upsert'
    ? columnsOf(catalog, target).some(
        (column) =>
          touches.includes(`table ${column.table}`) &&
          !touches.includes(`column ${column.name}`) &&
          column.default?.includes(label) === true,
      )
    : false) ||
  catalog.objects.some(
    (object) =>
      (object.kind === 'function' || object.kind === 'procedure') &&
      touches.includes(`${object.kind} ${object.name}`) &&
      object.definition.includes(label),
  );

const needsValue = (catalog: Catalog, target: Target, statement: Statement): Need => {
  const { part = '' } = target;
  const { touches, text, values, origin } = statement;
  const columns = columnsOf(catalog, target);
  const meets =
    touches.some((object) => [...typesOf(catalog, target)].includes(object.replace(/^(?:enum|domain) /, ''))) ||
    columns.some(({ name }) => touches.includes(`column ${name}`));
  if (saysByItself(catalog, target, statement)) return 'needs';
  if (!meets) return 'free';
  if (saysLabel(part, text) || values.some((value) => isIn(part, value))) return 'needs';
  if (computesLabel(target, text)) return 'unknown';
  return origin === 'prepared-only' && /\$\d/.test(text) ? 'unknown' : 'free';
};

/** The columns that are computed from a column: with it they go too. */
const generatedFrom = ({ objects }: Catalog, { kind, of, part = '' }: Target): readonly Target[] =>
  objects.flatMap((object): Target[] => {
    if (object.kind !== 'column' || object.table !== of || object.generated === undefined) return [];
    const names = object.generated.as.replaceAll(/'(?:[^']|'')*'/g, '').match(/"(?:[^"]|"")+"|[\p{L}_][\p{L}\p{N}_$]*/gu);
    return names?.includes(part) === true ? [{ kind, of, part: object.column }] : [];
  });

const understood = (catalog: Catalog, target: Target, statement: Statement): Need => {
  const { touches } = statement;
  switch (target.kind) {
    case 'table':
      return touches.some((object) => /^(?:table|foreign table) /.test(object) && object.endsWith(` ${target.of}`)) ? 'needs' : 'free';
    case 'column':
      return [target, ...generatedFrom(catalog, target)].some((one) => touches.includes(`column ${targetName(one)}`)) ? 'needs' : 'free';
    case 'value':
      return needsValue(catalog, target, statement);
  }
};

/** Whether a statement, as the schema of its own version understands it, needs what goes. */
export const needOf = (catalog: Catalog, target: Target, statement: Asked): Need => {
  if (statement.touches.length === 0) return 'unknown';
  const need = understood(catalog, target, statement);
  return need === 'needs' && statement.guessed ? 'unknown' : need;
};
